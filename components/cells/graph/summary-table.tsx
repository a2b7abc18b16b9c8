'use client';
/** A graph as a table of its layers with their costs: in step with the selection, and pointing at the canvas by hover and focus. */
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Scope } from '@/lib/graph/expression';
import { formatCount } from '@/lib/graph/numbers';
import type { Part } from '@/lib/graph/parts';
import { formatShape } from '@/lib/graph/shape';
import { useInference } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelectedNodes } from '@/lib/stores/selection';
import { CopyButton } from './copy-button';
import { bringRow } from './row-scroll';
import { useRowWindow } from './row-window';
import { everyBlock, foundRows, largestShare, rowIndexOf, summaryCsv, summaryParts, summaryRows, type SummaryRow } from './summary';
import { SummaryLine } from './summary-line';
import { usePointing } from './use-pointing';
import { usePointedRow } from './use-pointed-row';

type Props = {
  readonly graphId: string;
  /** Values of the graph's parameters; undefined for their defaults. */
  readonly scope: Scope | undefined;
  readonly name: string;
  readonly canvas: RefObject<HTMLElement | null>;
  /** Under which graph the canvas keeps its selection: another one while it shows something unrolled. */
  readonly drawn: string;
  /** Paths of the blocks whose insides are shown. */
  readonly open: ReadonlySet<string>;
  readonly onOpen: (open: ReadonlySet<string>) => void;
  readonly onReveal: (part: Part) => void;
};

const trainable = (row: SummaryRow): number => row.parameters.trainable;
const multiplyAdds = (row: SummaryRow): number => row.multiplyAdds;
const noBlock: ReadonlySet<string> = new Set();
const COLUMNS = 6;

export function SummaryTable({ graphId, scope, name, canvas, drawn, open, onOpen, onReveal }: Props) {
  const t = useTranslations('graphViews');
  const language = useLocale();
  const inference = useInference(graphId);
  const graphs = useNotebook((document) => document.graphs);
  const selected = useSelectedNodes(drawn);
  const body = useRef<HTMLTableSectionElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const toFocus = useRef(false);
  const point = usePointing(canvas);
  const parts = useMemo(() => (inference ? summaryParts(graphs, graphId, inference, scope) : []), [graphs, graphId, inference, scope]);
  const filtered = query.trim() !== '';
  const rows = useMemo(() => (filtered ? foundRows(graphs, parts, query, language) : summaryRows(graphs, parts, open, language)), [graphs, parts, filtered, query, open, language]);
  const whole = useMemo(() => summaryRows(graphs, parts, noBlock, language), [graphs, parts, language]);
  const first = selected[0];
  const bring = useEffectEvent((id: string) => {
    const index = rowIndexOf(rows, id);
    if (index >= 0 && scroll.current) bringRow(scroll.current, index, false);
  });
  useEffect(() => {
    if (first !== undefined) bring(first);
  }, [first]);
  usePointedRow({ canvas, scroll, rows });
  const marked = useMemo(() => new Set(selected.map((id) => rowIndexOf(rows, id))), [selected, rows]);
  const activeAt = rows.findIndex(({ id }) => id === active);
  const reachable = activeAt >= 0 ? activeAt : Math.max(0, first === undefined ? 0 : rowIndexOf(rows, first));
  const pieces = useRowWindow(scroll, rows.length, reachable);
  useLayoutEffect(() => {
    if (!toFocus.current) return;
    toFocus.current = false;
    body.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true });
  });
  if (!inference) return null;
  const { totals } = inference;
  const tree = !filtered && parts.some(({ inner }) => inner !== null);
  const shareText = (amount: (row: SummaryRow) => number) => {
    const share = largestShare(whole, amount);
    return share === null ? '' : t('share', { percent: share.percent, name: share.name });
  };

  function asCsv(): string {
    if (!inference) return '';
    const head = [t('columnId'), t('columnPart'), t('columnDetail'), t('columnOutput'), t('columnParameters'), t('columnNonTrainable'), t('columnMultiplyAdds')];
    return summaryCsv(whole, inference, { head, total: t('total') });
  }
  function toggle({ id }: SummaryRow): void {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    onOpen(next);
  }
  function goTo(index: number): void {
    const to = Math.min(rows.length - 1, Math.max(0, index));
    if (scroll.current) bringRow(scroll.current, to, false);
    toFocus.current = true;
    setActive(rows[to].id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLTableRowElement) || rows.length === 0) return;
    const row = rows[reachable];
    switch (event.key) {
      case 'ArrowDown':
        goTo(reachable + 1);
        break;
      case 'ArrowUp':
        goTo(reachable - 1);
        break;
      case 'Home':
        goTo(0);
        break;
      case 'End':
        goTo(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row.open === false) toggle(row);
        else if (row.open === true) goTo(reachable + 1);
        break;
      case 'ArrowLeft':
        if (row.open === true) toggle(row);
        else if (row.level > 0) goTo(rows.findLastIndex(({ level }, index) => index < reachable && level < row.level));
        break;
      case 'Enter':
      case ' ':
        onReveal(row.part);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <section className="summary" aria-label={t('summary')}>
      <header className="summary-head">
        <h3>{t('summary')}</h3>
        <input type="search" className="field grow" value={query} placeholder={t('filterPrompt')} aria-label={t('filterRows')} onChange={(event) => setQuery(event.target.value)} />
        <CopyButton label={t('copyCsv')} text={asCsv} />
      </header>
      <div ref={scroll} className="summary-scroll">
        <table role="treegrid" aria-label={`${t('summary')}: ${name}`} aria-rowcount={rows.length + 2}>
          <thead>
            <tr>
              <th scope="col">
                {t('columnPart')}
                {tree && (
                  <button type="button" className="open-all" onClick={() => onOpen(open.size > 0 ? noBlock : everyBlock(parts))}>
                    {open.size > 0 ? t('closeAll') : t('openAll')}
                  </button>
                )}
              </th>
              <th scope="col" className="n">{t('columnOutput')}</th>
              <th scope="col" className="n">{t('columnParameters')}</th>
              <th scope="col" className="bar"><span className="sr-only">{t('columnParameterShare')}</span></th>
              <th scope="col" className="n">{t('columnMultiplyAdds')}</th>
              <th scope="col" className="bar"><span className="sr-only">{t('columnMultiplyAddShare')}</span></th>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {pieces.flatMap((piece) =>
              piece.kind === 'gap' ? (
                <tr key={`gap ${piece.at}`} aria-hidden="true" className="gap">
                  <td colSpan={COLUMNS} style={{ height: piece.height }} />
                </tr>
              ) : (
                rows.slice(piece.from, piece.to).map((row, at) => (
                  <SummaryLine
                    key={row.id}
                    row={row}
                    index={piece.from + at}
                    selected={marked.has(piece.from + at)}
                    reachable={piece.from + at === reachable}
                    tree={tree}
                    parameterShare={row.counted && totals.parameters.trainable > 0 ? row.parameters.trainable / totals.parameters.trainable : 0}
                    multiplyAddShare={row.counted && totals.multiplyAdds > 0 ? row.multiplyAdds / totals.multiplyAdds : 0}
                    onPoint={point}
                    onFocus={setActive}
                    onReveal={onReveal}
                    onToggle={toggle}
                  />
                ))
              ),
            )}
            {rows.length === 0 && filtered && (
              <tr>
                <td colSpan={COLUMNS} className="none" role="gridcell">{t('filterNone', { query: query.trim() })}</td>
              </tr>
            )}
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
