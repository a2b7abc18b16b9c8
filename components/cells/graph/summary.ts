/** The rows of the summary table and its text as CSV; apart from the view, so that both can be tested. */
import { nodeHeading } from '@/components/canvas/node-text';
import { BLOCK, defaultScope, definitionOf, instancesOf } from '@/lib/graph/blocks';
import type { Scope } from '@/lib/graph/expression';
import type { Graphs } from '@/lib/graph/graph';
import type { Inference } from '@/lib/graph/inference';
import type { ParameterCount } from '@/lib/graph/kind';
import { allParts, partsOf, type Part } from '@/lib/graph/parts';
import { searchParts } from '@/lib/graph/search-parts';
import { formatShape, type Shape } from '@/lib/graph/shape';
import { activeVariant } from '@/lib/graph/variants';
import type { Language } from '@/lib/i18n/define';

export type SummaryRow = {
  /** Its path: `stage2.0.conv1`. */
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
  /** In how many blocks and repeats it stands. */
  readonly level: number;
  /** Null where nothing can be opened. */
  readonly open: boolean | null;
  readonly part: Part;
};

/** What the rows are made of: the nodes in the order in which data flows, with what is inside them. */
export function summaryParts(graphs: Graphs, graphId: string, inference: Inference, scope?: Scope): readonly Part[] {
  if (!Object.hasOwn(graphs, graphId)) return [];
  const shown = definitionOf(graphs, graphId)?.id ?? graphId;
  return partsOf(graphs, { graph: shown, scope: scope ?? defaultScope(graphs[shown]), inference });
}

/** One row a node, blocks as one row with the sum of what they hold; behind those that are open, by their paths, a row for each repeat or layer inside. */
export function summaryRows(graphs: Graphs, parts: readonly Part[], open: ReadonlySet<string>, language: Language): readonly SummaryRow[] {
  const rows: SummaryRow[] = [];
  const add = (part: Part, level: number, counted: boolean): void => {
    const isOpen = part.inner === null ? null : open.has(part.path);
    const own = counted && part.counted;
    rows.push(rowOf(graphs, part, { level, open: isOpen, counted: own }, language));
    if (isOpen === true) part.inner?.().forEach((inner) => add(inner, level + 1, own));
  };
  parts.forEach((part) => add(part, 0, true));
  return rows;
}

/** Those that fit a query, wherever they stand, in the order of the net and named with their paths. */
export function foundRows(graphs: Graphs, parts: readonly Part[], query: string, language: Language): readonly SummaryRow[] {
  const all = allParts(parts);
  const found = new Set(searchParts(all, query, ({ node }) => definitionOf(graphs, node.graph)?.graph.name ?? ''));
  return all.filter((part) => found.has(part)).map((part) => {
    const { title, ...row } = rowOf(graphs, part, { level: 0, open: null, counted: part.counted }, language);
    return { ...row, title: part.repeat === null ? title : part.path, detail: part.path };
  });
}

/** Paths of all that can be opened. */
export function everyBlock(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(allParts(parts).flatMap((part) => (part.inner === null ? [] : [part.path])));
}

function rowOf(graphs: Graphs, part: Part, place: Pick<SummaryRow, 'level' | 'open' | 'counted'>, language: Language): SummaryRow {
  const { path, node, repeat, scope, outputShape, parameters, multiplyAdds } = part;
  const costs = { outputShape, parameters, multiplyAdds };
  if (repeat !== null) return { id: path, title: `${repeat.index + 1} / ${repeat.count}`, detail: givenTo(part), count: 1, ...costs, ...place, part };
  const variant = activeVariant(graphs, node.graph);
  const { title, detail: written } = nodeHeading(node, part.config ?? {}, node.graph === undefined ? undefined : graphs[node.graph]?.name, language, scope);
  const detail = variant === null ? written : [variant, ...(written === '' ? [] : [written])].join(' · ');
  const definition = node.kind === BLOCK ? definitionOf(graphs, node.graph) : null;
  const count = definition ? instancesOf(node, definition.graph, scope).count : 1;
  return { id: path, title, detail, count, ...costs, ...place, part };
}

/** What a repeat was given: `filters 32 · strides 2`. */
function givenTo({ node, scope }: Part): string {
  const names = Object.keys({ ...node.arguments, ...node.repeat?.first });
  return names.filter((name) => Object.hasOwn(scope, name)).map((name) => `${name} ${String(scope[name])}`).join(' · ');
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
