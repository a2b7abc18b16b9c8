'use client';
/** Whether the notebook is stored, in the top bar; a failure says why. */
import { Check, CircleAlert, CircleDashed } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { useSessionStatus } from '@/lib/stores/session-context';

export function SavedState() {
  const t = useTranslations('notebook');
  const locale = useLocale();
  const { save } = useSessionStatus();
  switch (save.kind) {
    case 'saved':
      return (
        <span className="saved" role="status" data-save-state="saved">
          <Check size={13} aria-hidden />
          {t('saved')}
        </span>
      );
    case 'saving':
      return (
        <span className="saved" role="status" data-save-state="saving">
          <CircleDashed size={13} aria-hidden />
          {t('saving')}
        </span>
      );
    case 'unsaved':
      return (
        <span className="saved bad" role="status" data-save-state="unsaved" title={problemSentence(save.problem, locale)}>
          <CircleAlert size={13} aria-hidden />
          {t('notSaved')}
        </span>
      );
  }
}
