/**
 * Products of many matrices of one shape that lie a constant step apart, as Winograd's points want them: inputs with packed panels,
 * and inputs transposed with gradients. One term a turn in a block of 4 × 8, because V8 11 hoists all loads of an unrolled body and spills.
 */
import { f32x4, i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName, pieces, VECTOR_BYTES } from './loops';
import { PANEL_COLUMNS } from './matrix-product';

const PANEL_ROW_BYTES = PANEL_COLUMNS * FLOAT_BYTES;
const BLOCK_ROWS = 4;

/** Steps in bytes from row to row and from plane to plane. */
export type PlaneSteps = { readonly row: number; readonly plane: number };

/** Terms and columns are multiples of four. */
export type PlanesShape = {
  readonly planes: number;
  readonly terms: number;
  readonly columns: number;
  readonly input: PlaneSteps;
  readonly output: PlaneSteps;
  /** Bytes from plane to plane of the third matrix, the packed one or the gradient's target. */
  readonly otherPlane: number;
};

function nameOf(family: string, { planes, terms, columns, input, output, otherPlane }: PlanesShape): string {
  return kernelName(family, planes, terms, columns, input.row, input.plane, output.row, output.plane, otherPlane);
}

/** Calls the body with the vectors of each panel of eight columns, the last may have four. */
function forPanels(f: FunctionBuilder, columns: number, body: (vectors: number) => void): void {
  f.times(Math.floor(columns / PANEL_COLUMNS), () => body(2));
  if (columns % PANEL_COLUMNS > 0) body(1);
}

function emitProductBlock(f: FunctionBuilder, rows: number, vectors: number, shape: PlanesShape, inputStart: Local<'i32'>, packedStart: Local<'i32'>, output: Local<'i32'>): void {
  const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => f.let(f32x4.constant(0))));
  const input = f.let(inputStart);
  const packed = f.let(packedStart);
  const factors = Array.from({ length: vectors }, () => f.local('v128'));
  const splat = f.local('v128');
  f.times(shape.terms, () => {
    factors.forEach((factor, vector) => f.set(factor, f32x4.load(packed, vector * VECTOR_BYTES)));
    sums.forEach((row, index) => {
      f.set(splat, f32x4.loadSplat(input, index * shape.input.row));
      row.forEach((sum, vector) => f.set(sum, f.multiplyAdd(splat, factors[vector], sum)));
    });
    f.advance(input, FLOAT_BYTES);
    f.advance(packed, PANEL_ROW_BYTES);
  });
  sums.forEach((row, index) => row.forEach((sum, vector) => f.storeVector(output, index * shape.output.row + vector * VECTOR_BYTES, sum)));
}

/** Kernel (inputs, packed, outputs, rows): for each plane, output [rows, columns] = input [rows, terms] · packed [⌈columns / 8⌉][terms][8]. */
export function planesProduct(module: ModuleBuilder, shape: PlanesShape): Kernel {
  const { planes, terms, columns } = shape;
  return module.kernel(nameOf('planesProduct', shape), (f) => {
    const inputPlane = f.parameter('i32');
    const packedPlane = f.parameter('i32');
    const outputPlane = f.parameter('i32');
    const rows = f.parameter('i32');
    const [input, output, outputPanel, left, packed] = Array.from({ length: 5 }, () => f.local('i32'));
    f.times(planes, () => {
      f.set(outputPanel, outputPlane);
      f.set(packed, packedPlane);
      forPanels(f, columns, (vectors) => {
        f.set(input, inputPlane);
        f.set(output, outputPanel);
        f.set(left, rows);
        for (const count of [BLOCK_ROWS, 2, 1]) {
          f.while(i32.greaterOrEqual(left, i32.constant(count)), () => {
            emitProductBlock(f, count, vectors, shape, input, packed, output);
            f.advance(input, count * shape.input.row);
            f.advance(output, count * shape.output.row);
            f.advance(left, -count);
          });
        }
        f.advance(packed, terms * PANEL_ROW_BYTES);
        f.advance(outputPanel, vectors * VECTOR_BYTES);
      });
      f.advance(inputPlane, shape.input.plane);
      f.advance(outputPlane, shape.output.plane);
      f.advance(packedPlane, shape.otherPlane);
    });
  });
}

/** Rows whose terms are added in one float32 chain before they go to memory; bounds its error. */
const ROW_PIECE = 128;

/**
 * Kernel (inputs, gradients, target, rows): for each plane, target [terms, columns] += input [rows, terms]ᵀ · gradient [rows, columns].
 */
export function planesGradient(module: ModuleBuilder, shape: PlanesShape): Kernel {
  const { planes, terms, columns } = shape;
  return module.kernel(nameOf('planesGradient', shape), (f) => {
    const inputPlane = f.parameter('i32');
    const gradientPlane = f.parameter('i32');
    const targetPlane = f.parameter('i32');
    const rows = f.parameter('i32');
    const [inputPiece, gradientPiece, inputColumn, gradientColumn, target] = Array.from({ length: 5 }, () => f.local('i32'));

    const emitBlock = (vectors: number, count: Local<'i32'>): void => {
      const sums = Array.from({ length: BLOCK_ROWS }, () => Array.from({ length: vectors }, () => f.let(f32x4.constant(0))));
      const input = f.let(inputColumn);
      const gradient = f.let(gradientColumn);
      const factors = Array.from({ length: vectors }, () => f.local('v128'));
      const splat = f.local('v128');
      f.times(count, () => {
        factors.forEach((factor, vector) => f.set(factor, f32x4.load(gradient, vector * VECTOR_BYTES)));
        sums.forEach((row, index) => {
          f.set(splat, f32x4.loadSplat(input, index * FLOAT_BYTES));
          row.forEach((sum, vector) => f.set(sum, f.multiplyAdd(splat, factors[vector], sum)));
        });
        f.advance(input, shape.input.row);
        f.advance(gradient, shape.output.row);
      });
      const offset = (index: number, vector: number): number => index * columns * FLOAT_BYTES + vector * VECTOR_BYTES;
      sums.forEach((row, index) => row.forEach((sum, vector) => f.storeVector(target, offset(index, vector), f32x4.add(f32x4.load(target, offset(index, vector)), sum))));
      f.advance(gradientColumn, vectors * VECTOR_BYTES);
      f.advance(target, vectors * VECTOR_BYTES);
    };

    f.times(planes, () => {
      f.set(inputPiece, inputPlane);
      f.set(gradientPiece, gradientPlane);
      pieces(f, rows, ROW_PIECE, (count) => {
        f.set(inputColumn, inputPiece);
        f.set(target, targetPlane);
        f.times(terms / BLOCK_ROWS, () => {
          f.set(gradientColumn, gradientPiece);
          forPanels(f, columns, (vectors) => emitBlock(vectors, count));
          f.advance(inputColumn, BLOCK_ROWS * FLOAT_BYTES);
          f.advance(target, (BLOCK_ROWS - 1) * columns * FLOAT_BYTES);
        });
        f.advance(inputPiece, i32.multiply(count, i32.constant(shape.input.row)));
        f.advance(gradientPiece, i32.multiply(count, i32.constant(shape.output.row)));
      });
      f.advance(inputPlane, shape.input.plane);
      f.advance(gradientPlane, shape.output.plane);
      f.advance(targetPlane, shape.otherPlane);
    });
  });
}
