/** All shortcuts of a net, those inside its blocks too: what each one is at its place, how often it stands there, and what it costs. */
import type { Graph, Graphs } from './graph';
import { measure } from './measure';
import type { NodeMeasure } from './measure-layer';
import type { Measure, Surroundings } from './measured-graph';
import { residualWaysOf, type ResidualWay } from './residual-ways';
import { runsOf } from './block-runs';
import type { Shape } from './shape';
import { isShortcutPolicy, shortcutForm, type ShortcutForm, type ShortcutPolicy, type ShortcutType } from './shortcut-form';
import { surroundingsOf, type InferenceOptions } from './surroundings';
import { wiringOf } from './wiring';

/** One block on the way to a place: of its `count` repeats the place stands for `times` from `index` on. */
export type Level = { readonly node: string; readonly index: number; readonly times: number; readonly count: number };

export type ShortcutPlace = {
  readonly levels: readonly Level[];
  /** The graph that it stands in. */
  readonly graph: string;
  readonly way: ResidualWay;
  /** How many shortcuts of the unrolled net it stands for. */
  readonly times: number;
  readonly form: ShortcutForm | 'layer';
  /** The policy that decides; null where the shortcut has a type of its own. */
  readonly policy: ShortcutPolicy | null;
  readonly inputShape: Shape | null;
  readonly outputShape: Shape | null;
  readonly strides: number;
  /** Trainable parameters and multiply-adds of one of them. */
  readonly parameters: number;
  readonly multiplyAdds: number;
};

/** In topological order, blocks entered where they stand. Places whose shapes are not known are left out. */
export function shortcutPlaces(graphs: Graphs, root: string, options: InferenceOptions = {}): readonly ShortcutPlace[] {
  const around = surroundingsOf(graphs, root, options);
  const places: ShortcutPlace[] = [];
  collect(root, graphs[root], measure(graphs[root], around), around, [], places);
  return places;
}

function collect(id: string, graph: Graph, measured: Measure, around: Surroundings, levels: readonly Level[], places: ShortcutPlace[]): void {
  for (const node of wiringOf(graph).order) {
    const facts = measured.nodes.get(node);
    if (facts === undefined) continue;
    for (const way of waysTo(graph, node)) {
      const place = placeOf(id, graph, way, measured, levels);
      if (place !== null) places.push(place);
    }
    const runs = runsOf(graph.nodes[node], facts.inputShapes, around);
    const count = runs.reduce((sum, run) => sum + run.times, 0);
    for (const run of runs) collect(run.definition, run.graph, run.measured, run.around, [...levels, { node, index: run.index, times: run.times, count }], places);
  }
}

const ends = new WeakMap<Graph, ReadonlyMap<string, readonly ResidualWay[]>>();

/** Ways by the addition that they end at; one that ends at none by its own node. */
function waysTo(graph: Graph, node: string): readonly ResidualWay[] {
  let known = ends.get(graph);
  if (known === undefined) {
    const byEnd = new Map<string, ResidualWay[]>();
    for (const way of residualWaysOf(graph)) {
      const end = way.addition ?? way.node ?? way.source;
      byEnd.set(end, [...(byEnd.get(end) ?? []), way]);
    }
    known = byEnd;
    ends.set(graph, known);
  }
  return known.get(node) ?? [];
}

function placeOf(id: string, graph: Graph, way: ResidualWay, measured: Measure, levels: readonly Level[]): ShortcutPlace | null {
  const source = measured.nodes.get(way.source);
  const facts = way.node === null ? undefined : measured.nodes.get(way.node);
  const inputShape = facts === undefined ? (source?.outputShape ?? null) : (facts.inputShapes[0] ?? null);
  if (inputShape === null || source?.severed === true) return null;
  const times = levels.reduce((product, level) => product * level.times, 1);
  const base = { levels, graph: id, way, times, inputShape, strides: 1, parameters: 0, multiplyAdds: 0 };
  const bypassed = way.node !== null && graph.nodes[way.node].bypassed === true;
  if (facts === undefined || bypassed) return { ...base, form: 'identity', policy: null, outputShape: inputShape };
  const costs = { outputShape: facts.outputShape, parameters: facts.parameters.trainable, multiplyAdds: facts.multiplyAdds };
  if (way.by === 'layer') return { ...base, ...costs, form: 'layer', policy: null };
  const config = configOf(facts);
  if (config === null) return null;
  return {
    ...base,
    ...costs,
    form: facts.severed ? 'severed' : shortcutForm(inputShape[inputShape.length - 1], config),
    policy: config.type === 'auto' ? config.policy : null,
    strides: config.type === 'identity' ? 1 : config.strides,
  };
}

function configOf({ config }: NodeMeasure): { readonly type: ShortcutType; readonly filters: number; readonly strides: number; readonly policy: ShortcutPolicy } | null {
  if (config === null) return null;
  const { type, filters, strides, policy } = config;
  if ((type !== 'identity' && type !== 'projection' && type !== 'zeroPadding' && type !== 'auto') || typeof filters !== 'number' || typeof strides !== 'number' || !isShortcutPolicy(policy)) return null;
  return { type, filters, strides, policy };
}

/** The same place of the net after an edit that keeps its layers. */
export function placeKey({ levels, way }: ShortcutPlace): string {
  return [...levels.map(({ node, index }) => `${node}.${index}`), way.to].join('/');
}
