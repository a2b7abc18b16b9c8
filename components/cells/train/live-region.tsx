'use client';
/** Says to screen readers when a run starts, pauses and ends; progress is there to be asked for, not to be read out. */
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { RunEntry } from '@/lib/stores/runs';
import { formatShare } from './format';

export function LiveRegion({ entry }: { readonly entry: RunEntry | null }) {
  const t = useTranslations('training');

  function text(): string {
    if (entry === null) return '';
    const { record, live } = entry;
    if (live !== null) return live.phase === 'paused' ? t('announcePaused', { step: formatCount(record.steps) }) : t('announceRunning');
    if (record.state === 'failed') return t('announceFailed');
    if (record.state === 'stopped') return t('announceStopped', { step: formatCount(record.steps) });
    return record.result === undefined ? '' : t('announceDone', { accuracy: formatShare(record.result.testAccuracy) });
  }
  return (
    <p className="visually-hidden" role="status">
      {text()}
    </p>
  );
}
