'use client';
/** The face of a repeated block over its two sheets, and the tag with the count. */
import type { GraphNode } from '@/lib/graph/graph';
import { scopeSeen, useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';
import { shownValue } from './node-text';

export function Stack({ node }: { readonly node: GraphNode }) {
  const { graphId } = useCanvas();
  const route = useRoute();
  const count = useNotebook((document) => shownValue(node.repeat?.count ?? 1, scopeSeen(document.graphs, graphId, route)));
  return (
    <>
      <span className="face" />
      <span className="tag times">× {count}</span>
    </>
  );
}
