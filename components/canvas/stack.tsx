'use client';
/** The face of a repeated block over its two sheets, and the tag with the count. */
import type { GraphNode } from '@/lib/graph/graph';

export function Stack({ node }: { readonly node: GraphNode }) {
  return (
    <>
      <span className="face" />
      <span className="tag times">× {String(node.repeat?.count ?? 1).replace(/^=/, '')}</span>
    </>
  );
}
