/**
 * Exponential, tanh, the normal distribution and the logarithm as polynomials of + - * / alone, each operation rounded,
 * so that their bits do not depend on the host's `Math` or on fused arithmetic. Emitted in place, except the scalar ones.
 */
import { f32x4, f64, i32, i32x4, i64, v128, type Code, type Local } from './code';
import type { Callee, FunctionBuilder } from './function-builder';
import type { ModuleBuilder } from './module-builder';

/** Beyond these, 2^n leaves the range of normal float32. */
const SMALLEST_EXPONENT = -87.3;
const LARGEST_EXPONENT = 88;

/** ln 2 in two parts, the first with few bits, so that its multiples are exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444005469057e-4;

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Horner's rule; coefficients from the highest power down. */
function polynomial(x: Code<'v128'>, coefficients: readonly number[]): Code<'v128'> {
  return coefficients.slice(1).reduce<Code<'v128'>>((sum, coefficient) => f32x4.add(f32x4.multiply(sum, x), f32x4.constant(coefficient)), f32x4.constant(coefficients[0]));
}

/** e^x = scale + scale · fraction, with scale a power of two and fraction = e^r − 1 for |r| ≤ ln 2 / 2, by Taylor's series. */
function exponentialParts(f: FunctionBuilder, x: Code<'v128'>): { readonly scale: Local<'v128'>; readonly fraction: Local<'v128'> } {
  const clamped = f.let(f32x4.pseudoMinimum(f32x4.pseudoMaximum(x, f32x4.constant(SMALLEST_EXPONENT)), f32x4.constant(LARGEST_EXPONENT)));
  const power = f.let(f32x4.nearest(f32x4.multiply(clamped, f32x4.constant(Math.LOG2E))));
  const rest = f.let(f32x4.subtract(f32x4.subtract(clamped, f32x4.multiply(power, f32x4.constant(LN2_HIGH))), f32x4.multiply(power, f32x4.constant(LN2_LOW))));
  const series = polynomial(rest, [7, 6, 5, 4, 3, 2].map((n) => 1 / factorial(n)));
  const fraction = f.let(f32x4.add(rest, f32x4.multiply(f32x4.multiply(rest, rest), series)));
  const scale = f.let(i32x4.shiftLeft(i32x4.add(f32x4.toIntegers(power), i32x4.constant(127)), 23));
  return { scale, fraction };
}

/** e^x to 2 units in the last place; saturates at e^88, and at e^-87.3 below. */
export function exponential(f: FunctionBuilder, x: Code<'v128'>): Local<'v128'> {
  const { scale, fraction } = exponentialParts(f, x);
  return f.let(f32x4.add(scale, f32x4.multiply(scale, fraction)));
}

/** e^x − 1 without cancellation near zero. */
export function exponentialMinusOne(f: FunctionBuilder, x: Code<'v128'>): Local<'v128'> {
  const { scale, fraction } = exponentialParts(f, x);
  return f.let(f32x4.add(f32x4.multiply(scale, fraction), f32x4.subtract(scale, f32x4.constant(1))));
}

/** 1 / (1 + e^-x). */
export function sigmoid(f: FunctionBuilder, x: Code<'v128'>): Local<'v128'> {
  const e = exponential(f, f32x4.negate(x));
  return f.let(f32x4.divide(f32x4.constant(1), f32x4.add(f32x4.constant(1), e)));
}

/** tanh |x| = e / (e + 2) with e = e^2|x| − 1; the sign is x's. */
export function hyperbolicTangent(f: FunctionBuilder, x: Code<'v128'>): Local<'v128'> {
  const sign = f.let(v128.and(x, f32x4.constant(-0)));
  const e = exponentialMinusOne(f, f32x4.pseudoMinimum(f32x4.multiply(f32x4.absolute(x), f32x4.constant(2)), f32x4.constant(60)));
  return f.let(v128.or(f32x4.divide(e, f32x4.add(e, f32x4.constant(2))), sign));
}

/** Q(t) with 1 − Φ(x) = e^(−x²/2) · t · Q(t), t = 1 / (1 + 0.35 x), interpolated at Chebyshev nodes over 0 ≤ x ≤ 14; relative error 4e-8. */
const TAIL_SCALE = 0.35;
const TAIL = [
  -0.029679522026922246, 0.14654583040513655, -0.26096122853275666, 0.16505099613529936, -0.027046608462769857, 0.10711458768158358, 0.1194449168240768, 0.13991229812840186,
  0.13961871256086517,
];

/** The normal distribution's Φ(x) = (1 + erf(x / √2)) / 2 and its density φ(x). */
export function normalDistribution(f: FunctionBuilder, x: Code<'v128'>): { readonly cumulative: Local<'v128'>; readonly density: Local<'v128'> } {
  const value = f.let(x);
  const bell = exponential(f, f32x4.multiply(f32x4.multiply(value, value), f32x4.constant(-0.5)));
  const t = f.let(f32x4.divide(f32x4.constant(1), f32x4.add(f32x4.constant(1), f32x4.multiply(f32x4.absolute(value), f32x4.constant(TAIL_SCALE)))));
  const tail = f.let(f32x4.multiply(bell, f32x4.multiply(t, polynomial(t, TAIL))));
  const cumulative = f.let(v128.select(tail, f32x4.subtract(f32x4.constant(1), tail), f32x4.lessThan(value, f32x4.constant(0))));
  const density = f.let(f32x4.multiply(bell, f32x4.constant(0.3989422804014327)));
  return { cumulative, density };
}

/** The module's function e^x in doubles, for x ≤ 0; 0 far below. */
export function exponentialFunction(module: ModuleBuilder): Callee<'f64'> {
  return module.function('exponential', 'f64', (f) => {
    const x = f.parameter('f64');
    const clamped = f.let(f64.maximum(x, f64.constant(-708)));
    const power = f.let(f64.nearest(f64.multiply(clamped, f64.constant(Math.LOG2E))));
    const rest = f.let(f64.subtract(f64.subtract(clamped, f64.multiply(power, f64.constant(LN2_HIGH))), f64.multiply(power, f64.constant(LN2_LOW))));
    const terms = Array.from({ length: 14 }, (_, n) => f64.constant(1 / factorial(n))).reverse();
    const series = terms.slice(1).reduce<Code<'f64'>>((sum, term) => f64.add(f64.multiply(sum, rest), term), terms[0]);
    const scale = f64.fromBits(i64.shiftLeft(i64.fromI32(i32.add(i32.fromF64(power), i32.constant(1023))), i64.constant(52n)));
    f.result(f64.multiply(series, scale));
  });
}

/** The module's function ln x in doubles, for normal x > 0: ln 2^k + 2 artanh((m − 1) / (m + 1)) with m in [1, 2). */
export function logarithmFunction(module: ModuleBuilder): Callee<'f64'> {
  return module.function('logarithm', 'f64', (f) => {
    const x = f.parameter('f64');
    const bits = f.let(i64.bitsOfF64(x));
    const exponent = f64.fromI32(i32.subtract(i32.fromI64(i64.shiftRight(bits, i64.constant(52n))), i32.constant(1023)));
    const mantissa = f.let(f64.fromBits(i64.or(i64.and(bits, i64.constant(0xfffffffffffffn)), i64.constant(0x3ff0000000000000n))));
    const t = f.let(f64.divide(f64.subtract(mantissa, f64.constant(1)), f64.add(mantissa, f64.constant(1))));
    const square = f.let(f64.multiply(t, t));
    const terms = Array.from({ length: 17 }, (_, n) => f64.constant(2 / (2 * n + 1))).reverse();
    const series = terms.slice(1).reduce<Code<'f64'>>((sum, term) => f64.add(f64.multiply(sum, square), term), terms[0]);
    const sum = f64.add(f64.multiply(t, series), f64.multiply(exponent, f64.constant(Math.LN2)));
    // Only normal numbers have the form above; NaN must stay NaN.
    f.result(f64.add(sum, f64.multiply(f64.subtract(x, x), f64.constant(0))));
  });
}
