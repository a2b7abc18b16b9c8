'use client';
/** Previous and next page of a long list. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';

export function Pager({ page, pages, onPage }: { readonly page: number; readonly pages: number; readonly onPage: (page: number) => void }) {
  const t = useTranslations('training');
  if (pages <= 1) return null;
  return (
    <div className="row pager">
      <button type="button" className="ibtn" aria-label={t('previousPage')} aria-disabled={page === 0} onClick={() => onPage(Math.max(0, page - 1))}>
        <ChevronLeft size={16} aria-hidden="true" />
      </button>
      <span className="num muted" aria-live="polite">
        {t('pageOf', { page: String(page + 1), pages: String(pages) })}
      </span>
      <button type="button" className="ibtn" aria-label={t('nextPage')} aria-disabled={page === pages - 1} onClick={() => onPage(Math.min(pages - 1, page + 1))}>
        <ChevronRight size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
