/**
 * The contract of a layer kind: one plain object in one file under `kinds/`, one line in the registry.
 * Palette, inspector, inference, lowering, docs and tests are made from it.
 */
import type { ConfigOf, Fields, FieldValue, Texts } from './fields';
import type { BlockProblemCode, ShapeProblemCode } from './problem-codes';
import type { Operation, WeightSpec } from './program';
import type { Shape } from './shape';
import type { TorchText } from './torch';

export type Category = 'convolution' | 'normalization' | 'activation' | 'merge' | 'pooling' | 'dense' | 'io' | 'block';

/** Number of parameters; moving averages are the non-trainable ones. */
export type ParameterCount = { readonly trainable: number; readonly nonTrainable: number };

/** Why a kind has no output for these inputs. A problem of one kind alone brings its sentence itself, in both languages. */
export type KindProblem = ({ readonly code: ShapeProblemCode | BlockProblemCode } | { readonly code: string; readonly text: Texts<string> }) & {
  readonly values: Readonly<Record<string, string | number>>;
  /** The input port or config field at fault, where one is. */
  readonly port?: string;
  readonly field?: string;
};

/** `inputs` of any number: at least `minimum`, named `0`, `1`, … */
export type InputPorts = readonly string[] | { readonly minimum: number };

/** One entry of the palette; a kind may have several (the shortcut has three). */
export type PaletteEntry = {
  /** Unique over all kinds; the kind's own name where it has one entry. */
  readonly id: string;
  readonly config?: Readonly<Record<string, FieldValue>>;
  readonly text: Texts<{ readonly name: string; readonly aliases: readonly string[] }>;
  /** False keeps it for the search: the short list at the canvas shows only the common ones. */
  readonly common: boolean;
};

/** A lowered part of a node. `suffix` is empty for the main call; inputs name other parts (`.conv`) or the node's ports by number. */
export type LoweredCall = {
  readonly suffix: string;
  readonly operation: Operation;
  readonly inputs: readonly (number | string)[];
  readonly outputShape: Shape;
  readonly weights: readonly WeightSpec[];
};

export type KindText<C> = {
  readonly name: string;
  /** One sentence for lists. */
  readonly summary: string;
  /** Head of the node: operation and what distinguishes it, "Conv 3×3 /2" (/2 = strides 2). */
  title(config: C): string;
  /** Second line of the node, short; empty for slim nodes. */
  detail(config: C): string;
  /** What it does, with its present values; `inputs` may hold null where a shape is not known. */
  explain(config: C, inputs: readonly (Shape | null)[]): string;
};

/** Where the numbers come from, each a sum that can be checked by hand; null where there is nothing to say. */
export type Derivation = { readonly output: string | null; readonly parameters: string | null; readonly multiplyAdds: string | null };

export type KindExample<C> = {
  readonly inputs: readonly Shape[];
  readonly config: Partial<C>;
  readonly outputShape: Shape;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
};

export type ShapeResult = { readonly ok: true; readonly shape: Shape } | { readonly ok: false; readonly problem: KindProblem };

export type LayerKind<F extends Fields = Fields> = {
  readonly kind: string;
  /** What ids of its nodes begin with: `conv` for `conv1`, `conv2`, … */
  readonly stem: string;
  readonly category: Category;
  readonly palette: readonly PaletteEntry[];
  readonly ports: { readonly inputs: InputPorts; readonly outputs: readonly string[] };
  readonly fields: F;
  readonly text: Texts<KindText<ConfigOf<F>>>;
  /** KaTeX source of what it computes. */
  readonly tex: string;
  /** How the node is drawn. */
  readonly look: 'card' | 'slim' | 'circle' | 'pill';
  /** Shape of the output for complete inputs (all known). */
  outputShape(inputs: readonly Shape[], config: ConfigOf<F>): ShapeResult;
  /** Values for a new node behind these inputs, where the defaults would not fit. */
  suggest?(inputs: readonly Shape[]): Partial<ConfigOf<F>>;
  /** True where it carries nothing (a shortcut with policy `none`): an addition goes on without it. */
  severed?(config: ConfigOf<F>): boolean;
  /** Which window of its input one output pixel sees, and how far apart these are; absent: its own pixel. `all`: the whole image. */
  reach?(config: ConfigOf<F>): { readonly size: number; readonly strides: number } | 'all';
  /** Counts for inputs that `outputShape` accepts. */
  parameters(inputs: readonly Shape[], config: ConfigOf<F>): ParameterCount;
  /** Convolutions and dense layers only; 0 for all else. */
  multiplyAdds(inputs: readonly Shape[], config: ConfigOf<F>): number;
  derivation(inputs: readonly Shape[], config: ConfigOf<F>): Derivation;
  /** Calls in order; the last one is the node's output. Empty: the node passes its first input through. */
  lower(inputs: readonly Shape[], config: ConfigOf<F>): readonly LoweredCall[];
  /** PyTorch text of a call whose operation is this kind's own, null for others; absent where it has none (input, output). */
  torch?(operation: Operation, inputs: readonly Shape[]): TorchText | null;
  readonly examples: readonly KindExample<ConfigOf<F>>[];
};

/** A kind whose config type is forgotten, as the registry holds it. */
export type AnyKind = LayerKind<Fields>;

export function defineKind<const F extends Fields>(kind: LayerKind<F>): LayerKind<F> {
  return kind;
}

export const NO_PARAMETERS: ParameterCount = { trainable: 0, nonTrainable: 0 };
