/** The emitter: encodings against known bytes, control flow and partial vectors by running them, and what the host is found to have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f32x4, i32, type Code } from '@/lib/engine/wasm/code';
import { float32Bytes, float64Bytes, signed, signed64, unsigned } from '@/lib/engine/wasm/encoding';
import type { FunctionBuilder } from '@/lib/engine/wasm/function-builder';
import { ModuleBuilder } from '@/lib/engine/wasm/module-builder';
import { detectNumerics } from '@/lib/engine/wasm/numerics';

/** Runs a body with `values` as its parameters in a memory of one page, which it gives back. */
function run(values: readonly number[], body: (f: FunctionBuilder, parameters: readonly Code<'i32'>[]) => void, before?: (memory: ArrayBuffer) => void): ArrayBuffer {
  const module = new ModuleBuilder('simd');
  const kernel = module.kernel('body', (f) => body(f, values.map(() => f.parameter('i32'))));
  const memory = new WebAssembly.Memory({ initial: 1 });
  before?.(memory.buffer);
  module.link(new WebAssembly.Instance(new WebAssembly.Module(module.assemble()), { engine: { memory } }));
  kernel(...values);
  return memory.buffer;
}

describe('encodings', () => {
  it('are those of the specification', () => {
    expect(unsigned(0)).toEqual([0]);
    expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]);
    expect(unsigned(0xffffffff)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
    expect(signed(-123456)).toEqual([0xc0, 0xbb, 0x78]);
    expect(signed(64)).toEqual([0xc0, 0x00]);
    expect(signed(0x80000000)).toEqual(signed(-0x80000000));
    expect(signed64(-123456n)).toEqual([0xc0, 0xbb, 0x78]);
    expect(float32Bytes(1)).toEqual([0, 0, 0x80, 0x3f]);
    expect(float64Bytes(-2)).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0]);
  });
  it('of constants come back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        expect(new Int32Array(run([], (f) => f.storeI32(i32.constant(0), 0, i32.constant(value))))[0]).toBe(value);
      }),
      { numRuns: 50 },
    );
  });
});

describe('control flow', () => {
  const count = (value: number | 'parameter', given: number): number =>
    new Int32Array(
      run([given], (f, [parameter]) => {
        const turns = f.local('i32');
        f.times(value === 'parameter' ? parameter : value, () => f.advance(turns, 1));
        f.storeI32(i32.constant(0), 0, turns);
      }),
    )[0];
  it('repeats as often as it is told, also not at all', () => {
    for (const turns of [0, 1, 2, 7]) {
      expect(count(turns, 0)).toBe(turns);
      expect(count('parameter', turns)).toBe(turns);
    }
    expect(count('parameter', -3)).toBe(0);
  });
  it('loops while a condition holds', () => {
    const result = new Int32Array(
      run([10], (f, [limit]) => {
        const [power] = [f.let(i32.constant(1))];
        f.while(i32.lessThan(power, limit), () => f.set(power, i32.add(power, power)));
        f.if(i32.equal(power, i32.constant(16)), () => f.storeI32(i32.constant(0), 0, power));
      }),
    );
    expect(result[0]).toBe(16);
  });
  it('takes parameters before locals only', () => {
    const module = new ModuleBuilder('simd');
    module.kernel('wrong', (f) => {
      f.local('i32');
      f.parameter('i32');
    });
    expect(() => module.assemble()).toThrow('Parameters');
  });
});

describe('partial vectors', () => {
  for (const lanes of [1, 2, 3, 4])
    it(`of ${lanes}`, () => {
      const floats = new Float32Array(
        run(
          [],
          (f) => {
            f.storePartial(i32.constant(64), 0, lanes, f32x4.loadPartial(i32.constant(0), 0, lanes));
            f.storeVector(i32.constant(128), 0, f32x4.loadPartial(i32.constant(0), 0, lanes));
          },
          (memory) => new Float32Array(memory).fill(9, 16, 20).set([1, 2, 3, 4]),
        ),
      );
      expect([...floats.slice(16, 20)]).toEqual([1, 2, 3, 4].map((value, lane) => (lane < lanes ? value : 9)));
      expect([...floats.slice(32, 36)]).toEqual([1, 2, 3, 4].map((value, lane) => (lane < lanes ? value : 0)));
    });
});

describe('modules', () => {
  it('hold a kernel once, under its name', () => {
    const module = new ModuleBuilder('simd');
    const body = (f: FunctionBuilder): void => f.storeI32(i32.constant(0), 0, i32.constant(1));
    module.kernel('same', body);
    module.kernel('same', body);
    expect(WebAssembly.Module.exports(new WebAssembly.Module(module.assemble())).map(({ name }) => name)).toEqual(['same']);
  });
  it('cannot run without an instance', () => {
    const kernel = new ModuleBuilder('simd').kernel('early', () => undefined);
    expect(() => kernel()).toThrow('no instance');
  });
});

it('finds SIMD, and relaxed SIMD only where the host takes it', () => {
  const numerics = detectNumerics();
  expect(numerics).not.toBeNull();
  const module = new ModuleBuilder('relaxed');
  module.kernel('fused', (f) => f.storeVector(i32.constant(0), 0, f.multiplyAdd(f32x4.constant(1), f32x4.constant(1), f32x4.constant(1))));
  if (!WebAssembly.validate(module.assemble())) expect(numerics).toBe('simd');
});
