/** The dropout mask made in WebAssembly against the one that all other executors use. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dropoutMask, dropThreshold } from '@/lib/engine/kernels/dropout';
import { ModuleBuilder } from '@/lib/engine/wasm/module-builder';
import { fillDropoutMask } from '@/lib/util/dropout-mask';
import { streamStart } from '@/lib/util/random';

it('is the same, bit for bit', () => {
  const module = new ModuleBuilder('simd');
  const fill = dropoutMask(module);
  const memory = new WebAssembly.Memory({ initial: 1 });
  module.link(new WebAssembly.Instance(new WebAssembly.Module(module.assemble()), { engine: { memory } }));
  const rates = fc.oneof(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 2 ** -24), fc.double({ min: 0, max: 0.99, noNaN: true }));
  fc.assert(
    fc.property(rates, fc.nat(0xffffffff), fc.nat(1_000_000), fc.stringMatching(/^[a-z][a-z0-9.]{0,12}$/), fc.integer({ min: 1, max: 500 }), (rate, seed, step, path, length) => {
      const expected = new Float32Array(length);
      fillDropoutMask(expected, seed, path, step, rate);
      const { key, high } = streamStart(seed, `dropout/${path}/${step}`);
      fill(0, Math.ceil(length / 4), 0, ...key, ...high, dropThreshold(rate), 1 / (1 - rate));
      expect(new Float32Array(memory.buffer, 0, length).slice()).toEqual(expected);
    }),
  );
});
