/** A net in little: a line of its layers with an arc for each shortcut, blocks unrolled up to a few of each. */
import { runsOf } from './block-runs';
import type { Graph, GraphNode, Graphs } from './graph';
import { measure } from './measure';
import type { Measure, Surroundings } from './measured-graph';
import { residualWaysOf, type ResidualWay } from './residual-ways';
import { outputNodes } from './blocks';
import type { Shape } from './shape';
import { isShortcutPolicy, shortcutForm } from './shortcut-form';
import { surroundingsOf } from './surroundings';
import { wiringOf } from './wiring';

/** Places on the line run from 0 to `length`. */
export type SkeletonArc = { readonly from: number; readonly to: number; /** It changes the shape, or computes. */ readonly dashed: boolean };
export type Skeleton = {
  readonly length: number;
  readonly arcs: readonly SkeletonArc[];
  /** Where repeats were left out. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
};

const NOTHING: Skeleton = { length: 0, arcs: [], gaps: [] };

/** Of a whole net; of each block node at most `most` repeats. */
export function skeletonOf(graphs: Graphs, root: string, most: number): Skeleton {
  const around = surroundingsOf(graphs, root);
  return ofGraph(graphs[root], measure(graphs[root], around), around, most);
}

/** Of a block node for the shapes that come in; nothing where these are not known. */
export function skeletonOfBlock(node: GraphNode, inputShapes: readonly (Shape | null)[], around: Surroundings, most: number): Skeleton {
  const parts: Skeleton[] = [];
  const runs = runsOf(node, inputShapes, around);
  const count = runs.reduce((sum, run) => sum + run.times, 0);
  for (const run of runs) {
    const part = inner(run.graph, ofGraph(run.graph, run.measured, run.around, most));
    for (let index = run.index; index < run.index + run.times && index < most - 1; index++) parts.push(part);
    const last = run.index + run.times === count;
    if (!last || count < most) continue;
    if (count > most) parts.push({ ...NOTHING, length: part.length, gaps: [{ from: 0, to: part.length }] });
    parts.push(part);
  }
  return parts.reduce(behind, NOTHING);
}

function behind(before: Skeleton, part: Skeleton): Skeleton {
  const moved = <T extends { readonly from: number; readonly to: number }>(spans: readonly T[]) => spans.map((span) => ({ ...span, from: span.from + before.length, to: span.to + before.length }));
  return { length: before.length + part.length, arcs: [...before.arcs, ...moved(part.arcs)], gaps: [...before.gaps, ...moved(part.gaps)] };
}

/** The ends of a definition are no layers of the net that it stands in. */
function inner(graph: Graph, skeleton: Skeleton): Skeleton {
  return outputNodes(graph).length === 0 ? skeleton : { ...skeleton, length: Math.max(0, skeleton.length - 1) };
}

function ofGraph(graph: Graph, measured: Measure, around: Surroundings, most: number): Skeleton {
  const wiring = wiringOf(graph);
  const places = new Map<string, number>();
  const arcs: SkeletonArc[] = [];
  const gaps: { from: number; to: number }[] = [];
  for (const id of wiring.order) {
    const node = graph.nodes[id];
    const sources = wiring.incoming.get(id) ?? [];
    const start = Math.max(0, ...sources.map(({ source }) => places.get(source.node) ?? 0));
    const block = skeletonOfBlock(node, measured.nodes.get(id)?.inputShapes ?? [], around, most);
    const { length } = behind({ ...NOTHING, length: start }, block);
    arcs.push(...behind({ ...NOTHING, length: start }, block).arcs);
    gaps.push(...behind({ ...NOTHING, length: start }, block).gaps);
    places.set(id, block.length > 0 ? length : start + (sources.length === 0 || node.kind === 'shortcut' ? 0 : 1));
  }
  for (const way of residualWaysOf(graph)) {
    const form = arcForm(graph, way, measured);
    const [from, to] = [places.get(way.source), places.get(way.addition ?? way.node ?? '')];
    if (form !== null && from !== undefined && to !== undefined && from < to) arcs.push({ from, to, dashed: form === 'dashed' });
  }
  return { length: Math.max(0, ...places.values()), arcs: arcs.sort((a, b) => a.from - b.from || a.to - b.to), gaps };
}

/** Null for a shortcut that carries nothing. What is not known yet counts as it is written. */
function arcForm(graph: Graph, way: ResidualWay, measured: Measure): 'solid' | 'dashed' | null {
  if (way.node === null || graph.nodes[way.node].bypassed === true) return 'solid';
  if (way.by === 'layer') return 'dashed';
  const facts = measured.nodes.get(way.node);
  if (facts === undefined || facts.severed) return null;
  const { type, filters, strides, policy } = facts.config ?? {};
  if (type !== 'auto') return type === 'identity' ? 'solid' : 'dashed';
  const [input] = facts.inputShapes;
  if (!isShortcutPolicy(policy) || typeof filters !== 'number' || typeof strides !== 'number') return 'solid';
  return shortcutForm(input ? input[input.length - 1] : filters, { type, filters, strides, policy }) === 'identity' ? 'solid' : 'dashed';
}
