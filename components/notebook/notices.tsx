'use client';
/** What stands between bar and text while it holds: read-only and why, not saved and why. */
import { CircleAlert, Lock } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { saveFile } from '@/components/actions/save-file';
import { problemSentence } from '@/lib/i18n/format';
import { useSession, useSessionStatus } from '@/lib/stores/session-context';

export function Notices() {
  const t = useTranslations('notebook');
  const locale = useLocale();
  const session = useSession();
  const { save } = useSessionStatus();
  const readOnly = useStore(session.notebook.store, (state) => state.readOnly);
  return (
    <div className="notices">
      {readOnly === 'otherTab' ? (
        <div className="notice" role="status">
          <Lock size={15} aria-hidden />
          <span className="grow">{save.kind === 'unsaved' ? problemSentence(save.problem, locale) : t('otherTab')}</span>
          <button type="button" className="btn small" onClick={session.takeOver}>
            {t('takeOver')}
          </button>
        </div>
      ) : null}
      {readOnly === 'newerVersion' ? (
        <div className="notice" role="status">
          <Lock size={15} aria-hidden />
          <span className="grow">{t('newerVersion')}</span>
        </div>
      ) : null}
      {save.kind === 'unsaved' && readOnly === null ? (
        <div className="notice bad" role="alert">
          <CircleAlert size={15} aria-hidden />
          <span className="grow">{problemSentence(save.problem, locale)}</span>
          <button type="button" className="btn small" onClick={() => void saveFile(session.notebook.store.getState().document)}>
            {t('saveFile')}
          </button>
        </div>
      ) : null}
    </div>
  );
}
