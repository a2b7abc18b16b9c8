/** Finds out once how this machine multiplies and adds four floats; the answer names the numerics of a run. */
import { f32, f32x4 } from './code';
import type { Numerics } from './function-builder';
import { ModuleBuilder } from './module-builder';

/** 2^-12: (1 + e)² = 1 + 2e + e², and the last term is lost if the product is rounded to float32 before the addition. */
const PROBE = 1 + 2 ** -12;

/**
 * `relaxed` only where the host has relaxed SIMD and fuses the two operations, so that the tag stands for one arithmetic;
 * `simd` where it has SIMD; null where it has none.
 */
export function detectNumerics(): Numerics | null {
  if (!WebAssembly.validate(probeModule('simd').assemble())) return null;
  const relaxed = probeModule('relaxed');
  const bytes = relaxed.assemble();
  if (!WebAssembly.validate(bytes)) return 'simd';
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { engine: { memory } });
  relaxed.link(instance);
  relaxed.kernel('probe', () => undefined)(PROBE);
  return new Float32Array(memory.buffer)[0] === 0 ? 'simd' : 'relaxed';
}

/** Stores PROBE · PROBE − rounded(PROBE · PROBE) at address 0. */
function probeModule(numerics: Numerics): ModuleBuilder {
  const module = new ModuleBuilder(numerics);
  module.kernel('probe', (f) => {
    const factor = f.parameter('f32');
    const zero = f.local('i32');
    const splat = f.let(f32x4.splat(factor));
    const rounded = f.let(f32x4.splat(f32.multiply(factor, factor)));
    f.storeVector(zero, 0, f.multiplyAdd(splat, splat, f32x4.negate(rounded)));
  });
  return module;
}
