/** What a paper's table says of a net, read off its program: stem, stages of blocks, shortcuts, head. */
import type { LayerCall, OperationOf, Program } from '@/lib/graph/program';
import { sameShape, type Shape } from '@/lib/graph/shape';

type Conv = LayerCall & OperationOf<'Conv2D'>;

export type ShortcutForm = 'none' | 'identity' | 'zeroPadding' | 'projection' | 'other';
export type BlockStructure = { readonly convs: readonly Conv['config'][]; readonly shortcut: ShortcutForm; readonly outputShape: Shape };
export type Structure = {
  readonly input: Shape;
  readonly stem: readonly Conv['config'][];
  /** Blocks behind one another whose outputs have one shape. */
  readonly stages: readonly (readonly BlockStructure[])[];
  readonly residual: boolean;
  /** Units of the dense layer that gives the logits; null where there is none. */
  readonly units: number | null;
};

/** What lies behind a value: whole blocks, and the convolutions since (at first those of the stem too). */
type State = { readonly blocks: readonly BlockStructure[]; readonly stem: readonly Conv[]; readonly convs: readonly Conv[]; readonly padded: boolean; readonly units: number | null };

const START: State = { blocks: [], stem: [], convs: [], padded: false, units: null };

export function structureOf(program: Program): Structure {
  const states = new Map<string, State>();
  for (const call of program.layers) states.set(call.path, after(call, call.inputs.map((input) => states.get(input) ?? START)));
  const end = states.get(program.outputs[0] ?? '') ?? START;
  const input = program.layers.find((call) => call.path === program.inputs[0])?.outputShape ?? [];
  const residual = end.blocks.length > 0;
  const plain = residual ? end : { ...end, stem: end.convs.slice(0, 1), blocks: inPairs(end.convs.slice(1)) };
  return { input, stem: plain.stem.map((conv) => conv.config), stages: inStages(plain.blocks), residual, units: end.units };
}

function after(call: LayerCall, inputs: readonly State[]): State {
  const [first = START] = inputs;
  switch (call.className) {
    case 'Conv2D':
      return { ...first, convs: [...first.convs, call] };
    case 'Add':
      return joined(call, inputs);
    case 'ZeroPaddingShortcut':
      return { ...first, padded: true };
    case 'Dense':
      return { ...first, units: call.config.units };
    default:
      return inputs.reduce((longest, state) => (state.blocks.length + state.convs.length > longest.blocks.length + longest.convs.length ? state : longest), first);
  }
}

/** The branch is the input with most convolutions since the last addition; what both share before the first one is the stem. */
function joined(call: LayerCall, inputs: readonly State[]): State {
  const [branch, ...others] = [...inputs].sort((a, b) => b.convs.length - a.convs.length);
  const [other = branch] = others;
  let shared = 0;
  while (shared < other.convs.length && branch.convs[shared] === other.convs[shared]) shared++;
  const convs = branch.convs.slice(shared).map((conv) => conv.config);
  const block: BlockStructure = { convs, shortcut: formOf(other, shared, others.length), outputShape: call.outputShape };
  return { blocks: [...branch.blocks, block], stem: branch.blocks.length === 0 ? branch.convs.slice(0, shared) : branch.stem, convs: [], padded: false, units: branch.units };
}

function formOf(shortcut: State, shared: number, others: number): ShortcutForm {
  const own = shortcut.convs.slice(shared);
  if (others !== 1 || own.length > 1 || (own.length === 1 && own[0].config.kernelSize !== 1)) return 'other';
  if (own.length === 1) return shortcut.padded ? 'other' : 'projection';
  return shortcut.padded ? 'zeroPadding' : 'identity';
}

/** In a plain net nothing but the paper says where a block ends: two convolutions make one. */
function inPairs(convs: readonly Conv[]): readonly BlockStructure[] {
  const blocks: BlockStructure[] = [];
  for (let index = 0; index < convs.length; index += 2) {
    const pair = convs.slice(index, index + 2);
    blocks.push({ convs: pair.map((conv) => conv.config), shortcut: 'none', outputShape: pair[pair.length - 1].outputShape });
  }
  return blocks;
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
