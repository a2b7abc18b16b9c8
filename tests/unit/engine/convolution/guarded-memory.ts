/**
 * A memory whose buffers lie between canaries: a write outside shows as a broken canary, a read outside as a NaN in the result.
 * NaN stays what it is when something is added to it, so a second run with ordinary numbers as canaries finds additions outside.
 */
import { expect } from 'vitest';
import type { ModuleBuilder } from '@/lib/engine/wasm/module-builder';

/** The bits of a quiet NaN that no arithmetic produces, and of an ordinary number, 1.23. */
const CANARIES = { nan: 0x7fc0dead, number: 0x3f9d70a4 } as const;

export type Canary = keyof typeof CANARIES;
const CANARY_BYTES = 256;
const PAGE_BYTES = 65536;

export type Buffer = { readonly name: string; readonly bytes: number; readonly address: number };

export class GuardedMemory {
  private readonly buffers: Buffer[] = [];
  private end = CANARY_BYTES;
  private memory: WebAssembly.Memory | null = null;
  private readonly canary: number;

  constructor(canary: Canary = 'nan') {
    this.canary = CANARIES[canary];
  }

  /** A buffer of so many floats, or exactly so many bytes; all are laid out before `link`. */
  floats(name: string, count: number): Buffer {
    return this.bytes(name, count * 4);
  }

  bytes(name: string, bytes: number): Buffer {
    const buffer = { name, bytes, address: this.end };
    this.buffers.push(buffer);
    // Whole vectors, as the engine pads its own; the rest of the last one is canary too, so that nobody takes it for zero.
    this.end += Math.ceil(bytes / 64) * 64 + CANARY_BYTES;
    return buffer;
  }

  /** Assembles the module with this memory, which ends one canary behind the last buffer, give or take a page. */
  link(module: ModuleBuilder): void {
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.end / PAGE_BYTES) });
    this.words().fill(this.canary);
    module.link(new WebAssembly.Instance(new WebAssembly.Module(module.assemble()), { engine: { memory: this.memory } }));
  }

  write(buffer: Buffer, values: ArrayLike<number>): void {
    new Float32Array(this.live().buffer, buffer.address, values.length).set(values);
  }

  read(buffer: Buffer): Float32Array {
    return new Float32Array(this.live().buffer, buffer.address, buffer.bytes / 4).slice();
  }

  /** Makes every word of the buffer a canary again. */
  poison(buffer: Buffer): void {
    new Uint32Array(this.live().buffer, buffer.address, buffer.bytes / 4).fill(this.canary);
  }

  /** Every word outside the buffers is still a canary; the rest of a last vector may have been written. */
  expectIntact(): void {
    const words = this.words();
    let word = 0;
    for (const buffer of [...this.buffers, null]) {
      const until = buffer === null ? words.length : buffer.address / 4;
      for (; word < until; word++) if (words[word] !== this.canary) expect.fail(`A write outside of a buffer, ${word * 4 - (buffer?.address ?? words.length * 4)} bytes from ${buffer?.name ?? 'the end'}`);
      if (buffer !== null) word = (buffer.address + Math.ceil(buffer.bytes / 16) * 16) / 4;
    }
  }

  private live(): WebAssembly.Memory {
    if (this.memory === null) throw new Error('link comes first');
    return this.memory;
  }

  private words(): Uint32Array {
    return new Uint32Array(this.live().buffer);
  }
}
