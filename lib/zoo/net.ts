/** Builds a whole net of one block: stem, stages, head; depth, widths, classes, input and shortcut policy are parameters of its graph. */
import type { Texts } from '@/lib/graph/fields';
import type { Graph, GraphEdge, GraphNode, GraphParameter, Graphs } from '@/lib/graph/graph';
import type { Layout } from '@/lib/notebook/document';
import { emptyLayout } from '@/lib/notebook/layout';
import { batchNormalization, chain, conv2d, defineBlock, input, integer, output, ownParameters, policyParameter, reLU, type Block, type Ends, type Nodes, type Policy } from './parts';

/** What can be asked of a net of the zoo; what is left out is as the net has it. */
export type ZooOptions = {
  readonly language?: keyof Texts<string>;
  /** Blocks of each stage; as many stages as the net has. */
  readonly blocks?: readonly number[];
  /** Filters of the first stage; each further one has twice as many. */
  readonly filters?: number;
  readonly classes?: number;
  readonly imageSize?: number;
  readonly channels?: number;
  readonly policy?: Policy;
  /** How many times `filters` the stages of a wide net have. */
  readonly widening?: number;
  /** Values of parameters that only the net's block has: `groups` and `groupWidth` of ResNeXt, `gateBias` of gated shortcuts. */
  readonly own?: Readonly<Record<string, number>>;
  /** Where a bottleneck has its strides: on the first 1×1 convolution (the paper) or on the 3×3 one. */
  readonly version?: 'v1' | 'v1.5';
};

export type ZooNet = {
  readonly graphs: Graphs;
  /** Id of the net among the graphs. */
  readonly root: string;
  readonly layout: Readonly<Record<string, Layout>>;
};

/** How a net is made: what its options replace, and what they do not. */
export type Plan = Required<Omit<ZooOptions, 'language' | 'version'>> & {
  readonly block: Block;
  /** The same number of blocks in every stage is one parameter, `n`. */
  readonly evenStages: boolean;
  /** 3×3, or 7×7 with strides 2 and a max pooling with strides 2. */
  readonly stem: 'small' | 'large';
};

const ROOT = 'net';

export function buildNet(plan: Plan, name: string, language: keyof Texts<string> = 'en'): ZooNet {
  const { block } = plan;
  const filters = plan.filters * plan.widening;
  const preview = { imageSize: plan.stem === 'large' ? Math.ceil(plan.imageSize / 4) : plan.imageSize, channels: filters * block.expansion, filters, policy: plan.policy, values: plan.own };
  const graphs: Graphs = { [block.id]: defineBlock(block, preview, language), [ROOT]: netGraph(plan, name) };
  return { graphs, root: ROOT, layout: Object.fromEntries(Object.keys(graphs).map((id) => [id, emptyLayout])) };
}

function netGraph(plan: Plan, name: string): Graph {
  const stem = stemOf(plan);
  const stages = stagesOf(plan);
  const end = endsOf(plan.block.beforePooling, 'Last');
  const head: Nodes = { averagePool: { kind: 'globalAveragePooling2d' }, dense: { kind: 'dense', config: { units: '=classes' } }, output };
  const nodes: Nodes = { ...stem, ...stages, ...end, ...head };
  const edges: readonly GraphEdge[] = chain(...Object.keys(nodes));
  return { name, parameters: parametersOf(plan), nodes, edges };
}

function parametersOf(plan: Plan): readonly GraphParameter[] {
  const { blocks, evenStages, filters, widening, classes, imageSize, channels, policy, block, own } = plan;
  return [
    ...(evenStages ? [integer('n', blocks[0])] : blocks.map((count, index) => integer(`blocks${index + 1}`, count))),
    integer('filters', filters),
    ...(widening === 1 ? [] : [integer('widening', widening)]),
    ...ownParameters(block, own),
    integer('classes', classes),
    integer('imageSize', imageSize, 1024),
    integer('channels', channels),
    policyParameter(policy, block.policies),
  ];
}

function stemOf({ stem, block }: Plan): Nodes {
  const conv = stem === 'small' ? conv2d({ filters: '=filters', kernelSize: 3 }) : conv2d({ filters: '=filters', kernelSize: 7, strides: 2 });
  const pool: Nodes = stem === 'small' ? {} : { maxPool: { kind: 'maxPooling2d', config: { poolSize: 3, strides: 2, padding: 'same' } } };
  return { input: { ...input, config: { height: '=imageSize', width: '=imageSize', channels: '=channels' } }, conv, ...endsOf(block.afterStem, ''), ...pool };
}

function endsOf(ends: Ends, suffix: string): Nodes {
  return Object.fromEntries(ends.map((kind): [string, GraphNode] => (kind === 'reLU' ? [`relu${suffix}`, reLU] : [`bn${suffix}`, batchNormalization])));
}

function stagesOf({ blocks, evenStages, widening, block }: Plan): Nodes {
  const width = widening === 1 ? 'filters' : 'widening * filters';
  const ofStage = (index: number, value: string) => (index === 0 ? `=${value}` : `=${2 ** index} * ${value}`);
  const own = (index: number) => Object.fromEntries((block.own ?? []).map(({ parameter: { name }, doubles }): [string, string] => [name, doubles ? ofStage(index, name) : `=${name}`]));
  return Object.fromEntries(
    blocks.map((_, index): [string, GraphNode] => [
      `stage${index + 1}`,
      {
        kind: 'block',
        graph: block.id,
        arguments: { filters: ofStage(index, width), ...own(index), policy: '=policy' },
        repeat: { count: evenStages ? '=n' : `=blocks${index + 1}`, ...(index === 0 ? {} : { first: { strides: 2 } }) },
      },
    ]),
  );
}
