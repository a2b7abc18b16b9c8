'use client';
/** A variant's graph as a small picture; what differs from the active one is marked by colour, by the form of its border and by a sign. */
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { withRemoved, type GraphDiff } from '@/lib/graph/diff';
import type { Scope } from '@/lib/graph/expression';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { kindOf } from '@/lib/graph/registry';
import { wiringOf } from '@/lib/graph/wiring';
import { lanesOf, type Cell } from '@/lib/layout/lanes';
import { categoryClass } from './glyphs';
import { layerTitle, markWord, type Mark } from './variant-words';

const BOX = { width: 96, height: 20 };
const ROW = 29;
const LANE = 112;
const MARGIN = 14;
const LONGEST = 16;

const signs: Readonly<Record<Mark, string>> = { added: 'M-3.5 0h7M0 -3.5v7', removed: 'M-3.5 0h7', changed: 'M-3.5 -1.6h7M-3.5 1.6h7M2.2 -3.6l-4.4 7.2', moved: 'M0 -4v8M-2.4 -1.9l2.4 -2.4 2.4 2.4M-2.4 1.9l2.4 2.4 2.4 -2.4' };

/** A mark alone, as in the key below the pictures. */
export function MarkSign({ mark }: { readonly mark: Mark }) {
  return (
    <svg className={`mark-sign ${mark}`} width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
      <circle r="6.5" />
      <path d={signs[mark]} />
    </svg>
  );
}

type Props = { readonly graphs: Graphs; readonly name: string; readonly reference: Graph; readonly graph: Graph; readonly diff: GraphDiff; readonly scope: Scope };

export function VariantPicture({ graphs, name, reference, graph, diff, scope }: Props) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const drawn = useMemo(() => withRemoved(reference, graph, diff), [reference, graph, diff]);
  const removed = useMemo(() => new Set([...diff.nodes].filter(([, { mark }]) => mark === 'removed').map(([id]) => id)), [diff]);
  const { cells, rows, lanes } = useMemo(() => lanesOf(drawn, removed), [drawn, removed]);
  const wiring = wiringOf(drawn);
  const title = (id: string) => layerTitle(graphs, drawn.nodes[id], scope, language);
  const spoken = wiring.order
    .map((id) => {
      const mark = diff.nodes.get(id)?.mark;
      return mark === undefined ? title(id) : t('variantLayerMarked', { layer: title(id), mark: markWord(mark, t) });
    })
    .join(language === 'zh' ? '、' : ', ');
  const size = { width: 2 * MARGIN + BOX.width + (lanes - 1) * LANE, height: 2 * MARGIN + BOX.height + (rows - 1) * ROW };
  return (
    <svg className="variant-picture" {...size} viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={t('variantPicture', { name, layers: spoken })}>
      {[...wiring.incoming.values()].flat().map(({ edge, source, target }) => (
        <Wire key={edge.join(' ')} from={cells.get(source.node)} to={cells.get(target.node)} ghost={removed.has(source.node) || removed.has(target.node)} />
      ))}
      {[...cells].map(([id, cell]) => (
        <Layer key={id} cell={cell} title={title(id)} kind={drawn.nodes[id].kind} bypassed={drawn.nodes[id].bypassed === true} mark={diff.nodes.get(id)?.mark ?? null} />
      ))}
    </svg>
  );
}

function middleOf({ row, lane }: Cell): readonly [number, number] {
  return [MARGIN + BOX.width / 2 + lane * LANE, MARGIN + BOX.height / 2 + row * ROW];
}

/** Straight down to the next row, round what stands between, or in a bend to another lane: out at the side, in from above, and back. */
function Wire({ from, to, ghost }: { readonly from: Cell | undefined; readonly to: Cell | undefined; readonly ghost: boolean }) {
  if (from === undefined || to === undefined) return null;
  const [x1, y1] = middleOf(from);
  const [x2, y2] = middleOf(to);
  const [top, bottom] = [y1 + BOX.height / 2, y2 - BOX.height / 2];
  const around = from.lane === to.lane && to.row - from.row > 1;
  const side = x1 - BOX.width / 2 - 8;
  return <path className={ghost ? 'wire ghost' : 'wire'} d={wirePath(from.lane - to.lane, around)} />;

  function wirePath(lanes: number, past: boolean): string {
    if (past) return `M${x1} ${top}C${side} ${top + 6} ${side} ${bottom - 6} ${x2} ${bottom}`;
    if (lanes === 0) return `M${x1} ${top}V${bottom}`;
    return lanes < 0 ? `M${x1 + BOX.width / 2} ${y1}Q${x2} ${y1} ${x2} ${bottom}` : `M${x1} ${top}Q${x1} ${y2} ${x2 + BOX.width / 2} ${y2}`;
  }
}

function Layer({ cell, title, kind, bypassed, mark }: { readonly cell: Cell; readonly title: string; readonly kind: string; readonly bypassed: boolean; readonly mark: Mark | null }) {
  const [x, y] = middleOf(cell);
  const look = kindOf(kind)?.look;
  const short = title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title;
  const [left, top] = [-BOX.width / 2, -BOX.height / 2];
  return (
    <g className={`layer ${categoryClass(kind)} ${mark ?? ''} ${bypassed ? 'bypassed' : ''}`} transform={`translate(${x} ${y})`}>
      <rect x={left} y={top} width={BOX.width} height={BOX.height} rx={look === 'pill' || look === 'circle' ? BOX.height / 2 : 4} />
      {mark === 'changed' && <rect className="inner" x={left + 2.5} y={top + 2.5} width={BOX.width - 5} height={BOX.height - 5} rx="2.5" />}
      <text textAnchor="middle" dominantBaseline="central">
        {short}
      </text>
      {mark !== null && (
        <g className={`sign ${mark}`} transform={`translate(${left} 0)`}>
          <circle r="6.5" />
          <path d={signs[mark]} />
        </g>
      )}
    </g>
  );
}
