/** Parts that work vector by vector: image by image where an image is whole vectors, else over the whole batch, so that no two threads share one. */
import { addTensors } from '../kernels/elementwise';
import { VECTOR_BYTES } from '../kernels/loops';
import type { Buffer } from '../plan/buffer';
import { call, count, flexibleImages, from, into, stepping, type Argument, type Split } from '../plan/part';
import type { Work } from '../plan/work';
import type { Kernel } from '../wasm/module-builder';
import type { PlanContext } from './operation';

export type Vectors = {
  readonly split: Split;
  readonly read: (buffer: Buffer) => Argument;
  readonly write: (buffer: Buffer) => Argument;
  /** How many vectors a call has, and how many come before. */
  readonly count: Argument;
  readonly first: Argument;
};

/** For tensors of so many floats an image. */
export function vectorsOfImages(floats: number): Vectors {
  if (floats % 4 === 0) return { split: flexibleImages(floats), read: from, write: into, count: count(floats / 4), first: { kind: 'first', times: floats / 4 } };
  return {
    split: { kind: 'range', perImage: floats, divisor: 4, fixed: 0 },
    read: (buffer) => stepping(buffer, 'item', VECTOR_BYTES, 'read'),
    write: (buffer) => stepping(buffer, 'item', VECTOR_BYTES, 'write'),
    count: count(),
    first: { kind: 'first', times: 1 },
  };
}

/** Adds a part of one call (source…, [extra…,] target, vectors). */
export function addPointwise(context: PlanContext, does: Work, kernel: Kernel, floats: number, sources: readonly Buffer[], target: Buffer, extra: readonly Argument[] = []): void {
  const vectors = vectorsOfImages(floats);
  context.add({ does, split: vectors.split, calls: [call(kernel, ...sources.map((source) => vectors.read(source)), ...extra, vectors.write(target), vectors.count)] });
}

/** The gradients added up until there are at most `most` of them. */
export function summed(context: PlanContext, gradients: readonly Buffer[], floats: number, most = 1): readonly Buffer[] {
  const left = [...gradients];
  while (left.length > most) {
    const [first, second] = left.splice(0, 2);
    const sum = context.tensor('gradient', floats);
    addPointwise(context, 'sumOfGradients', addTensors(context.module), floats, [first, second], sum);
    left.unshift(sum);
  }
  return left;
}

export function total(context: PlanContext, gradients: readonly Buffer[]): Buffer {
  return summed(context, gradients, context.outputFloats)[0];
}

/** Gives an input the tensor that `write` fills as its gradient, if it wants one. */
export function propagate(context: PlanContext, port: number, write: (gradient: Buffer) => void): void {
  const input = context.inputs[port];
  if (!input.needsGradient) return;
  const gradient = context.tensor('gradient', input.floats);
  write(gradient);
  context.contribute(port, gradient);
}
