/** What React Flow is given: nodes without data (they read the document by id) and wires that know how they run. */
import type { Edge, Node } from '@xyflow/react';
import type { Entry } from '@/lib/layout/rows';

export type NoData = Readonly<Record<string, never>>;
export type FlowNode = Node<NoData, 'layer'> | Node<NoData, 'frame'> | Node<NoData, 'note'>;
export type FlowEdge = Edge<{ readonly down: boolean; readonly entry?: Entry }, 'wire'>;

/** A wire that is drawn as a part of a half ellipse beside its branch: whole, or up to and down from a node on the crown. */
export type ArcWire = {
  /** The target's end point, as everywhere. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly part: 'whole' | 'rising' | 'falling';
  /** 1 for an arc that holds no other, one more for each that it holds. */
  readonly level: number;
  /** Where it leaves its row instead of its source, in a net that is drawn in rows. */
  readonly entry?: Entry;
};

/** Frames and notes share React Flow's ids with layers; a colon can stand in no id of the document. */
export function frameNodeId(id: string): string {
  return `frame:${id}`;
}

export function noteNodeId(id: string): string {
  return `note:${id}`;
}

export function annotationId(nodeId: string): string {
  return nodeId.slice(nodeId.indexOf(':') + 1);
}
