'use client';
/** The blocks of each stage, drawn as bars that grow with the logarithm of their number, with the numbers beside them. */
import { useTranslations } from 'use-intl';

export function Stages({ stages }: { readonly stages: readonly number[] }) {
  const t = useTranslations('library');
  return (
    <span className="zoo-stages">
      <span className="visually-hidden">{t('zooStages', { stages: stages.join(', ') })}</span>
      {stages.map((count, index) => (
        <i key={index} style={{ width: Math.min(60, 9 * Math.log2(count + 1)) }} aria-hidden />
      ))}
      <span className="mono muted" aria-hidden>
        {stages.join(' ')}
      </span>
    </span>
  );
}

export function BlockName({ name, residual }: { readonly name: string; readonly residual: boolean }) {
  const t = useTranslations('library');
  return (
    <span className="row zoo-block">
      <span className="glyph c-block" aria-hidden>
        <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
          <rect x="1.4" y="4.6" width="8.4" height="8" rx="1.5" />
          <path d="M4.2 4.4V2.9c0-.8.6-1.4 1.4-1.4h5.6c.8 0 1.4.6 1.4 1.4v5.6c0 .8-.6 1.4-1.4 1.4h-1.3" />
        </svg>
      </span>
      {residual ? name : t('zooPlain', { block: name })}
    </span>
  );
}
