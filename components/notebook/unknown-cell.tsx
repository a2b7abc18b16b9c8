'use client';
/** A cell of a kind from a newer version: shown as what it is, and kept. */
import { useTranslations } from 'use-intl';
import type { Cell } from '@/lib/notebook/document';

export function UnknownCell({ cell }: { readonly cell: Cell }) {
  const t = useTranslations('notebook');
  return (
    <div className="unknown-cell">
      <p>{t('unknownCell', { kind: cell.kind })}</p>
      <details>
        <summary>{t('unknownCellData')}</summary>
        <pre className="mono">{JSON.stringify(cell, null, 2)}</pre>
      </details>
    </div>
  );
}
