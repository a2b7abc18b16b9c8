/** The engine's own exponential, tanh, normal distribution and logarithm, against Math in doubles. */
import { describe, expect, it } from 'vitest';
import { vectorsOf } from '@/lib/engine/kernels/elementwise';
import { activate, activationGradient } from '@/lib/engine/kernels/activations';
import { f64, type Code } from '@/lib/engine/wasm/code';
import type { FunctionBuilder } from '@/lib/engine/wasm/function-builder';
import { exponentialFunction, logarithmFunction } from '@/lib/engine/wasm/math';
import { ModuleBuilder, type Kernel } from '@/lib/engine/wasm/module-builder';
import { erf } from './reference';

type Vectors = (x: Float32Array) => Float32Array;

function instantiate(module: ModuleBuilder): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 4 });
  module.link(new WebAssembly.Instance(new WebAssembly.Module(module.assemble()), { engine: { memory } }));
  return memory;
}

function onVectors(make: (module: ModuleBuilder) => Kernel, gradient = false): Vectors {
  const module = new ModuleBuilder('simd');
  const kernel = make(module);
  const memory = instantiate(module);
  return (x) => {
    const bytes = vectorsOf(x.length) * 16;
    new Float32Array(memory.buffer, 0, x.length).set(x);
    new Float32Array(memory.buffer, bytes, x.length).fill(1);
    if (gradient) kernel(0, bytes, 2 * bytes, vectorsOf(x.length));
    else kernel(0, 2 * bytes, vectorsOf(x.length));
    return new Float32Array(memory.buffer, 2 * bytes, x.length).slice();
  };
}

const POINTS = Float32Array.from({ length: 4001 }, (_, index) => (index - 2000) / 100);
const NEAR_ZERO = Float32Array.from({ length: 200 }, (_, index) => (index - 100) * 1e-5);

function worst(actual: Float32Array, x: Float32Array, expected: (x: number) => number, floor: number): number {
  return Math.max(...Array.from(actual, (value, index) => Math.abs(value - expected(x[index])) / Math.max(floor, Math.abs(expected(x[index])))));
}

const cumulative = (x: number): number => (x < 0 ? erfc(-x / Math.SQRT2) / 2 : 1 - erfc(x / Math.SQRT2) / 2);
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** 1 − erf without cancellation: by its continued fraction from 2 on. */
function erfc(x: number): number {
  if (x < 2) return 1 - erf(x);
  let fraction = 0;
  for (let n = 200; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
}

describe('vector functions', () => {
  const cases: readonly { readonly name: string; readonly run: Vectors; readonly expected: (x: number) => number; readonly floor: number; readonly tolerance: number }[] = [
    { name: 'sigmoid', run: onVectors((m) => activate(m, 'sigmoid', 0)), expected: (x) => 1 / (1 + Math.exp(-x)), floor: 1e-30, tolerance: 5e-7 },
    { name: 'tanh', run: onVectors((m) => activate(m, 'tanh', 0)), expected: Math.tanh, floor: 1e-30, tolerance: 5e-7 },
    { name: 'elu', run: onVectors((m) => activate(m, 'elu', 1)), expected: (x) => (x < 0 ? Math.expm1(x) : x), floor: 1e-30, tolerance: 5e-7 },
    { name: 'gelu', run: onVectors((m) => activate(m, 'gelu', 0)), expected: (x) => x * cumulative(x), floor: 1e-6, tolerance: 2e-6 },
    { name: 'e^x, as the slope of elu', run: onVectors((m) => activationGradient(m, 'elu', 1), true), expected: (x) => (x < 0 ? Math.exp(x) : 1), floor: 1e-30, tolerance: 5e-7 },
    { name: 'the slope of gelu', run: onVectors((m) => activationGradient(m, 'gelu', 0), true), expected: (x) => cumulative(x) + x * density(x), floor: 0.1, tolerance: 2e-6 },
  ];
  for (const { name, run, expected, floor, tolerance } of cases) {
    it(`${name} between -20 and 20`, () => expect(worst(run(POINTS), POINTS, expected, floor)).toBeLessThan(tolerance));
    it(`${name} near zero`, () => expect(worst(run(NEAR_ZERO), NEAR_ZERO, expected, floor)).toBeLessThan(tolerance));
    it(`${name} of large numbers is finite, of NaN is NaN`, () => {
      const values = run(Float32Array.of(-1e4, 1e4, NaN, 0));
      expect(Number.isFinite(values[0]) && Number.isFinite(values[1])).toBe(true);
      if (!name.includes('slope')) expect(values[2]).toBeNaN();
    });
  }
});

describe('scalar functions', () => {
  function scalar(make: (module: ModuleBuilder) => (f: FunctionBuilder, x: Code<'f64'>) => Code<'f64'>): (x: number) => number {
    const module = new ModuleBuilder('simd');
    const body = make(module);
    const kernel = module.kernel('evaluate', (f) => {
      const x = f.parameter('f64');
      const address = f.local('i32');
      f.storeF64(address, 0, body(f, x));
    });
    const memory = instantiate(module);
    return (x) => {
      kernel(x);
      return new Float64Array(memory.buffer)[0];
    };
  }
  const exponential = scalar((module) => (f, x) => f.call(exponentialFunction(module), x));
  const logarithm = scalar((module) => (f, x) => f.call(logarithmFunction(module), x));
  const halved = scalar(() => (_, x) => f64.divide(x, f64.constant(2)));

  it('constants keep their bits', () => expect(halved(Math.PI)).toBe(Math.PI / 2));
  it('e^x', () => {
    for (let x = -700; x <= 0; x += 0.37) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
    expect(exponential(0)).toBe(1);
    expect(exponential(-Infinity)).toBeLessThan(1e-300);
    expect(exponential(NaN)).toBeNaN();
  });
  it('ln x', () => {
    for (let x = 1e-3; x < 1e6; x *= 1.07) expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThan(1e-14 * (1 + Math.abs(Math.log(x))));
    expect(logarithm(1)).toBe(0);
    expect(logarithm(NaN)).toBeNaN();
  });
});
