/** The rows of the summary table and its text as CSV; apart from the view, so that both can be tested. */
import { nodeHeading } from '@/components/canvas/node-text';
import { BLOCK, defaultScope, definitionOf, instancesOf } from '@/lib/graph/blocks';
import type { Scope } from '@/lib/graph/expression';
import type { Graphs } from '@/lib/graph/graph';
import type { Inference } from '@/lib/graph/inference';
import type { ParameterCount } from '@/lib/graph/kind';
import { liveNodes } from '@/lib/graph/measured-graph';
import { graphOutline } from '@/lib/graph/outline';
import { formatShape, type Shape } from '@/lib/graph/shape';
import { activeVariant } from '@/lib/graph/variants';
import { wiringOf } from '@/lib/graph/wiring';
import type { Language } from '@/lib/i18n/define';

export type SummaryRow = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** How many of a block stand in one node. */
  readonly count: number;
  readonly outputShape: Shape | null;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  /** False where nothing leads to the output: not in the totals. */
  readonly counted: boolean;
};

/** One row a node in the order in which data flows, blocks as one row with the sum of what they hold. */
export function summaryRows(graphs: Graphs, graphId: string, inference: Inference, language: Language, scope?: Scope): readonly SummaryRow[] {
  if (!Object.hasOwn(graphs, graphId)) return [];
  const graph = definitionOf(graphs, graphId)?.graph ?? graphs[graphId];
  const values = scope ?? defaultScope(graph);
  const live = liveNodes(graph, wiringOf(graph));
  return graphOutline(graph).flatMap(({ id }) => {
    const node = graph.nodes[id];
    const facts = inference.nodes.get(id);
    if (!facts) return [];
    const definition = node.kind === BLOCK ? definitionOf(graphs, node.graph) : null;
    const variant = activeVariant(graphs, node.graph);
    const { title, detail: written } = nodeHeading(node, facts.config ?? {}, node.graph === undefined ? undefined : graphs[node.graph]?.name, language, values);
    const detail = variant === null ? written : [variant, ...(written === '' ? [] : [written])].join(' · ');
    const count = definition ? instancesOf(node, definition.graph, values).count : 1;
    const { outputShape, parameters, multiplyAdds } = facts;
    return [{ id, title, detail, count, outputShape, parameters, multiplyAdds, counted: live === null || live.has(id) }];
  });
}

/** The row of a node, else of the block that holds it: `stage2.0.conv1` may stand in the row `stage2`. -1 where there is neither. */
export function rowIndexOf(rows: readonly { readonly id: string }[], node: string): number {
  for (let id = node; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.')))) {
    const index = rows.findIndex((row) => row.id === id);
    if (index >= 0) return index;
  }
  return -1;
}

/** `× 3 · filters 64`: how often a block stands there, and with what. */
export function secondLine({ count, detail }: SummaryRow): string {
  return [...(count === 1 ? [] : [`× ${count}`]), ...(detail === '' ? [] : [detail])].join(' · ');
}

export type LargestShare = { /** The row's title, with its id where others are called so too. */ readonly name: string; readonly percent: number };

/** Which row has most of it, in whole per cent; null where there is nothing to share. */
export function largestShare(rows: readonly SummaryRow[], amount: (row: SummaryRow) => number): LargestShare | null {
  let total = 0;
  let largest: SummaryRow | null = null;
  for (const row of rows) {
    if (!row.counted) continue;
    total += amount(row);
    if (largest === null || amount(row) > amount(largest)) largest = row;
  }
  if (largest === null || total === 0) return null;
  const { id, title } = largest;
  const alone = rows.every((row) => row.id === id || row.title !== title);
  return { name: alone ? title : `${title} (${id})`, percent: Math.round((amount(largest) / total) * 100) };
}

export type CsvWords = { readonly head: readonly string[]; readonly total: string };

/** By RFC 4180. Texts that a spreadsheet would compute begin with an apostrophe. */
export function summaryCsv(rows: readonly SummaryRow[], inference: Inference, words: CsvWords): string {
  const { parameters, multiplyAdds } = inference.totals;
  const lines = [
    words.head,
    ...rows.map((row) => [row.id, row.title, secondLine(row), row.outputShape ? formatShape(row.outputShape) : '', row.parameters.trainable, row.parameters.nonTrainable, row.multiplyAdds]),
    ['', words.total, '', inference.outputShape ? formatShape(inference.outputShape) : '', parameters.trainable, parameters.nonTrainable, multiplyAdds],
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
