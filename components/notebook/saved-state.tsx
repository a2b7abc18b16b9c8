'use client';
/** Whether the notebook is stored, in the top bar; a failure says why. */
import { Check, CircleAlert, CircleDashed, Download } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { saveFile } from '@/components/actions/save-file';
import { problemSentence } from '@/lib/i18n/format';
import { useSession, useSessionStatus } from '@/lib/stores/session-context';

export function SavedState() {
  const t = useTranslations('notebook');
  const locale = useLocale();
  const { save } = useSessionStatus();
  switch (save.kind) {
    case 'saved':
      return (
        <span className="saved" role="status" data-save-state="saved">
          <Check size={13} aria-hidden />
          <span className="save-text">{t('saved')}</span>
        </span>
      );
    case 'saving':
      return (
        <span className="saved" role="status" data-save-state="saving">
          <CircleDashed size={13} aria-hidden />
          <span className="save-text">{t('saving')}</span>
        </span>
      );
    case 'unsaved':
      return (
        <span className="saved bad" role="status" data-save-state="unsaved" title={problemSentence(save.problem, locale)}>
          <CircleAlert size={13} aria-hidden />
          <span className="save-text">{t('notSaved')}</span>
        </span>
      );
  }
}

/** Stands there where the browser does not promise to keep the notebook: a file is the only safe place. */
export function KeepMark() {
  const t = useTranslations('notebook');
  const session = useSession();
  const { persisted } = useSessionStatus();
  if (persisted !== false) return null;
  return (
    <button type="button" className="btn ghost small keep-mark" aria-label={t('saveFile')} title={t('notPersisted')} aria-description={t('notPersisted')} onClick={() => void saveFile(session.notebook.store.getState().document)}>
      <Download size={14} strokeWidth={1.75} aria-hidden />
      <span className="wide-only">{t('saveFile')}</span>
    </button>
  );
}
