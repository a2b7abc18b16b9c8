/** The guard itself: it finds writes before and behind a buffer, and reads outside show as NaN. */
import { describe, expect, it } from 'vitest';
import { f32 } from '@/lib/engine/wasm/code';
import { ModuleBuilder } from '@/lib/engine/wasm/module-builder';
import { GuardedMemory, type Canary } from './guarded-memory';

/** Adds the float `from` bytes from the buffer to the one `to` bytes from it. */
function touch(from: number, to: number, canary: Canary): { readonly memory: GuardedMemory; readonly values: Float32Array } {
  const module = new ModuleBuilder('simd');
  const kernel = module.kernel('touch', (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    f.storeF32(target, 0, f32.add(f32.load(source), f32.load(target)));
  });
  const memory = new GuardedMemory(canary);
  const buffer = memory.floats('buffer', 8);
  memory.link(module);
  memory.write(buffer, new Array<number>(8).fill(1));
  kernel(buffer.address + from, buffer.address + to);
  return { memory, values: memory.read(buffer) };
}

describe('guarded memory', () => {
  it('lets accesses inside pass', () => {
    const { memory, values } = touch(0, 28, 'nan');
    memory.expectIntact();
    expect([...values]).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
  });
  it('finds writes outside', () => {
    expect(() => touch(0, 32, 'number').memory.expectIntact()).toThrow('outside');
    expect(() => touch(0, -4, 'number').memory.expectIntact()).toThrow('outside');
  });
  it('shows reads outside', () => {
    expect(touch(32, 0, 'nan').values[0]).toBeNaN();
  });
});
