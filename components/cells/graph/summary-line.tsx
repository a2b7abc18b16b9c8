'use client';
/** One row of the summary table: a layer or a block with its costs. */
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import { formatShape } from '@/lib/graph/shape';
import { secondLine, type SummaryRow } from './summary';

type Props = {
  readonly row: SummaryRow;
  readonly selected: boolean;
  /** The one row that Tab comes to; arrow keys lead to the others. */
  readonly reachable: boolean;
  /** 0 to 1. */
  readonly parameterShare: number;
  readonly multiplyAddShare: number;
  readonly onPoint: (node: string | null) => void;
  readonly onReveal: (node: string) => void;
};

export const SummaryLine = memo(function SummaryLine({ row, selected, reachable, parameterShare, multiplyAddShare, onPoint, onReveal }: Props) {
  const t = useTranslations('graphViews');
  const { id, title, counted } = row;
  const classes = [selected ? 'on' : '', counted ? '' : 'aside'].filter((name) => name !== '').join(' ');
  return (
    <tr className={classes} data-row={id} onMouseEnter={() => onPoint(id)} onMouseLeave={() => onPoint(null)} onFocus={() => onPoint(id)} onBlur={() => onPoint(null)} onClick={() => onReveal(id)}>
      <th scope="row">
        <button type="button" tabIndex={reachable ? 0 : -1} aria-current={selected ? 'true' : undefined}>
          <b>{title}</b>
          <span className="muted">{counted ? secondLine(row) : t('notCounted')}</span>
        </button>
      </th>
      <td className="n">{formatShape(row.outputShape)}</td>
      <td className="n">{formatCount(row.parameters.trainable)}</td>
      <td className="bar">
        <Bar share={parameterShare} className="parameters" />
      </td>
      <td className="n">{formatCount(row.multiplyAdds)}</td>
      <td className="bar">
        <Bar share={multiplyAddShare} className="multiply-adds" />
      </td>
    </tr>
  );
});

/** What is more than nothing can be seen. */
function Bar({ share, className }: { readonly share: number; readonly className: string }) {
  const percent = `${Math.round(share * 100)} %`;
  return (
    <span className={`share-bar ${className}`} title={percent}>
      <i style={{ width: share === 0 ? 0 : `max(2px, ${share * 100}%)` }} aria-hidden="true" />
      <span className="sr-only">{percent}</span>
    </span>
  );
}
