/** Buffers of a plan: known by size and use while it is made; they get addresses when all that is done with them is known. */
import { FLOAT_BYTES } from '../kernels/loops';

/** What a buffer counts as in `Executor.memory()`; `work` is what one stage needs beside the tensors. */
export type MemoryUse = 'weights' | 'optimizer' | 'activations' | 'work';

export type Buffer = {
  readonly name: string;
  readonly use: MemoryUse;
  readonly bytes: number;
  /** Bytes of an image's part, if it is one image after the other. */
  readonly imageBytes: number | null;
  /** Lives as long as the executor. */
  readonly permanent: boolean;
  /** One for each thread; `bytes` is one thread's. */
  readonly perThread: boolean;
  /** The buffer that it is a part of, and from which byte on. */
  readonly within: { readonly buffer: Buffer; readonly offset: number } | null;
  /** Set when the plan is placed. */
  address: number;
};

export function wholeBuffer(name: string, use: MemoryUse, bytes: number, permanent = false): Buffer {
  return { name, use, bytes, imageBytes: null, permanent, perThread: false, within: null, address: 0 };
}

/** A tensor [batchSize, floats]. */
export function imageBuffer(name: string, floats: number, batchSize: number, permanent = false): Buffer {
  const imageBytes = floats * FLOAT_BYTES;
  return { name, use: 'activations', bytes: batchSize * imageBytes, imageBytes, permanent, perThread: false, within: null, address: 0 };
}

export function threadBuffer(name: string, bytes: number): Buffer {
  return { name, use: 'work', bytes, imageBytes: null, permanent: false, perThread: true, within: null, address: 0 };
}

/** A part of a permanent buffer; its address follows the whole's. */
export function bufferPart(whole: Buffer, name: string, offset: number, bytes: number): Buffer {
  return {
    ...whole,
    name,
    bytes,
    within: { buffer: whole, offset },
    get address() {
      return whole.address + offset;
    },
    set address(value: number) {
      throw new Error(`${name} lies where ${whole.name} puts it, not at ${value}.`);
    },
  };
}
