/** The plan as data: kernel calls whose arguments say where in a batch they work, gathered in parts that the threads share out. */
import type { SlowReason } from '../kernels/convolution-cost';
import type { Kernel } from '../wasm/module-builder';
import type { Buffer } from './buffer';
import type { Work } from './work';

/** By what an address moves on: from image to image of the piece, chunk to chunk, group to group, or item to item of a range. */
export type Step = 'whole' | 'image' | 'chunk' | 'group' | 'item';
export type Access = 'read' | 'write';

export type Argument =
  | { readonly kind: 'address'; readonly buffer: Buffer; readonly offset: number; readonly step: Step; readonly stepBytes: number; readonly access: Access }
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  /** Images or items of this call × times. */
  | { readonly kind: 'count'; readonly times: number }
  /** Images or items before this call's × times. */
  | { readonly kind: 'first'; readonly times: number }
  /** Images of the batch × times. */
  | { readonly kind: 'images'; readonly times: number }
  /** Chunks or groups that the part cuts this batch into. */
  | { readonly kind: 'chunks' | 'groups' | 'chunkImages'; readonly of: Part }
  /** A number that the executor writes before it runs: byte offset in the control block. */
  | { readonly kind: 'parameter'; readonly type: 'i32' | 'f32'; readonly offset: number };

export type Call = { readonly kernel: Kernel; readonly arguments: readonly Argument[] };

/**
 * `images`: the batch in chunks of so many images, each worked on by one thread; flexible parts take any chunk their neighbours want.
 * Grouped ones sum over images: a group is a fixed share of the batch of at least `groupImages` images.
 * `range`: ⌈images · perImage / divisor⌉ + fixed items, each thread a run of them. `once`: one call by one thread.
 */
export type Split =
  | { readonly kind: 'images'; readonly chunkImages: number; readonly flexible: boolean; readonly groupImages: number | null }
  | { readonly kind: 'range'; readonly perImage: number; readonly divisor: number; readonly fixed: number }
  | { readonly kind: 'once' };

export type Part = {
  /** Path of the layer, and what is done for it. */
  readonly path: string;
  readonly does: Work;
  /** Name of the algorithm, where there is a choice. */
  readonly algorithm: string | null;
  readonly split: Split;
  readonly calls: readonly Call[];
  /** Of grouped parts: calls before and behind each group's. */
  readonly before: readonly Call[];
  readonly after: readonly Call[];
  /** May run as early as nothing stands in its way, instead of near the parts around it. */
  readonly early: boolean;
  /** Bytes that each chunk reads again, such as packed weights. */
  readonly cachedBytes: number;
  /** Multiplications with additions that it does for an image. */
  readonly multiplyAdds: number;
  /** Why it stays far below what the machine can do, if it does. */
  readonly slow: SlowReason | null;
};

/** Most groups that a batch is cut into: many thread counts share them out evenly. */
export const MAXIMUM_GROUPS = 12;

/** Images of a pointwise part's chunk hold about so many floats. */
const CHUNK_FLOATS = 32 * 1024;

export function flexibleImages(floats: number): Split {
  return { kind: 'images', chunkImages: Math.max(1, Math.floor(CHUNK_FLOATS / floats)), flexible: true, groupImages: null };
}

export function range(fixed: number): Split {
  return { kind: 'range', perImage: 0, divisor: 1, fixed };
}

export const ONCE: Split = { kind: 'once' };

export type PartDescription = Pick<Part, 'path' | 'does' | 'split' | 'calls'> & Partial<Part>;

export function part(description: PartDescription): Part {
  return { algorithm: null, before: [], after: [], early: false, cachedBytes: 0, multiplyAdds: 0, slow: null, ...description };
}

export function call(kernel: Kernel, ...values: readonly Argument[]): Call {
  return { kernel, arguments: values };
}

function tensorAddress(buffer: Buffer, access: Access, offset: number): Argument {
  return { kind: 'address', buffer, offset, step: buffer.imageBytes === null ? 'whole' : 'image', stepBytes: buffer.imageBytes ?? 0, access };
}

/** The piece's images of a tensor; of a buffer without images the whole. */
export function from(buffer: Buffer, offset = 0): Argument {
  return tensorAddress(buffer, 'read', offset);
}

export function into(buffer: Buffer, offset = 0): Argument {
  return tensorAddress(buffer, 'write', offset);
}

/** An address that moves by so many bytes a step. */
export function stepping(buffer: Buffer, step: Step, stepBytes: number, access: Access, offset = 0): Argument {
  return { kind: 'address', buffer, offset, step, stepBytes, access };
}

export function integer(value: number): Argument {
  return { kind: 'integer', value };
}

export function float(value: number): Argument {
  return { kind: 'float', value };
}

/** Images of the piece × times. */
export function count(times = 1): Argument {
  return { kind: 'count', times };
}

/** All images of the batch × times. */
export function images(times = 1): Argument {
  return { kind: 'images', times };
}

export function allCalls(one: Part): readonly Call[] {
  return [...one.before, ...one.calls, ...one.after];
}
