/** Kernels over flat tensors, four floats a turn; counts are in vectors, since every buffer is padded to whole vectors. */
import { f32, f32x4, f64, v128, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName, pieces, VECTOR_BYTES } from './loops';

/** Vectors that hold so many floats. */
export function vectorsOf(floats: number): number {
  return Math.ceil(floats / 4);
}

/** A kernel (source1, …, target, vectors) that stores what `compute` makes of the sources' vectors. The target may be a source. */
export function mapVectors(module: ModuleBuilder, name: string, sources: number, compute: (f: FunctionBuilder, values: readonly Local<'v128'>[]) => Code<'v128'>): Kernel {
  return module.kernel(name, (f) => {
    const pointers = Array.from({ length: sources + 1 }, () => f.parameter('i32'));
    const vectors = f.parameter('i32');
    const target = pointers[sources];
    const values = pointers.slice(0, sources).map(() => f.local('v128'));
    f.times(vectors, () => {
      values.forEach((value, index) => f.set(value, f32x4.load(pointers[index])));
      f.storeVector(target, 0, compute(f, values));
      for (const pointer of pointers) f.advance(pointer, VECTOR_BYTES);
    });
  });
}

/** (a, b, target, vectors) */
export function addTensors(module: ModuleBuilder): Kernel {
  return mapVectors(module, 'add', 2, (_, [a, b]) => f32x4.add(a, b));
}

/** (a, b, target, vectors) */
export function multiplyTensors(module: ModuleBuilder): Kernel {
  return mapVectors(module, 'multiply', 2, (_, [a, b]) => f32x4.multiply(a, b));
}

/** (x, target, vectors): max(x, 0); NaN stays NaN, so that a diverging run shows. */
export function rectify(module: ModuleBuilder): Kernel {
  return mapVectors(module, 'rectify', 1, (_, [x]) => f32x4.pseudoMaximum(x, f32x4.constant(0)));
}

/** (a, b, target, vectors): max(a + b, 0) */
export function addRectified(module: ModuleBuilder): Kernel {
  return mapVectors(module, 'addRectified', 2, (f, [a, b]) => f32x4.pseudoMaximum(f.let(f32x4.add(a, b)), f32x4.constant(0)));
}

/** (output, gradient, target, vectors): the gradient where the output is positive. */
export function rectifyGradient(module: ModuleBuilder): Kernel {
  return mapVectors(module, 'rectifyGradient', 2, (_, [y, gradient]) => v128.and(gradient, f32x4.greaterThan(y, f32x4.constant(0))));
}

/** (source, target, bytes) */
export function copyBytes(module: ModuleBuilder): Kernel {
  return module.kernel('copy', (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const bytes = f.parameter('i32');
    f.copy(target, source, bytes);
  });
}

/** (target, bytes) */
export function clearBytes(module: ModuleBuilder): Kernel {
  return module.kernel('clear', (f) => {
    const target = f.parameter('i32');
    const bytes = f.parameter('i32');
    f.clear(target, bytes);
  });
}

/** (source, target, vectors): factor · source. */
export function scaleTensorBy(module: ModuleBuilder, factor: number): Kernel {
  return mapVectors(module, kernelName('scaleBy', factor), 1, (_, [x]) => f32x4.multiply(x, f32x4.constant(factor)));
}

/** (source, factor address, target, vectors): factor · source. */
export function scaleTensor(module: ModuleBuilder): Kernel {
  return module.kernel('scale', (f) => {
    const source = f.parameter('i32');
    const factorAddress = f.parameter('i32');
    const target = f.parameter('i32');
    const vectors = f.parameter('i32');
    const factor = f.let(f32x4.loadSplat(factorAddress));
    f.times(vectors, () => {
      f.storeVector(target, 0, f32x4.multiply(f32x4.load(source), factor));
      f.advance(source, VECTOR_BYTES);
      f.advance(target, VECTOR_BYTES);
    });
  });
}

const DOT_PIECE = 256;

/** (a, b, floats, target): the float at target += Σ a · b; pieces of float32 sums are added in double. */
export function dotProduct(module: ModuleBuilder): Kernel {
  return module.kernel(kernelName('dot'), (f) => {
    const a = f.parameter('i32');
    const b = f.parameter('i32');
    const floats = f.parameter('i32');
    const target = f.parameter('i32');
    const total = f.local('f64');
    const sum = f.local('f32');
    pieces(f, floats, DOT_PIECE, (size) => {
      f.set(sum, f32.constant(0));
      f.times(size, () => {
        f.set(sum, f32.add(sum, f32.multiply(f32.load(a), f32.load(b))));
        f.advance(a, FLOAT_BYTES);
        f.advance(b, FLOAT_BYTES);
      });
      f.set(total, f64.add(total, f64.fromF32(sum)));
    });
    f.storeF32(target, 0, f32.add(f32.load(target), f32.fromF64(total)));
  });
}

/** Rounds up to whole vectors. */
export function vectorBytes(floats: number): number {
  return vectorsOf(floats) * VECTOR_BYTES;
}
