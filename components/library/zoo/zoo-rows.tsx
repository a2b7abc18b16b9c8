'use client';
/** The nets of the zoo: a table, or a list where the window is narrow. */
import { SlidersHorizontal } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useNarrow } from '@/components/ui/use-narrow';
import { compactNumber } from '@/lib/util/compact-number';
import { dataNames, dataOf, structureOfNet, type ZooCosts } from '@/lib/zoo/facts';
import type { ZooEntry } from '@/lib/zoo/registry';
import { BlockName, Stages } from './stages';

type Props = { readonly entries: readonly ZooEntry[]; readonly costs: ReadonlyMap<string, ZooCosts>; readonly onOpen: (id: string) => void; readonly onAdjust: (entry: ZooEntry) => void };

export function ZooRows({ entries, costs, onOpen, onAdjust }: Props) {
  const narrow = useNarrow();
  const t = useTranslations('library');
  const adjust = useTranslations('zooForm');
  const locale = useLocale();
  const format = useFormatter();
  const rows = entries.map((entry) => {
    const { id, title, family, error } = entry;
    const known = costs.get(id);
    return {
      id,
      entry,
      name: title[locale],
      data: dataNames[dataOf(family)],
      ...structureOfNet(entry, locale),
      parameters: known && format.number(known.parameters),
      multiplyAdds: known && compactNumber(known.multiplyAdds),
      error: error && format.number(error.percent, { minimumFractionDigits: 2 }),
    };
  });
  const busy = entries.some((entry) => !costs.has(entry.id));

  if (narrow) {
    return (
      <ul className="zoo-list" aria-label={t('zoo')} aria-busy={busy}>
        {rows.map((row) => (
          <li key={row.id} className="zoo-item">
            <button type="button" onClick={() => onOpen(row.id)} aria-label={t('zooOpen', { net: row.name })} aria-describedby={`zoo-${row.id}`}>
              <b>{row.name}</b>
              <span className="muted zoo-data">{row.data}</span>
              <Stages stages={row.stages} />
              <span id={`zoo-${row.id}`} className="muted zoo-costs">
                {row.parameters === undefined ? '…' : t('zooCosts', { parameters: row.parameters, multiplyAdds: row.multiplyAdds ?? '' })}
                {row.error === undefined ? null : ` · ${t('zooErrorOf', { percent: row.error })}`}
              </span>
            </button>
            <button type="button" className="zoo-adjust" aria-label={adjust('adjust', { net: row.name })} onClick={() => onAdjust(row.entry)}>
              <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className="zoo-table" aria-label={t('zoo')} aria-busy={busy}>
      <thead>
        <tr>
          <th scope="col">{t('zooNetwork')}</th>
          <th scope="col">{t('zooData')}</th>
          <th scope="col">{t('zooBlock')}</th>
          <th scope="col">{t('zooBlocks')}</th>
          <th scope="col" className="n">
            {t('zooParameters')}
          </th>
          <th scope="col" className="n">
            {t('zooMultiplyAdds')}
          </th>
          <th scope="col" className="n">
            {t('zooError')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            <td className="muted">{row.data}</td>
            <td>
              <BlockName name={row.blockName} residual={row.residual} />
            </td>
            <td>
              <Stages stages={row.stages} />
            </td>
            <td className="n">{row.parameters ?? '…'}</td>
            <td className="n">{row.multiplyAdds ?? '…'}</td>
            <td className="n">{row.error ?? <span className="muted">–</span>}</td>
            <td className="zoo-open">
              <button type="button" className="ibtn" aria-label={adjust('adjust', { net: row.name })} title={adjust('adjustShort')} onClick={() => onAdjust(row.entry)}>
                <SlidersHorizontal size={15} strokeWidth={1.75} aria-hidden />
              </button>
              <button type="button" className="btn small ghost" aria-label={t('zooOpen', { net: row.name })} onClick={() => onOpen(row.id)}>
                {t('open')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
