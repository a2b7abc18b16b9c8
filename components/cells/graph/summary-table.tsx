'use client';
/** A graph as a table of its layers with their costs: in step with the selection, and pointing at the canvas by hover and focus. */
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Scope } from '@/lib/graph/expression';
import { formatCount } from '@/lib/graph/numbers';
import { formatShape } from '@/lib/graph/shape';
import { useInference } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelectedNodes } from '@/lib/stores/selection';
import { CopyButton } from './copy-button';
import { bringRow } from './row-scroll';
import { largestShare, rowIndexOf, summaryCsv, summaryRows, type SummaryRow } from './summary';
import { SummaryLine } from './summary-line';
import { usePointedRow } from './use-pointed-row';

type Props = {
  readonly graphId: string;
  /** Values of the graph's parameters; undefined for their defaults. */
  readonly scope: Scope | undefined;
  readonly name: string;
  readonly canvas: RefObject<HTMLElement | null>;
  readonly onReveal: (node: string) => void;
};

const trainable = (row: SummaryRow): number => row.parameters.trainable;
const multiplyAdds = (row: SummaryRow): number => row.multiplyAdds;

export function SummaryTable({ graphId, scope, name, canvas, onReveal }: Props) {
  const t = useTranslations('graphViews');
  const language = useLocale();
  const inference = useInference(graphId);
  const graphs = useNotebook((document) => document.graphs);
  const selected = useSelectedNodes(graphId);
  const body = useRef<HTMLTableSectionElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const point = usePointing(canvas);
  const rows = useMemo(() => (inference ? summaryRows(graphs, graphId, inference, language, scope) : []), [graphs, graphId, inference, language, scope]);
  const first = selected[0];
  const bring = useEffectEvent((id: string) => {
    const index = rowIndexOf(rows, id);
    if (index >= 0 && scroll.current) bringRow(scroll.current, index, false);
  });
  useEffect(() => {
    if (first !== undefined) bring(first);
  }, [first]);
  usePointedRow({ canvas, scroll, rows });
  if (!inference) return null;
  const { totals } = inference;
  const reachable = rows.find(({ id }) => id === first)?.id ?? rows[0]?.id;
  const shareText = (amount: (row: SummaryRow) => number) => {
    const share = largestShare(rows, amount);
    return share === null ? '' : t('share', { percent: share.percent, name: share.name });
  };

  function asCsv(): string {
    if (!inference) return '';
    const head = [t('columnId'), t('columnPart'), t('columnDetail'), t('columnOutput'), t('columnParameters'), t('columnNonTrainable'), t('columnMultiplyAdds')];
    return summaryCsv(rows, inference, { head, total: t('total') });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])];
    const index = buttons.findIndex((button) => button === event.target);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[Math.min(buttons.length - 1, Math.max(0, to))]?.focus();
  }
  return (
    <section className="summary" aria-label={t('summary')}>
      <header className="summary-head">
        <h3>{t('summary')}</h3>
        <span className="muted grow">{t('summaryHint')}</span>
        <CopyButton label={t('copyCsv')} text={asCsv} />
      </header>
      <div ref={scroll} className="summary-scroll">
        <table aria-label={`${t('summary')}: ${name}`}>
          <thead>
            <tr>
              <th scope="col">{t('columnPart')}</th>
              <th scope="col" className="n">{t('columnOutput')}</th>
              <th scope="col" className="n">{t('columnParameters')}</th>
              <th scope="col" className="bar"><span className="sr-only">{t('columnParameterShare')}</span></th>
              <th scope="col" className="n">{t('columnMultiplyAdds')}</th>
              <th scope="col" className="bar"><span className="sr-only">{t('columnMultiplyAddShare')}</span></th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {rows.map((row) => (
              <SummaryLine
                key={row.id}
                row={row}
                selected={selected.includes(row.id)}
                reachable={row.id === reachable}
                parameterShare={row.counted && totals.parameters.trainable > 0 ? row.parameters.trainable / totals.parameters.trainable : 0}
                multiplyAddShare={row.counted && totals.multiplyAdds > 0 ? row.multiplyAdds / totals.multiplyAdds : 0}
                onPoint={point}
                onReveal={onReveal}
              />
            ))}
          </tbody>
          <tfoot>
            <tr className="total">
              <th scope="row">{t('total')}</th>
              <td className="n">{formatShape(inference.outputShape)}</td>
              <td className="n">{formatCount(totals.parameters.trainable)}</td>
              <td className="bar share">{shareText(trainable)}</td>
              <td className="n">{formatCount(totals.multiplyAdds)}</td>
              <td className="bar share">{shareText(multiplyAdds)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** Marks a node of the canvas from outside: nothing is rendered for it, however large the graph is. */
function usePointing(canvas: RefObject<HTMLElement | null>): (node: string | null) => void {
  const marked = useRef<Element | null>(null);
  const point = useCallback(
    (node: string | null) => {
      marked.current?.removeAttribute('data-pointed');
      marked.current = node === null ? null : (canvas.current?.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`) ?? null);
      marked.current?.setAttribute('data-pointed', '');
    },
    [canvas],
  );
  useEffect(() => () => point(null), [point]);
  return point;
}
