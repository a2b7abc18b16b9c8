'use client';
/** Depth, parameters and multiply-adds of a net while its settings change, and what they are in the paper's. */
import { useFormatter, useTranslations } from 'use-intl';
import { compactNumber } from '@/lib/util/compact-number';
import type { NetDraft } from './use-net-draft';

export function NetCosts({ draft: { net, original } }: { readonly draft: NetDraft }) {
  const t = useTranslations('zooForm');
  const format = useFormatter();
  const totals = net === null || net.problem !== null ? null : net.totals;
  const figures = [
    { label: t('depth'), now: totals?.weightedLayers, before: original.weightedLayers, text: (value: number) => format.number(value) },
    { label: t('parameters'), now: totals?.parameters.trainable, before: original.parameters.trainable, text: (value: number) => format.number(value) },
    { label: t('multiplyAdds'), now: totals?.multiplyAdds, before: original.multiplyAdds, text: compactNumber },
  ];
  return (
    <dl className="zoo-figures" aria-live="polite">
      {figures.map(({ label, now, before, text }) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd className="num">{now === undefined ? '–' : text(now)}</dd>
          {now === undefined || now === before ? null : <dd className="muted">{t('original', { value: text(before) })}</dd>}
        </div>
      ))}
    </dl>
  );
}
