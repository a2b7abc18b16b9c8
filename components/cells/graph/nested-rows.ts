/** Rows of the summary table with what stands inside blocks: those that are open, or those that fit a query. */
import { nodeHeading } from '@/components/canvas/node-text';
import { definitionOf } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import { allParts, type Part } from '@/lib/graph/parts';
import { searchParts } from '@/lib/graph/search-parts';
import type { Language } from '@/lib/i18n/define';
import type { SummaryRow } from './summary';

export type NestedRow = SummaryRow & {
  readonly part: Part;
  /** In how many blocks and repeats it stands. */
  readonly level: number;
  /** Null where nothing is inside. */
  readonly open: boolean | null;
};

function blockName(graphs: Graphs, part: Part): string {
  return definitionOf(graphs, part.node.graph)?.graph.name ?? '';
}

/** By its path; `id` is a path too, so that rows of one name differ. */
function rowOf(graphs: Graphs, part: Part, level: number, open: boolean | null, language: Language): NestedRow {
  const { path, outputShape, parameters, multiplyAdds, counted, count } = part;
  const { title, detail } = nodeHeading(part.node, part.config ?? {}, blockName(graphs, part), language, part.scope);
  const { repeat } = part;
  const own = repeat === null ? title : `${repeat.index + 1} / ${repeat.count}`;
  return { id: path, title: own, detail: repeat === null ? detail : repeatDetail(part), count, outputShape, parameters, multiplyAdds, counted, part, level, open };
}

/** What a repeat was given. */
function repeatDetail({ node, scope }: Part): string {
  const names = Object.keys({ ...node.arguments, ...node.repeat?.first });
  return names.filter((name) => Object.hasOwn(scope, name)).map((name) => `${name} ${scope[name]}`).join(' · ');
}

/** With what is inside the open ones behind each. */
export function nestedRows(graphs: Graphs, parts: readonly Part[], open: ReadonlySet<string>, language: Language): readonly NestedRow[] {
  const rows: NestedRow[] = [];
  const add = (part: Part, level: number): void => {
    const isOpen = open.has(part.path);
    rows.push(rowOf(graphs, part, level, part.inner === null ? null : isOpen, language));
    if (isOpen) part.inner?.().forEach((inner) => add(inner, level + 1));
  };
  parts.forEach((part) => add(part, 0));
  return rows;
}

export function foundRows(graphs: Graphs, parts: readonly Part[], query: string, language: Language): readonly NestedRow[] {
  return searchParts(allParts(parts), query, (part) => blockName(graphs, part)).map((part) => ({ ...rowOf(graphs, part, 0, null, language), detail: part.path }));
}

/** All that can be opened. */
export function everyBlock(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(allParts(parts).flatMap((part) => (part.inner === null ? [] : [part.path])));
}
