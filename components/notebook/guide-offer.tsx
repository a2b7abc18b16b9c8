'use client';
/** At the foot of the starter notebook: build the block oneself, step by step. */
import { useTranslations } from 'use-intl';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { changeSettings, useSettings } from '@/lib/stores/settings';
import { startGuide } from './start-guide';

export function GuideOffer() {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const readOnly = useReadOnly();
  const id = useNotebook((document) => document.id);
  const offered = useSettings((settings) => settings.starter === id);
  if (!offered || readOnly) return null;
  return (
    <section className="guide-offer" aria-label={t('guide')}>
      <div className="grow">
        <b>{t('guideOffer')}</b>
        <p className="muted">{t('guideOfferText')}</p>
      </div>
      <button type="button" className="btn small ghost" onClick={() => changeSettings({ starter: null })}>
        {t('guideNotNow')}
      </button>
      <button
        type="button"
        className="btn small"
        onClick={() => {
          changeSettings({ starter: null });
          startGuide(store);
        }}
      >
        {t('guideStart')}
      </button>
    </section>
  );
}
