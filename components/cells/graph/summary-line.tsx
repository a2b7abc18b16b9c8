'use client';
/** One row of the summary table: a layer or a block with its costs. */
import { ChevronRight } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { useTranslations } from 'use-intl';
import { formatCount } from '@/lib/graph/numbers';
import type { Part } from '@/lib/graph/parts';
import { formatShape } from '@/lib/graph/shape';
import { secondLine, type SummaryRow } from './summary';

type Props = {
  readonly row: SummaryRow;
  /** From 0, among all rows. */
  readonly index: number;
  readonly selected: boolean;
  /** The one row that Tab comes to; arrow keys lead to the others. */
  readonly reachable: boolean;
  /** Some rows of the table can be opened. */
  readonly tree: boolean;
  /** 0 to 1. */
  readonly parameterShare: number;
  readonly multiplyAddShare: number;
  readonly onPoint: (node: string | null) => void;
  readonly onFocus: (row: string) => void;
  readonly onReveal: (part: Part) => void;
  readonly onToggle: (row: SummaryRow) => void;
};

const HEAD_ROWS = 1;
/** Of what a row begins with, px: its depth, and the button that opens it. */
const MARGIN = 32;
const INDENT = 16;

export const SummaryLine = memo(function SummaryLine({ row, index, selected, reachable, tree, parameterShare, multiplyAddShare, onPoint, onFocus, onReveal, onToggle }: Props) {
  const t = useTranslations('graphViews');
  const { id, title, counted, level, open } = row;
  const classes = [selected ? 'on' : '', counted ? '' : 'aside'].filter((name) => name !== '').join(' ');
  function focus(): void {
    onPoint(id);
    onFocus(id);
  }
  function toggle(event: MouseEvent): void {
    event.stopPropagation();
    event.currentTarget.closest('tr')?.focus({ preventScroll: true });
    onToggle(row);
  }
  return (
    <tr
      className={classes}
      data-row={id}
      tabIndex={reachable ? 0 : -1}
      aria-rowindex={index + HEAD_ROWS + 1}
      aria-level={level + 1}
      aria-expanded={open ?? undefined}
      aria-selected={selected}
      onMouseEnter={() => onPoint(id)}
      onMouseLeave={() => onPoint(null)}
      onFocus={focus}
      onBlur={() => onPoint(null)}
      onClick={() => onReveal(row.part)}
    >
      <th scope="row" style={tree ? { paddingLeft: MARGIN + level * INDENT } : undefined} className={tree ? 'tree' : undefined}>
        {open !== null && (
          <button type="button" className="row-toggle" tabIndex={-1} aria-expanded={open} aria-label={t('openRow', { name: title })} onClick={toggle}>
            <ChevronRight size={14} strokeWidth={2} aria-hidden="true" />
          </button>
        )}
        <b>{title}</b>
        <span className="muted">{counted ? secondLine(row) : t('notCounted')}</span>
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
