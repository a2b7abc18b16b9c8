/**
 * The six one-dimensional transforms of Winograd's F(4×4, 3×3) on vectors of four channels: Bᵀ, Aᵀ and G of Lavin and Gray,
 * "Fast Algorithms for Convolutional Neural Networks" (2015), with points 0, ±1, ±2, ∞, and their transposes for the gradients.
 */
import { f32x4, type Code } from '../../wasm/code';
import type { FunctionBuilder } from '../../wasm/function-builder';

type Vector = Code<'v128'>;
/** A transform along one axis. Inputs must be cheap to evaluate twice; each output is used once. */
export type Transform = (f: FunctionBuilder, values: readonly Vector[]) => readonly Vector[];

/** A tile of the input is 6 × 6, of the output 4 × 4, a kernel 3 × 3. */
export const INPUT_TILE = 6;
export const OUTPUT_TILE = 4;
export const TAPS = 3;

const { add, subtract, multiply, constant } = f32x4;

function plusTimes(f: FunctionBuilder, start: Vector, factor: number, vector: Vector): Vector {
  return f.multiplyAdd(vector, constant(factor), start);
}

/** Bᵀ: 6 input values to 6 points. */
export const toPoints: Transform = (f, [d0, d1, d2, d3, d4, d5]) => {
  const even = f.let(plusTimes(f, d4, -4, d2));
  const odd = f.let(plusTimes(f, d3, -4, d1));
  const evenOuter = f.let(subtract(d4, d2));
  const oddOuter = f.let(subtract(d3, d1));
  return [
    plusTimes(f, plusTimes(f, d4, 4, d0), -5, d2),
    add(even, odd),
    subtract(even, odd),
    plusTimes(f, evenOuter, 2, oddOuter),
    plusTimes(f, evenOuter, -2, oddOuter),
    plusTimes(f, plusTimes(f, d5, 4, d1), -5, d3),
  ];
};

/** B: the transpose, 6 points to the gradients of 6 input values. */
export const fromPoints: Transform = (f, [v0, v1, v2, v3, v4, v5]) => {
  const inner = f.let(add(v1, v2));
  const innerGap = f.let(subtract(v1, v2));
  const outer = f.let(add(v3, v4));
  const outerGap = f.let(subtract(v3, v4));
  return [
    multiply(v0, constant(4)),
    plusTimes(f, multiply(subtract(v5, innerGap), constant(4)), -2, outerGap),
    plusTimes(f, plusTimes(f, f32x4.negate(outer), -5, v0), -4, inner),
    plusTimes(f, plusTimes(f, innerGap, 2, outerGap), -5, v5),
    add(add(v0, inner), outer),
    v5,
  ];
};

/** Aᵀ: 6 points to 4 output values. */
export const toOutputs: Transform = (f, [m0, m1, m2, m3, m4, m5]) => {
  const inner = f.let(add(m1, m2));
  const innerGap = f.let(subtract(m1, m2));
  const outer = f.let(add(m3, m4));
  const outerGap = f.let(subtract(m3, m4));
  return [add(add(m0, inner), outer), plusTimes(f, innerGap, 2, outerGap), plusTimes(f, inner, 4, outer), plusTimes(f, add(innerGap, m5), 8, outerGap)];
};

/** A: the transpose, the gradients of 4 output values to 6 points. */
export const fromOutputs: Transform = (f, [y0, y1, y2, y3]) => {
  const even = f.let(add(y0, y2));
  const odd = f.let(add(y1, y3));
  const evenOuter = f.let(plusTimes(f, y0, 4, y2));
  const oddOuter = f.let(plusTimes(f, y1, 4, y3));
  return [y0, add(even, odd), subtract(even, odd), plusTimes(f, evenOuter, 2, oddOuter), plusTimes(f, evenOuter, -2, oddOuter), y3];
};

/** G: 3 kernel values to 6 points. */
export const kernelToPoints: Transform = (f, [g0, g1, g2]) => {
  const inner = f.let(multiply(add(g0, g2), constant(-1 / 6)));
  const outer = f.let(multiply(plusTimes(f, g0, 4, g2), constant(1 / 24)));
  return [multiply(g0, constant(1 / 4)), plusTimes(f, inner, -1 / 6, g1), plusTimes(f, inner, 1 / 6, g1), plusTimes(f, outer, 1 / 12, g1), plusTimes(f, outer, -1 / 12, g1), g2];
};

/** Gᵀ: the transpose, 6 points to the gradients of 3 kernel values. */
export const pointsToKernel: Transform = (f, [u0, u1, u2, u3, u4, u5]) => {
  const inner = f.let(multiply(add(u1, u2), constant(-1 / 6)));
  const outer = f.let(add(u3, u4));
  return [
    plusTimes(f, plusTimes(f, inner, 1 / 4, u0), 1 / 24, outer),
    plusTimes(f, multiply(subtract(u2, u1), constant(1 / 6)), 1 / 12, subtract(u3, u4)),
    plusTimes(f, add(inner, u5), 1 / 6, outer),
  ];
};

/**
 * Applies the transform along both axes of a tile: columns first, kept in `store`, then rows. `load(row, column)` is read once;
 * `emit` gets each output with its place, row by row. The intermediate tile lies at `workspace`, which the first-level cache holds,
 * since sixteen registers don't.
 */
export function transformTile(
  f: FunctionBuilder,
  transform: Transform,
  from: { readonly rows: number; readonly columns: number },
  workspace: Code<'i32'>,
  load: (row: number, column: number) => Vector,
  emit: (row: number, values: readonly Vector[]) => void,
  keptRows = Infinity,
): void {
  let rows = 0;
  for (let column = 0; column < from.columns; column++) {
    const values = Array.from({ length: from.rows }, (_, row) => f.let(load(row, column)));
    const outputs = transform(f, values).slice(0, keptRows);
    rows = outputs.length;
    outputs.forEach((value, row) => f.storeVector(workspace, (row * from.columns + column) * 16, value));
  }
  for (let row = 0; row < rows; row++) {
    const values = Array.from({ length: from.columns }, (_, column) => f.let(f32x4.load(workspace, (row * from.columns + column) * 16)));
    emit(row, transform(f, values));
  }
}

/** Bytes of the intermediate tile. */
export const WORKSPACE_BYTES = INPUT_TILE * INPUT_TILE * 16;
