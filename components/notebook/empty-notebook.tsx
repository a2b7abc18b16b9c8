'use client';
/** What an empty notebook says. */
import { useTranslations } from 'use-intl';

export function EmptyNotebook() {
  const t = useTranslations('notebook');
  return (
    <div className="text">
      <p className="muted">{t('writeOrStart')}</p>
    </div>
  );
}
