/** What is known of a graph while it is drawn: shapes, counts, problems and their repairs. Types only; `infer.ts` computes it. */
import type { Problem } from '@/lib/util/problem';
import type { Config } from './config';
import type { Texts } from './fields';
import type { GraphEdge, GraphNode } from './graph';
import type { ParameterCount } from './kind';
import type { Shape } from './shape';

/** Facts of one node; the object keeps its identity as long as nothing in it changes. */
export type NodeFacts = {
  /** By port, in the order of the kind's ports; null where nothing is connected or nothing is known. */
  readonly inputShapes: readonly (Shape | null)[];
  readonly outputShape: Shape | null;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  /** The config as it counts: defaults filled in, expressions resolved; titles and texts are made from it. Null for blocks and unknown kinds. */
  readonly config: Config | null;
  /** Carries nothing (a shortcut with policy `none`): an addition goes on without it. */
  readonly severed: boolean;
  /** Problems whose place is this node; a node downstream of a problem has none of its own. */
  readonly problems: readonly GraphProblem[];
};

/** A problem of a graph. Those of kinds carry their own text; all others have a sentence in the catalogue `problems`. */
export type GraphProblem = Problem & {
  readonly severity: 'error' | 'warning';
  readonly text?: Texts<string>;
  /** Further nodes that take part in it (the cycle's members, the addition's sources). */
  readonly related: readonly string[];
  readonly repairs: readonly Repair[];
};

/** An edit that mends a problem, with its price, so that it can be drawn as a ghost before it is taken. */
export type Repair = {
  /** Key of its label in the catalogue `repairs`. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly edit: GraphEdit;
  /** Counts of new nodes, and differences of those that could be counted before. */
  readonly cost: { readonly parameters: number; readonly multiplyAdds: number };
};

/** A change of one graph as data; `applyGraphEdit` performs it, a command of the document carries it. */
export type GraphEdit = {
  readonly addNodes: Readonly<Record<string, GraphNode>>;
  readonly removeNodes: readonly string[];
  /** Config fields to set; null removes a field, so that its default holds. */
  readonly configure: Readonly<Record<string, Readonly<Record<string, number | boolean | string | null>>>>;
  /** Nodes that shall pass their input through, or compute again. */
  readonly bypass?: Readonly<Record<string, boolean>>;
  readonly addEdges: readonly GraphEdge[];
  /** By target end point. */
  readonly removeEdges: readonly string[];
};

/** Over the layers that lead to the output, as the program has them; over all while nothing leads to one. */
export type Totals = {
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  /** float32 outputs of all layers for one image, in bytes. */
  readonly activationBytes: number;
  /** Convolutions and dense layers on the main path, projections apart. */
  readonly weightedLayers: number;
};

export type Inference = {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  /** All problems, errors first, in topological order of their places. */
  readonly problems: readonly GraphProblem[];
  readonly totals: Totals;
  /** Topological order, ties by id; members of cycles at the end. */
  readonly order: readonly string[];
  /** Shape at the graph's output, null where unknown. */
  readonly outputShape: Shape | null;
};
