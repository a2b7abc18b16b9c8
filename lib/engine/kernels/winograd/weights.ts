/** Transforms of the kernel, once a step: to points in panels of eight columns for the products, and its gradient back from points. */
import { f32x4, i32, type Code } from '../../wasm/code';
import type { FunctionBuilder } from '../../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../../wasm/module-builder';
import { FLOAT_BYTES, kernelName, VECTOR_BYTES } from '../loops';
import { PANEL_COLUMNS } from '../matrix-product';
import { gradientPlaneBytes, POINTS, transformedKernelBytes, transformedPlaneBytes, wholeVectors } from './layout';
import { forChannelVectors } from './tiles';
import { INPUT_TILE, kernelToPoints, pointsToKernel, TAPS, transformTile } from './transforms';

const PANEL_ROW_BYTES = PANEL_COLUMNS * FLOAT_BYTES;

/** Kernel (kernel, target, workspace): kernel [3, 3, inputs, outputs] to panels [36][⌈outputs / 8⌉][inputs, to whole vectors][8], the rest zeros. */
export function kernelToPanels(module: ModuleBuilder, inputs: number, outputs: number): Kernel {
  return module.kernel(kernelName('winogradKernel', inputs, outputs), (f) => {
    const kernel = f.parameter('i32');
    const target = f.parameter('i32');
    const workspace = f.parameter('i32');
    const terms = wholeVectors(inputs);
    const plane = transformedPlaneBytes(terms, outputs);
    const tap = inputs * outputs * FLOAT_BYTES;
    const panel = f.local('i32');
    if (terms !== inputs || outputs % PANEL_COLUMNS > 0) f.clear(target, i32.constant(transformedKernelBytes(terms, outputs)));
    const emit = (vector: number, lanes: number): void =>
      transformTile(
        f,
        kernelToPoints,
        { rows: TAPS, columns: TAPS },
        workspace,
        (row, column) => f32x4.loadPartial(kernel, (row * TAPS + column) * tap + vector * VECTOR_BYTES, lanes),
        (row, values) => values.forEach((value, column) => f.storeVector(panel, (row * INPUT_TILE + column) * plane + vector * VECTOR_BYTES, value)),
      );
    const emitPanel = (columns: number): void => {
      for (let vector = 0; vector * 4 < columns; vector++) emit(vector, Math.min(4, columns - vector * 4));
      f.advance(kernel, columns * FLOAT_BYTES);
      f.advance(panel, terms * PANEL_ROW_BYTES);
    };
    f.times(inputs, () => {
      f.set(panel, target);
      f.times(Math.floor(outputs / PANEL_COLUMNS), () => emitPanel(PANEL_COLUMNS));
      if (outputs % PANEL_COLUMNS > 0) emitPanel(outputs % PANEL_COLUMNS);
      f.advance(target, PANEL_ROW_BYTES);
    });
  });
}

/** The rows of the 4 × 4 matrix whose columns are given. */
function transposed(f: FunctionBuilder, [a, b, c, d]: readonly Code<'v128'>[]): readonly Code<'v128'>[] {
  const [abLow, cdLow] = [f.let(f32x4.shuffle(a, b, [0, 4, 1, 5])), f.let(f32x4.shuffle(c, d, [0, 4, 1, 5]))];
  const [abHigh, cdHigh] = [f.let(f32x4.shuffle(a, b, [2, 6, 3, 7])), f.let(f32x4.shuffle(c, d, [2, 6, 3, 7]))];
  return [f32x4.shuffle(abLow, cdLow, [0, 1, 4, 5]), f32x4.shuffle(abLow, cdLow, [2, 3, 6, 7]), f32x4.shuffle(abHigh, cdHigh, [0, 1, 4, 5]), f32x4.shuffle(abHigh, cdHigh, [2, 3, 6, 7])];
}

/**
 * Kernel (panels, target): each plane transposed, [⌈outputs / 8⌉][inputs][8] to [⌈inputs / 8⌉][outputs][8], both counts to whole vectors.
 * Blocks of 4 × 4 change places by shuffles.
 */
export function transposePanels(module: ModuleBuilder, inputs: number, outputs: number): Kernel {
  return module.kernel(kernelName('winogradTranspose', inputs, outputs), (f) => {
    const sourcePlane = f.parameter('i32');
    const targetPlane = f.parameter('i32');
    const [rows, columns] = [wholeVectors(inputs), wholeVectors(outputs)];
    const sourcePanel = f.local('i32');
    const target = f.local('i32');
    const targetRow = f.local('i32');
    const source = f.local('i32');
    if (rows % PANEL_COLUMNS > 0) f.clear(targetPlane, i32.constant(transformedKernelBytes(columns, rows)));

    /** Source rows 4r…4r+3 of a panel's vector become vector r of four target rows. */
    const emitBlock = (sourceVector: number, targetVector: number): void => {
      const values = Array.from({ length: 4 }, (_, row) => f.let(f32x4.load(source, (targetVector * 4 + row) * PANEL_ROW_BYTES + sourceVector * VECTOR_BYTES)));
      transposed(f, values).forEach((value, row) => f.storeVector(target, (sourceVector * 4 + row) * PANEL_ROW_BYTES + targetVector * VECTOR_BYTES, value));
    };
    const emitRows = (sourceVectors: number, targetVectors: number): void => {
      for (let sourceVector = 0; sourceVector < sourceVectors; sourceVector++) for (let targetVector = 0; targetVector < targetVectors; targetVector++) emitBlock(sourceVector, targetVector);
      f.advance(source, targetVectors * 4 * PANEL_ROW_BYTES);
      f.advance(target, columns * PANEL_ROW_BYTES);
    };
    const emitPanel = (sourceVectors: number): void => {
      f.set(source, sourcePanel);
      f.set(target, targetRow);
      f.times(Math.floor(rows / PANEL_COLUMNS), () => emitRows(sourceVectors, 2));
      if (rows % PANEL_COLUMNS > 0) emitRows(sourceVectors, 1);
      f.advance(sourcePanel, rows * PANEL_ROW_BYTES);
      f.advance(targetRow, sourceVectors * 4 * PANEL_ROW_BYTES);
    };
    f.times(POINTS, () => {
      f.set(sourcePanel, sourcePlane);
      f.set(targetRow, targetPlane);
      f.times(Math.floor(columns / PANEL_COLUMNS), () => emitPanel(2));
      if (columns % PANEL_COLUMNS > 0) emitPanel(1);
      f.advance(sourcePlane, transformedPlaneBytes(rows, columns));
      f.advance(targetPlane, transformedPlaneBytes(columns, rows));
    });
  });
}

/** Kernel (points, gradient, workspace): gradient [3, 3, inputs, outputs] = Gᵀ · points · G. */
export function pointsToKernelGradient(module: ModuleBuilder, inputs: number, outputs: number): Kernel {
  return module.kernel(kernelName('winogradKernelGradient', inputs, outputs), (f) => {
    const points = f.parameter('i32');
    const gradient = f.parameter('i32');
    const workspace = f.parameter('i32');
    const row = wholeVectors(outputs) * FLOAT_BYTES;
    const plane = gradientPlaneBytes(inputs, outputs);
    const tap = inputs * outputs * FLOAT_BYTES;
    f.times(inputs, () => {
      forChannelVectors(f, outputs, [points, gradient], ([source, target], lanes) =>
        transformTile(
          f,
          pointsToKernel,
          { rows: INPUT_TILE, columns: INPUT_TILE },
          workspace,
          (at, column) => f32x4.load(source, (at * INPUT_TILE + column) * plane),
          (at, values) =>
            values.forEach((value, column) => f.storePartial(target, (at * TAPS + column) * tap, lanes, value)),
        ),
      );
      f.advance(points, row);
      f.advance(gradient, outputs * FLOAT_BYTES);
    });
  });
}
