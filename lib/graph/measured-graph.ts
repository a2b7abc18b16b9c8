/** What is measured of a graph, and in which surroundings. */
import { outputNodes } from './blocks';
import type { Scope } from './expression';
import type { Graph, Graphs } from './graph';
import type { ParameterCount } from './kind';
import type { NodeMeasure } from './measure-layer';
import type { Shape } from './shape';
import { ancestorsOf, type Wiring } from './wiring';

export type Measure = {
  readonly nodes: ReadonlyMap<string, NodeMeasure>;
  /** Totals over the nodes that lead to an output: those that a program has. */
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
  readonly weightedLayers: number;
  readonly calls: number;
  /** At the first output node. */
  readonly outputShape: Shape | null;
};

/** In which surroundings a graph is measured. */
export type Surroundings = {
  readonly graphs: Graphs;
  readonly scope: Scope;
  /** What an instance of a block is given, by input node; null where the inputs' own sizes hold. */
  readonly inputs: ReadonlyMap<string, Shape | null> | null;
  /** Ids of the definitions that this one is unrolled in, to find a definition that holds itself. */
  readonly within: readonly string[];
};

/** What leads to an output, and so counts in the totals; null, for all, while no wire leads to one. */
export function liveNodes(graph: Graph, wiring: Wiring): ReadonlySet<string> | null {
  const joined = outputNodes(graph).filter((id) => (wiring.incoming.get(id) ?? []).length > 0);
  return joined.length === 0 ? null : ancestorsOf(wiring, joined);
}
