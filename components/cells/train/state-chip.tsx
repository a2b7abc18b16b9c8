'use client';
/** The state of the run that is shown, and whether it is stale, in the head of the cell. */
import { useTranslations } from 'use-intl';
import type { ShownState } from '@/lib/stores/runs';

const tones: Readonly<Record<ShownState | 'preparing', string>> = { preparing: '', running: 'ok', paused: 'warn', stopping: '', stopped: '', done: 'ok', failed: 'bad', interrupted: 'warn', elsewhere: '' };

export function StateChip({ state, stale }: { readonly state: ShownState | 'preparing' | null; readonly stale: boolean }) {
  const t = useTranslations('training');
  if (state === null) return null;
  return (
    <>
      {stale && <span className="chip warn">{t('stale')}</span>}
      <span className={`chip ${tones[state]}`} data-run-state={state}>
        {state === 'running' && <i className="pulse" aria-hidden="true" />}
        {t(`state_${state}`)}
      </span>
    </>
  );
}
