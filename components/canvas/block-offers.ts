/** Blocks as the palette offers them: those of the notebook, and ready ones that bring their definition along. */
import { bringDefinitions } from '@/lib/graph/bring-definitions';
import { usableIn } from '@/lib/graph/fitting-blocks';
import type { Texts } from '@/lib/graph/fields';
import type { Graphs } from '@/lib/graph/graph';
import type { PaletteEntry } from '@/lib/graph/kind';
import { definitionsOf, type Shelf } from '@/lib/notebook/definitions';
import type { ReadyBlock } from '@/lib/zoo/ready-blocks';

export type BlockOffer = {
  readonly entry: PaletteEntry;
  /** Id of the definition, here or among what is brought. */
  readonly definition: string;
  readonly brings: Graphs;
  readonly source: 'notebook' | 'zoo';
};

const nothing: Graphs = {};

function entryOf(id: string, name: Texts<string>, common: boolean): PaletteEntry {
  const aliases = ['block', id];
  return { id: `block.${id}`, text: { en: { name: name.en, aliases }, zh: { name: name.zh, aliases: [...aliases, '块', 'kuai', 'k'] } }, common };
}

/** The notebook's own that can stand in this graph. */
export function ownBlocks(document: Shelf, graphId: string): readonly BlockOffer[] {
  return definitionsOf(document)
    .filter(({ id }) => usableIn(document.graphs, graphId, id))
    .map(({ id, name }) => ({ entry: entryOf(id, { en: name, zh: name }, true), definition: id, brings: nothing, source: 'notebook' }));
}

/** The ready ones that the notebook does not have yet. */
export function newBlocks(graphs: Graphs, ready: readonly ReadyBlock[]): readonly BlockOffer[] {
  return ready.flatMap(({ id, name, graph, common }): readonly BlockOffer[] => {
    const brings = { [id]: graph };
    if (Object.keys(bringDefinitions(graphs, brings).graphs).length === 0) return [];
    return [{ entry: entryOf(`zoo.${id}`, name, common), definition: id, brings, source: 'zoo' }];
  });
}
