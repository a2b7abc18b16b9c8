/** What a paper's table says of a net, read off its program: stem, stages of blocks, shortcuts, head, and the order of layers in each. */
import type { LayerCall, OperationOf, Program } from '@/lib/graph/program';
import { sameShape, type Shape } from '@/lib/graph/shape';

type Conv = LayerCall & OperationOf<'Conv2D'>;

export type ShortcutForm = 'none' | 'identity' | 'zeroPadding' | 'projection' | 'other';
export type BlockStructure = {
  readonly convs: readonly Conv['config'][];
  readonly shortcut: ShortcutForm;
  readonly outputShape: Shape;
  /** Words of the branch's layers, and of those between the addition and the next block. */
  readonly branch: readonly string[];
  readonly after: readonly string[];
};
export type Structure = {
  readonly input: Shape;
  readonly stem: readonly Conv['config'][];
  readonly stemLayers: readonly string[];
  /** Blocks behind one another whose outputs have one shape. */
  readonly stages: readonly (readonly BlockStructure[])[];
  readonly residual: boolean;
  /** From the pooling on. */
  readonly head: readonly string[];
  /** Units of the dense layer that gives the logits; null where there is none. */
  readonly units: number | null;
};

/** What lies behind a value: whole blocks, and the layers since (at first those of the stem too). */
type State = { readonly blocks: readonly BlockStructure[]; readonly stem: readonly LayerCall[]; readonly calls: readonly LayerCall[]; readonly units: number | null };

const START: State = { blocks: [], stem: [], calls: [], units: null };

export function structureOf(program: Program): Structure {
  const states = new Map<string, State>();
  for (const call of program.layers) states.set(call.path, after(call, call.inputs.map((input) => states.get(input) ?? START)));
  const end = states.get(program.outputs[0] ?? '') ?? START;
  const input = program.layers.find((call) => call.path === program.inputs[0])?.outputShape ?? [];
  const residual = end.blocks.length > 0;
  const { stem, blocks, head } = residual ? withTail(end) : inPairs(end.calls);
  return { input, stem: convsOf(stem), stemLayers: stem.map(wordOf), stages: inStages(blocks), residual, head: head.map(wordOf), units: end.units };
}

/** Short, and the same in every language. */
function wordOf(call: LayerCall): string {
  switch (call.className) {
    case 'Conv2D':
      return 'conv';
    case 'BatchNormalization':
      return 'BN';
    case 'Activation':
      return call.config.activation;
    case 'Multiply':
      return '×';
    default:
      return call.className;
  }
}

function isConv(call: LayerCall): call is Conv {
  return call.className === 'Conv2D';
}

function convsOf(calls: readonly LayerCall[]): readonly Conv['config'][] {
  return calls.filter(isConv).map((conv) => conv.config);
}

function countOfConvs({ calls }: State): number {
  return calls.filter(isConv).length;
}

function after(call: LayerCall, inputs: readonly State[]): State {
  if (call.className === 'InputLayer') return START;
  if (call.className === 'Add') return joined(call, inputs);
  const [first = START] = inputs;
  const longest = inputs.reduce((most, state) => (state.blocks.length + countOfConvs(state) > most.blocks.length + countOfConvs(most) ? state : most), first);
  return { ...longest, calls: [...longest.calls, call], units: call.className === 'Dense' ? call.config.units : longest.units };
}

/** The branch is the input with most convolutions since the last addition; what both share before belongs to the block before, or is the stem. */
function joined(call: LayerCall, inputs: readonly State[]): State {
  const [branch = START, ...others] = [...inputs].sort((a, b) => countOfConvs(b) - countOfConvs(a));
  const [other = branch] = others;
  let shared = 0;
  while (shared < other.calls.length && branch.calls[shared] === other.calls[shared]) shared++;
  const [common, own] = [branch.calls.slice(0, shared), branch.calls.slice(shared)];
  const shortcut = others.length === 1 ? formOf(other.calls.slice(shared)) : 'other';
  const block: BlockStructure = { convs: convsOf(own), shortcut, outputShape: call.outputShape, branch: own.map(wordOf), after: [] };
  const first = branch.blocks.length === 0;
  return { blocks: [...(first ? [] : endedBy(branch.blocks, common)), block], stem: first ? common : branch.stem, calls: [], units: branch.units };
}

function endedBy(blocks: readonly BlockStructure[], calls: readonly LayerCall[]): readonly BlockStructure[] {
  return [...blocks.slice(0, -1), ...blocks.slice(-1).map((block) => ({ ...block, after: calls.map(wordOf) }))];
}

function formOf(own: readonly LayerCall[]): ShortcutForm {
  const convs = own.filter(isConv);
  const padded = own.some(({ className }) => className === 'ZeroPaddingShortcut');
  if (convs.length > 1 || (convs.length === 1 && (padded || convs[0].config.kernelSize !== 1))) return 'other';
  if (convs.length === 1) return 'projection';
  return padded ? 'zeroPadding' : 'identity';
}

type Parts = { readonly stem: readonly LayerCall[]; readonly blocks: readonly BlockStructure[]; readonly head: readonly LayerCall[] };

function headStart(calls: readonly LayerCall[]): number {
  const index = calls.findIndex(({ className }) => className === 'GlobalAveragePooling2D' || className === 'AveragePooling2D' || className === 'Flatten' || className === 'Dense');
  return index < 0 ? calls.length : index;
}

function withTail({ stem, blocks, calls }: State): Parts {
  const start = headStart(calls);
  return { stem, blocks: endedBy(blocks, calls.slice(0, start)), head: calls.slice(start) };
}

/** In a plain net nothing but the paper says where a block ends: two convolutions make one, the first is the stem. */
function inPairs(calls: readonly LayerCall[]): Parts {
  const convs = [...calls.keys()].filter((index) => isConv(calls[index]));
  const last = calls.slice(convs.at(-1) ?? 0);
  const end = calls.length - last.length + headStart(last);
  const starts = convs.slice(1).filter((_, index) => index % 2 === 0);
  const blocks = starts.map((start, index): BlockStructure => {
    const own = calls.slice(start, starts[index + 1] ?? end);
    return { convs: convsOf(own), shortcut: 'none', outputShape: own[own.length - 1].outputShape, branch: own.map(wordOf), after: [] };
  });
  return { stem: calls.slice(0, starts[0] ?? end), blocks, head: calls.slice(end) };
}

function inStages(blocks: readonly BlockStructure[]): readonly (readonly BlockStructure[])[] {
  const stages: BlockStructure[][] = [];
  for (const block of blocks) {
    const last = stages.at(-1);
    if (last && sameShape(last[0].outputShape, block.outputShape)) last.push(block);
    else stages.push([block]);
  }
  return stages;
}
