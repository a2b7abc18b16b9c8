/** What a canvas knows when it shows something unrolled: how its nodes lie in the document, and which parts stand together. */
import { createContext, useContext } from 'react';
import type { Graph, Graphs } from '@/lib/graph/graph';
import type { RepeatPlace } from '@/lib/graph/unroll';
import type { Box, Entry } from '@/lib/layout/rows';
import type { Layout } from '@/lib/notebook/document';
import type { Route } from '@/lib/stores/entered-blocks';

/** The place of a block whose repeats or layers are drawn. */
export type Region = { readonly block: string; readonly count: number; readonly box: Box };

export type Look = {
  /** Some blocks of a graph as their repeats, or a whole net as its layers. */
  readonly kind: 'repeats' | 'net';
  /** The way to the graph that it is made of. */
  readonly route: Route;
  readonly graphs: Graphs;
  /** The graph that it is made of. */
  readonly source: string;
  /** Id and graph that the canvas shows. */
  readonly graphId: string;
  readonly graph: Graph;
  readonly repeats: ReadonlyMap<string, RepeatPlace>;
  readonly regions: readonly Region[];
  /** Places of single repeats, in a whole net. */
  readonly outlines: readonly { readonly box: Box; readonly index: number; readonly count: number }[];
  readonly entries: ReadonlyMap<string, Entry>;
};

/** With the graphs among which it stands, and its places. */
export type MadeLook = { readonly look: Look; readonly graphs: Graphs; readonly layout: Layout };

export const LookContext = createContext<Look | null>(null);

export function useLook(): Look | null {
  return useContext(LookContext);
}
