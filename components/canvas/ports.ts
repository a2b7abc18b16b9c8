/** Ports of a node on the canvas: one handle for each input of a block that has several, else one for all. */
import { BLOCK, isFixed, portsOf } from '@/lib/graph/blocks';
import type { GraphNode, Graphs } from '@/lib/graph/graph';

const none: readonly string[] = [];

/** The inputs that have a handle of their own; empty where one handle is for all. */
export function separateInputs(graphs: Graphs, node: GraphNode): readonly string[] {
  if (node.kind !== BLOCK) return none;
  const inputs = portsOf(graphs, node)?.inputs ?? none;
  return isFixed(inputs) && inputs.length > 1 ? inputs : none;
}

const PREFIX = 'in:';

export function handleOfPort(port: string): string {
  return PREFIX + port;
}

/** The end point behind a handle: the node, with its port where the handle is that of one. */
export function endAt(node: string, handle: string | null | undefined): string {
  return handle?.startsWith(PREFIX) === true ? `${node}:${handle.slice(PREFIX.length)}` : node;
}

/** How far along its side a port stands, from 0 to 1. */
export function portPlace(index: number, count: number): number {
  return (index + 1) / (count + 1);
}
