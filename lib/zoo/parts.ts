/** Words that the zoo's graphs are written in: nodes, chains of wires, parameters. */
import { shortcutPolicies, type ShortcutPolicy } from '@/lib/graph/shortcut-form';
import { parseEndPoint, type Graph, type GraphEdge, type GraphNode, type GraphParameter } from '@/lib/graph/graph';
import type { Texts } from '@/lib/graph/fields';

export type Nodes = Readonly<Record<string, GraphNode>>;

export type Policy = ShortcutPolicy;
export const policies = shortcutPolicies;

export const input: GraphNode = { kind: 'input' };
export const output: GraphNode = { kind: 'output' };
export const batchNormalization: GraphNode = { kind: 'batchNormalization' };
export const reLU: GraphNode = { kind: 'reLU' };
export const add: GraphNode = { kind: 'add' };
export const multiply: GraphNode = { kind: 'multiply' };

export function conv2d(config: GraphNode['config']): GraphNode {
  return { kind: 'conv2d', config };
}

/** Wires from each node to the next: `chain('conv', 'add:0', 'relu')`. */
export function chain(...ends: readonly string[]): readonly GraphEdge[] {
  return ends.slice(1).map((target, index): GraphEdge => [parseEndPoint(ends[index]).node, target]);
}

export function integer(name: string, value: number, maximum?: number): GraphParameter {
  return { name, type: 'integer', default: value, minimum: 1, ...(maximum === undefined ? {} : { maximum }) };
}

export function policyParameter(value: Policy, choices: readonly Policy[] = policies): GraphParameter {
  return { name: 'policy', type: 'choice', default: value, choices: [...choices] };
}

/** What follows a stem or stands before the pooling, in order. */
export type Ends = readonly ('batchNormalization' | 'reLU')[];

/** What the definition of a block shows while nobody looks at it through an instance, and the defaults of its parameters. */
export type Preview = { /** Values of the block's own parameters. */ readonly values: Readonly<Record<string, number>>; readonly imageSize: number; readonly channels: number; readonly filters: number; readonly policy: Policy };

/** A parameter that only some blocks have; the net has it too, and hands it down, doubled from stage to stage or not. */
export type OwnParameter = { readonly parameter: GraphParameter & { readonly default: number }; readonly doubles: boolean };

/** A residual block with the ends that a net of such blocks needs. */
export type Block = {
  /** Id of its graph. */
  readonly id: string;
  readonly name: Texts<string>;
  /** Channels at the output, as a multiple of `filters`. */
  readonly expansion: number;
  readonly policies: readonly Policy[];
  readonly own?: readonly OwnParameter[];
  readonly afterStem: Ends;
  readonly beforePooling: Ends;
  readonly nodes: Nodes;
  readonly edges: readonly GraphEdge[];
};

/** The parameters that only this block has, with these values as defaults. */
export function ownParameters({ own = [] }: Block, values: Preview['values']): readonly GraphParameter[] {
  return own.map(({ parameter }) => ({ ...parameter, default: values[parameter.name] ?? parameter.default }));
}

/** The definition: a graph with the parameters `filters`, `strides`, `policy` and the block's own. */
export function defineBlock(block: Block, preview: Preview, language: keyof Texts<string>): Graph {
  const { values, imageSize, channels, filters, policy } = preview;
  return {
    name: block.name[language],
    parameters: [integer('filters', filters), integer('strides', 1), ...ownParameters(block, values), policyParameter(policy, block.policies)],
    nodes: { input: { kind: 'input', config: { height: imageSize, width: imageSize, channels } }, ...block.nodes, output },
    edges: block.edges,
  };
}

/** The shortcut of a block: identity where it can be, else what the policy says; `expansion` as in the block. */
export function shortcutNode(expansion = 1, config: GraphNode['config'] = {}): GraphNode {
  const filters = expansion === 1 ? '=filters' : `=${expansion} * filters`;
  return { kind: 'shortcut', config: { type: 'auto', filters, strides: '=strides', policy: '=policy', ...config } };
}
