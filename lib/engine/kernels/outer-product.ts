/** Weight gradients of convolutions and dense layers: sums of outer products of inputs and output gradients, by the same 4 × 8 block. */
import { f32x4, i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName, pieces, VECTOR_BYTES, vectorLanes } from './loops';
import { stripLines, stripRows, type Steps, type Terms } from './matrix-product';

const BLOCK_COLUMNS = 8;
const BLOCK_ROWS = 4;
/** Rows of a plain product whose sums are added to memory at once, at least and at most; bounds float32's error too. */
const LEAST_ROWS = 8;
const MOST_ROWS = 128;

export type LinesGradientShape = {
  readonly lines: number;
  readonly pixels: number;
  readonly columns: number;
  /** Columns of a whole row of gradient and target, where `columns` are only a part of it. */
  readonly rowColumns?: number;
  readonly terms: Terms;
  readonly input: Steps;
};

type Walk = (input: Local<'i32'>, gradient: Local<'i32'>, turn: () => void) => void;

/** target [rows, columns] += sum over the walk's pixels of input[rows] ⊗ gradient[columns]. */
function emitBlock(f: FunctionBuilder, rows: number, columns: number, inputStart: Code<'i32'>, gradientStart: Code<'i32'>, target: Code<'i32'>, targetStep: number, walk: Walk): void {
  const lanes = vectorLanes(columns);
  const sums = Array.from({ length: rows }, () => lanes.map(() => f.let(f32x4.constant(0))));
  const input = f.let(inputStart);
  const gradient = f.let(gradientStart);
  const factors = lanes.map(() => f.local('v128'));
  const splat = f.local('v128');
  walk(input, gradient, () => {
    factors.forEach((factor, vector) => f.set(factor, f32x4.loadPartial(gradient, vector * VECTOR_BYTES, lanes[vector])));
    sums.forEach((row, index) => {
      f.set(splat, f32x4.loadSplat(input, index * FLOAT_BYTES));
      row.forEach((sum, vector) => f.set(sum, f.multiplyAdd(splat, factors[vector], sum)));
    });
  });
  sums.forEach((row, index) =>
    row.forEach((sum, vector) => {
      const offset = index * targetStep + vector * VECTOR_BYTES;
      f.storePartial(target, offset, lanes[vector], f32x4.add(f32x4.loadPartial(target, offset, lanes[vector]), sum));
    }),
  );
}

/** Covers [terms, columns] of rows of `rowColumns` with blocks; `inputStart` moves along the terms, `target` along both. */
function emitBlocks(f: FunctionBuilder, terms: Terms, columns: number, rowColumns: number, inputStart: Code<'i32'>, gradientStart: Code<'i32'>, target: Local<'i32'>, walk: Walk): void {
  const targetStep = rowColumns * FLOAT_BYTES;
  const input = f.let(inputStart);
  const gradient = f.local('i32');
  const emitRows = (rows: number): void => {
    f.set(gradient, gradientStart);
    const emitColumns = (count: number): void => {
      emitBlock(f, rows, count, input, gradient, target, targetStep, walk);
      f.advance(gradient, count * FLOAT_BYTES);
      f.advance(target, count * FLOAT_BYTES);
    };
    f.times(Math.floor(columns / BLOCK_COLUMNS), () => emitColumns(BLOCK_COLUMNS));
    if (columns % BLOCK_COLUMNS > 0) emitColumns(columns % BLOCK_COLUMNS);
    f.advance(target, rows * targetStep - columns * FLOAT_BYTES);
    f.advance(input, rows * FLOAT_BYTES);
  };
  f.times(terms.segments, () => {
    f.times(Math.floor(terms.length / BLOCK_ROWS), () => emitRows(BLOCK_ROWS));
    if (terms.length % BLOCK_ROWS > 0) emitRows(terms.length % BLOCK_ROWS);
    f.advance(input, terms.segmentStep - terms.length * FLOAT_BYTES);
  });
}

/** Kernel (input, gradient, target, images): target [terms, columns] += terms(input at each pixel)ᵀ · gradient [images, lines, pixels, columns]. */
export function linesGradient(module: ModuleBuilder, shape: LinesGradientShape): Kernel {
  const { lines, pixels, columns, terms, rowColumns = columns } = shape;
  const name = kernelName('linesGradient', lines, pixels, columns, rowColumns, terms.segments, terms.length, terms.segmentStep, shape.input.pixel, shape.input.line, shape.input.image);
  return module.kernel(name, (f) => {
    const inputImage = f.parameter('i32');
    const gradient = f.parameter('i32');
    const targetStart = f.parameter('i32');
    const images = f.parameter('i32');
    const [inputStrip, target] = Array.from({ length: 2 }, () => f.local('i32'));
    const gradientPixel = rowColumns * FLOAT_BYTES;
    const gradientLine = pixels * gradientPixel;
    f.times(images, () => {
      f.set(inputStrip, inputImage);
      pieces(f, i32.constant(lines), stripLines(lines, shape.input.line + gradientLine), (stripSize) => {
        f.set(target, targetStart);
        emitBlocks(f, terms, columns, rowColumns, inputStrip, gradient, target, (inputPixel, gradientAt, turn) => {
          f.times(stripSize, () => {
            f.times(pixels, () => {
              turn();
              f.advance(inputPixel, shape.input.pixel);
              f.advance(gradientAt, gradientPixel);
            });
            f.advance(inputPixel, shape.input.line - pixels * shape.input.pixel);
          });
        });
        f.advance(inputStrip, i32.multiply(stripSize, i32.constant(shape.input.line)));
        f.advance(gradient, i32.multiply(stripSize, i32.constant(gradientLine)));
      });
      f.advance(inputImage, shape.input.image);
    });
  });
}

/** Kernel (input, gradient, target, rows): target [terms, columns] += input [rows, terms]ᵀ · gradient [rows, columns]. */
export function rowsGradient(module: ModuleBuilder, termCount: number, columns: number): Kernel {
  return module.kernel(kernelName('rowsGradient', termCount, columns), (f) => {
    const input = f.parameter('i32');
    const gradient = f.parameter('i32');
    const targetStart = f.parameter('i32');
    const rows = f.parameter('i32');
    const target = f.local('i32');
    const inputStep = termCount * FLOAT_BYTES;
    const gradientStep = columns * FLOAT_BYTES;
    pieces(f, rows, stripRows(inputStep + gradientStep, LEAST_ROWS, MOST_ROWS), (size) => {
      f.set(target, targetStart);
      emitBlocks(f, { segments: 1, length: termCount, segmentStep: inputStep }, columns, columns, input, gradient, target, (inputRow, gradientRow, turn) => {
        f.times(size, () => {
          turn();
          f.advance(inputRow, inputStep);
          f.advance(gradientRow, gradientStep);
        });
      });
      f.advance(input, i32.multiply(size, i32.constant(inputStep)));
      f.advance(gradient, i32.multiply(size, i32.constant(gradientStep)));
    });
  });
}
