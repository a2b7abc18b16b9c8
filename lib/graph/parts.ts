/** A net as a tree of its parts: layers, blocks, their repeats, and what stands in each of these, with shapes and costs as they are there. */
import { BLOCK, definitionOf, inputNodes, instancesOf } from './blocks';
import type { Config } from './config';
import type { Scope } from './expression';
import type { GraphNode, Graphs } from './graph';
import type { Inference } from './inference';
import { inferInstance } from './instance-memo';
import type { ParameterCount } from './kind';
import { liveNodes } from './measured-graph';
import { graphOutline } from './outline';
import type { Shape } from './shape';
import { formatStep } from './steps';
import type { RepeatPlace, Sighted } from './unroll';
import { wiringOf } from './wiring';

export type Part = {
  /** `stage2.0.conv1`; of a repeat `stage2.0`. */
  readonly path: string;
  /** Into the graph that it stands in. */
  readonly steps: readonly string[];
  /** Its id there. */
  readonly id: string;
  readonly node: GraphNode;
  /** Which repeat it is itself; null where it is none. */
  readonly repeat: RepeatPlace | null;
  /** In which repeats it stands or which it is, outermost first; one for each step into a repeated block. */
  readonly homes: readonly (RepeatPlace | null)[];
  readonly config: Config | null;
  /** Parameters of the graph that it stands in; of a repeat those that it has itself. */
  readonly scope: Scope;
  /** How many of a block stand there. */
  readonly count: number;
  readonly outputShape: Shape | null;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  /** False where nothing leads to the output: not in the totals. */
  readonly counted: boolean;
  /** Repeats of a repeated block, else the layers of a block; null of a layer. */
  readonly inner: (() => readonly Part[]) | null;
};

type Around = { readonly prefix: string; readonly steps: readonly string[]; readonly homes: readonly (RepeatPlace | null)[]; readonly within: readonly string[]; readonly inBlock: boolean };

/** In reading order; what is inside is computed when it is asked for. */
export function partsOf(graphs: Graphs, sighted: Sighted): readonly Part[] {
  return partsIn(graphs, sighted, { prefix: '', steps: [], homes: [], within: [sighted.graph], inBlock: false });
}

/** Those and all that is inside them. */
export function allParts(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  const add = (part: Part): void => {
    found.push(part);
    part.inner?.().forEach(add);
  };
  parts.forEach(add);
  return found;
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}

function partsIn(graphs: Graphs, { graph: graphId, scope, inference }: Sighted, around: Around): readonly Part[] {
  const graph = graphs[graphId];
  const live = liveNodes(graph, wiringOf(graph));
  return graphOutline(graph).flatMap(({ id }): readonly Part[] => {
    const node = graph.nodes[id];
    const facts = inference.nodes.get(id);
    if (facts === undefined || (around.inBlock && (node.kind === 'input' || node.kind === 'output'))) return [];
    const { outputShape, parameters, multiplyAdds, config } = facts;
    const common = { steps: around.steps, id, node, repeat: null, homes: around.homes, config, scope, outputShape, parameters, multiplyAdds, counted: live === null || live.has(id) };
    const path = around.prefix + id;
    const definition = node.kind === BLOCK && node.bypassed !== true ? definitionOf(graphs, node.graph) : null;
    if (definition === null || outputShape === null || around.within.includes(definition.id)) return [{ ...common, path, count: 1, inner: null }];
    const instances = instancesOf(node, definition.graph, scope);
    const ports = inputNodes(definition.graph);
    const within = [...around.within, definition.id];
    const layers = (own: Scope, seen: Inference, step: string, home: RepeatPlace | null, prefix: string) =>
      partsIn(graphs, { graph: definition.id, scope: own, inference: seen }, { prefix, steps: [...around.steps, step], homes: [...around.homes, home], within, inBlock: true });
    const look = (own: Scope, shapes: readonly (Shape | null)[]) => inferInstance(graphs, definition.id, own, new Map(ports.map((port, index) => [port, shapes[index] ?? null])));
    if (node.repeat === undefined) {
      return [{ ...common, path, count: 1, inner: once(() => layers(instances.first, look(instances.first, facts.inputShapes), id, null, `${path}.`)) }];
    }
    const repeats = once(() => {
      const found: Part[] = [];
      let shapes = facts.inputShapes;
      for (let index = 0; index < instances.count; index++) {
        const own = index === 0 ? instances.first : instances.rest;
        const seen = look(own, shapes);
        const step = formatStep({ node: id, instance: index });
        const home: RepeatPlace = { block: path, index, count: instances.count };
        const { totals } = seen;
        found.push({
          ...common,
          path: `${path}.${index}`,
          id: step,
          repeat: home,
          homes: [...around.homes, home],
          scope: own,
          count: 1,
          outputShape: seen.outputShape,
          parameters: totals.parameters,
          multiplyAdds: totals.multiplyAdds,
          inner: once(() => layers(own, seen, step, home, `${path}.${index}.`)),
        });
        shapes = [seen.outputShape];
      }
      return found;
    });
    return [{ ...common, path, count: instances.count, inner: repeats }];
  });
}
