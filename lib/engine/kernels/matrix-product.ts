/**
 * Products of rows of pixels with a packed matrix: convolution over a padded image without an im2col buffer
 * (the rows of the patch matrix are read where they lie), dense layers and 1×1 convolutions, by one 4 × 8 register block.
 */
import { f32, f32x4, i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName, pieces, VECTOR_BYTES, vectorLanes } from './loops';

/** Columns of a panel of the packed matrix; the rest of the last panel is zeros. */
export const PANEL_COLUMNS = 8;
const PANEL_ROW_BYTES = PANEL_COLUMNS * FLOAT_BYTES;
const BLOCK_ROWS = 4;
/** What a strip of input and output lines may fill of the first-level cache. */
const STRIP_BYTES = 24 * 1024;
/** Rows of a plain product that one panel visits before the next, at least and at most. */
const LEAST_ROWS = 16;
const MOST_ROWS = 64;

/** What the sums start from. */
export type Start = 'zero' | 'bias' | 'accumulate';

/** How the terms of one sum lie in the input: `segments` runs of `length` floats, `segmentStep` bytes apart. */
export type Terms = { readonly segments: number; readonly length: number; readonly segmentStep: number };

/** Steps in bytes from pixel to pixel, line to line, image to image. */
export type Steps = { readonly pixel: number; readonly line: number; readonly image: number };

export type LinesShape = {
  /** Output lines of an image and pixels of a line. */
  readonly lines: number;
  readonly pixels: number;
  readonly columns: number;
  readonly terms: Terms;
  readonly input: Steps;
  readonly output: Steps;
  readonly start: Start;
};

export function packedBytes(terms: number, columns: number): number {
  return Math.ceil(columns / PANEL_COLUMNS) * terms * PANEL_ROW_BYTES;
}

export function stripLines(lines: number, bytesPerLine: number): number {
  return Math.max(1, Math.min(lines, Math.floor(STRIP_BYTES / bytesPerLine)));
}

/** Rows of a matrix that a strip holds, in whole blocks. */
export function stripRows(bytesPerRow: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.floor(STRIP_BYTES / bytesPerRow / BLOCK_ROWS) * BLOCK_ROWS));
}

type Block = {
  readonly rows: number;
  readonly columns: number;
  readonly terms: Terms;
  readonly start: Start;
  readonly input: Code<'i32'>;
  readonly inputStep: number;
  readonly packed: Code<'i32'>;
  readonly bias: Code<'i32'>;
  readonly output: Code<'i32'>;
  readonly outputStep: number;
};

/** Sums stay in registers; one term a turn, because V8 11 hoists all loads of an unrolled body and spills. */
function emitBlock(f: FunctionBuilder, block: Block): void {
  const lanes = vectorLanes(block.columns);
  const sums = Array.from({ length: block.rows }, (_, row) =>
    lanes.map((count, vector) => {
      switch (block.start) {
        case 'zero':
          return f.let(f32x4.constant(0));
        case 'bias':
          return f.let(f32x4.loadPartial(block.bias, vector * VECTOR_BYTES, count));
        case 'accumulate':
          return f.let(f32x4.loadPartial(block.output, row * block.outputStep + vector * VECTOR_BYTES, count));
      }
    }),
  );
  const input = f.let(block.input);
  const packed = f.let(block.packed);
  const factors = lanes.map(() => f.local('v128'));
  const splat = f.local('v128');
  f.times(block.terms.segments, () => {
    f.times(block.terms.length, () => {
      factors.forEach((factor, vector) => f.set(factor, f32x4.load(packed, vector * VECTOR_BYTES)));
      sums.forEach((row, index) => {
        f.set(splat, f32x4.loadSplat(input, index * block.inputStep));
        row.forEach((sum, vector) => f.set(sum, f.multiplyAdd(splat, factors[vector], sum)));
      });
      f.advance(input, FLOAT_BYTES);
      f.advance(packed, PANEL_ROW_BYTES);
    });
    f.advance(input, block.terms.segmentStep - block.terms.length * FLOAT_BYTES);
  });
  sums.forEach((row, index) => row.forEach((sum, vector) => f.storePartial(block.output, index * block.outputStep + vector * VECTOR_BYTES, lanes[vector], sum)));
}

/** Runs the body for every panel of eight columns, then for the last with what is left. */
function forPanels(f: FunctionBuilder, columns: number, body: (columns: number) => void): void {
  f.times(Math.floor(columns / PANEL_COLUMNS), () => body(PANEL_COLUMNS));
  if (columns % PANEL_COLUMNS > 0) body(columns % PANEL_COLUMNS);
}

function steps({ pixel, line, image }: Steps): string {
  return kernelName('', pixel, line, image);
}

/**
 * Kernel (input, packed, bias, output, images): output[line, pixel, :] = start + terms(input at line, pixel) · packed.
 * `bias` [columns] is read if the sums start from it.
 */
export function linesProduct(module: ModuleBuilder, shape: LinesShape): Kernel {
  const { lines, pixels, columns, terms, start } = shape;
  const name = kernelName('lines', lines, pixels, columns, terms.segments, terms.length, terms.segmentStep, steps(shape.input), steps(shape.output), start);
  return module.kernel(name, (f) => {
    const inputImage = f.parameter('i32');
    const packedStart = f.parameter('i32');
    const biasStart = f.parameter('i32');
    const outputImage = f.parameter('i32');
    const images = f.parameter('i32');
    const [inputStrip, outputStrip, packed, bias, outputPanel] = Array.from({ length: 5 }, () => f.local('i32'));
    const [inputLine, outputLine, input, output] = Array.from({ length: 4 }, () => f.local('i32'));
    const panelBytes = terms.segments * terms.length * PANEL_ROW_BYTES;

    const emitLine = (panelColumns: number): void => {
      f.set(input, inputLine);
      f.set(output, outputLine);
      const emitRows = (rows: number): void => {
        emitBlock(f, { rows, columns: panelColumns, terms, start, input, inputStep: shape.input.pixel, packed, bias, output, outputStep: shape.output.pixel });
        f.advance(input, rows * shape.input.pixel);
        f.advance(output, rows * shape.output.pixel);
      };
      f.times(Math.floor(pixels / BLOCK_ROWS), () => emitRows(BLOCK_ROWS));
      if (pixels % BLOCK_ROWS > 0) emitRows(pixels % BLOCK_ROWS);
      f.advance(inputLine, shape.input.line);
      f.advance(outputLine, shape.output.line);
    };

    f.times(images, () => {
      f.set(inputStrip, inputImage);
      f.set(outputStrip, outputImage);
      pieces(f, i32.constant(lines), stripLines(lines, shape.input.line + shape.output.line), (stripSize) => {
        f.set(packed, packedStart);
        f.set(bias, biasStart);
        f.set(outputPanel, outputStrip);
        forPanels(f, columns, (panelColumns) => {
          f.set(inputLine, inputStrip);
          f.set(outputLine, outputPanel);
          f.times(stripSize, () => emitLine(panelColumns));
          f.advance(packed, panelBytes);
          f.advance(bias, PANEL_ROW_BYTES);
          f.advance(outputPanel, PANEL_ROW_BYTES);
        });
        f.advance(inputStrip, i32.multiply(stripSize, i32.constant(shape.input.line)));
        f.advance(outputStrip, i32.multiply(stripSize, i32.constant(shape.output.line)));
      });
      f.advance(inputImage, shape.input.image);
      f.advance(outputImage, shape.output.image);
    });
  });
}

/** Kernel (input, packed, bias, output, rows): output [rows, columns] = start + input [rows, terms] · packed. */
export function rowsProduct(module: ModuleBuilder, termCount: number, columns: number, start: Start): Kernel {
  return module.kernel(kernelName('rows', termCount, columns, start), (f) => {
    const inputPiece = f.parameter('i32');
    const packedStart = f.parameter('i32');
    const biasStart = f.parameter('i32');
    const outputPiece = f.parameter('i32');
    const rowCount = f.parameter('i32');
    const [packed, bias, outputPanel, input, output, left] = Array.from({ length: 6 }, () => f.local('i32'));
    const inputStep = termCount * FLOAT_BYTES;
    const outputStep = columns * FLOAT_BYTES;
    const terms = { segments: 1, length: termCount, segmentStep: inputStep };
    pieces(f, rowCount, stripRows(inputStep, LEAST_ROWS, MOST_ROWS), (size) => {
      f.set(packed, packedStart);
      f.set(bias, biasStart);
      f.set(outputPanel, outputPiece);
      forPanels(f, columns, (panelColumns) => {
        f.set(input, inputPiece);
        f.set(output, outputPanel);
        f.set(left, size);
        for (const rows of [BLOCK_ROWS, 1]) {
          f.while(i32.greaterOrEqual(left, i32.constant(rows)), () => {
            emitBlock(f, { rows, columns: panelColumns, terms, start, input, inputStep, packed, bias, output, outputStep });
            f.advance(input, rows * inputStep);
            f.advance(output, rows * outputStep);
            f.advance(left, -rows);
          });
        }
        f.advance(packed, termCount * PANEL_ROW_BYTES);
        f.advance(bias, PANEL_ROW_BYTES);
        f.advance(outputPanel, PANEL_ROW_BYTES);
      });
      f.advance(inputPiece, i32.multiply(size, i32.constant(inputStep)));
      f.advance(outputPiece, i32.multiply(size, i32.constant(outputStep)));
    });
  });
}

/** How a matrix lies in memory: `lines` (1 if left out) of `taps` groups of `rows` rows; steps in bytes, which may be negative. */
export type MatrixLayout = {
  readonly lines?: number;
  readonly lineStep?: number;
  readonly taps: number;
  readonly rows: number;
  readonly tapStep: number;
  readonly rowStep: number;
  readonly columns: number;
  readonly columnStep: number;
};

/** Kernel (source, target): the matrix [lines · taps · rows, columns] as panels [⌈columns / 8⌉][lines · taps · rows][8]. */
export function packMatrix(module: ModuleBuilder, layout: MatrixLayout): Kernel {
  const { lines = 1, lineStep = 0, taps, rows, tapStep, rowStep, columns, columnStep } = layout;
  return module.kernel(kernelName('pack', lines, lineStep, taps, rows, tapStep, rowStep, columns, columnStep), (f) => {
    const sourcePanel = f.parameter('i32');
    const target = f.parameter('i32');
    const [sourceLine, sourceTap, source] = Array.from({ length: 3 }, () => f.local('i32'));
    const emitRow = (panelColumns: number): void => {
      vectorLanes(PANEL_COLUMNS).forEach((_, vector) => f.storeVector(target, vector * VECTOR_BYTES, packedVector(f, source, columnStep, panelColumns, vector)));
      f.advance(target, PANEL_ROW_BYTES);
      f.advance(source, rowStep);
    };
    forPanels(f, columns, (panelColumns) => {
      f.set(sourceLine, sourcePanel);
      f.times(lines, () => {
        f.set(sourceTap, sourceLine);
        f.times(taps, () => {
          f.set(source, sourceTap);
          f.times(rows, () => emitRow(panelColumns));
          f.advance(sourceTap, tapStep);
        });
        f.advance(sourceLine, lineStep);
      });
      f.advance(sourcePanel, panelColumns * columnStep);
    });
  });
}

function packedVector(f: FunctionBuilder, source: Local<'i32'>, columnStep: number, panelColumns: number, vector: number): Code<'v128'> {
  const lanes = Math.max(0, Math.min(4, panelColumns - vector * 4));
  if (lanes === 0) return f32x4.constant(0);
  if (columnStep === FLOAT_BYTES) return f32x4.loadPartial(source, vector * VECTOR_BYTES, lanes);
  const gathered = f.let(f32x4.constant(0));
  for (let lane = 0; lane < lanes; lane++) f.set(gathered, f32x4.replaceLane(gathered, lane, f32.load(source, (vector * 4 + lane) * columnStep)));
  return gathered;
}
