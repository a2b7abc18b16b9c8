/** Softmax over the last axis and the cross-entropy of logits; in doubles inside, since there are few of them. */
import { f32, f64, i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import { exponentialFunction, logarithmFunction } from '../wasm/math';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName } from './loops';

/** Runs the body for the columns of a row; `pointers` are set to the rows' starts and move on. */
function columns(f: FunctionBuilder, count: number, starts: readonly Local<'i32'>[], body: (pointers: readonly Local<'i32'>[]) => void): void {
  const pointers = starts.map((start) => f.let(start));
  f.times(count, () => {
    body(pointers);
    for (const pointer of pointers) f.advance(pointer, FLOAT_BYTES);
  });
}

/** Stores e^(x − maximum) of a row in `target` as float32 and gives maximum and sum. */
function shiftedExponentials(module: ModuleBuilder, f: FunctionBuilder, count: number, row: Local<'i32'>, target: Local<'i32'>): { readonly maximum: Local<'f64'>; readonly sum: Local<'f64'> } {
  const exponential = exponentialFunction(module);
  const maximum = f.let(f64.fromF32(f32.load(row)));
  columns(f, count, [row], ([x]) => f.set(maximum, f64.maximum(maximum, f64.fromF32(f32.load(x)))));
  const sum = f.let(f64.constant(0));
  const term = f.local('f64');
  columns(f, count, [row, target], ([x, e]) => {
    f.set(term, f.call(exponential, f64.subtract(f64.fromF32(f32.load(x)), maximum)));
    f.set(sum, f64.add(sum, term));
    f.storeF32(e, 0, f32.fromF64(term));
  });
  return { maximum, sum };
}

function divideRow(f: FunctionBuilder, count: number, row: Local<'i32'>, divisor: Local<'f64'>): void {
  columns(f, count, [row], ([x]) => f.storeF32(x, 0, f32.fromF64(f64.divide(f64.fromF32(f32.load(x)), divisor))));
}

/** Kernel (x, y, rows). */
export function softmax(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('softmax', channels), (f) => {
    const x = f.parameter('i32');
    const y = f.parameter('i32');
    const rows = f.parameter('i32');
    f.times(rows, () => {
      const { sum } = shiftedExponentials(module, f, channels, x, y);
      divideRow(f, channels, y, sum);
      f.advance(x, channels * FLOAT_BYTES);
      f.advance(y, channels * FLOAT_BYTES);
    });
  });
}

/** Kernel (y, gradient, target, rows): y · (dy − Σ y · dy). */
export function softmaxGradient(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('softmaxGradient', channels), (f) => {
    const y = f.parameter('i32');
    const gradient = f.parameter('i32');
    const target = f.parameter('i32');
    const rows = f.parameter('i32');
    const sum = f.local('f64');
    const wide = (pointer: Local<'i32'>) => f64.fromF32(f32.load(pointer));
    f.times(rows, () => {
      f.set(sum, f64.constant(0));
      columns(f, channels, [y, gradient], ([value, dy]) => f.set(sum, f64.add(sum, f64.multiply(wide(value), wide(dy)))));
      columns(f, channels, [y, gradient, target], ([value, dy, dx]) => f.storeF32(dx, 0, f32.fromF64(f64.multiply(wide(value), f64.subtract(wide(dy), sum)))));
      for (const pointer of [y, gradient, target]) f.advance(pointer, channels * FLOAT_BYTES);
    });
  });
}

/** Byte offsets in the totals that `crossEntropy` writes: the sum of the losses (float64) and how many were right (int32). */
export const TOTALS = { loss: 0, correct: 8, bytes: 16 };

/**
 * Kernel (logits, labels, probabilities, totals, rows): softmax of each row; the totals are the sum of −ln p[label]
 * and the number of rows whose label has the largest logit (the first of equal ones).
 */
export function crossEntropy(module: ModuleBuilder, classes: number): Kernel {
  return module.kernel(kernelName('crossEntropy', classes), (f) => {
    const logits = f.parameter('i32');
    const labels = f.parameter('i32');
    const probabilities = f.parameter('i32');
    const totals = f.parameter('i32');
    const rows = f.parameter('i32');
    const logarithm = logarithmFunction(module);
    const loss = f.let(f64.constant(0));
    const correct = f.let(i32.constant(0));
    const [labelOffset, best, column] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const bestValue = f.local('f64');
    f.times(rows, () => {
      const { maximum, sum } = shiftedExponentials(module, f, classes, logits, probabilities);
      divideRow(f, classes, probabilities, sum);
      f.set(labelOffset, i32.shiftLeft(i32.load(labels), i32.constant(2)));
      const logit = f64.fromF32(f32.load(i32.add(logits, labelOffset)));
      f.set(loss, f64.add(loss, f64.subtract(f.call(logarithm, sum), f64.subtract(logit, maximum))));
      f.set(best, i32.constant(-1));
      f.set(column, i32.constant(0));
      f.set(bestValue, f64.constant(-Infinity));
      columns(f, classes, [logits], ([x]) => {
        f.if(f64.greaterThan(f64.fromF32(f32.load(x)), bestValue), () => {
          f.set(bestValue, f64.fromF32(f32.load(x)));
          f.set(best, column);
        });
        f.advance(column, FLOAT_BYTES);
      });
      f.if(i32.equal(best, labelOffset), () => f.advance(correct, 1));
      f.advance(logits, classes * FLOAT_BYTES);
      f.advance(probabilities, classes * FLOAT_BYTES);
      f.advance(labels, 4);
    });
    f.storeF64(totals, TOTALS.loss, loss);
    f.storeI32(totals, TOTALS.correct, correct);
  });
}

/** Kernel (probabilities, labels, target, rows, batch): the gradient of the loss's mean over the batch, (p − [column = label]) / batch. */
export function crossEntropyGradient(module: ModuleBuilder, classes: number): Kernel {
  return module.kernel(kernelName('crossEntropyGradient', classes), (f) => {
    const probabilities = f.parameter('i32');
    const labels = f.parameter('i32');
    const target = f.parameter('i32');
    const rows = f.parameter('i32');
    const batch = f.parameter('i32');
    const share = f.let(f64.divide(f64.constant(1), f64.fromI32(batch)));
    const column = f.local('i32');
    const expected = f.local('f64');
    f.times(rows, () => {
      f.set(column, i32.constant(0));
      columns(f, classes, [probabilities, target], ([p, out]) => {
        f.set(expected, f64.fromI32(i32.equal(column, i32.load(labels))));
        f.storeF32(out, 0, f32.fromF64(f64.multiply(f64.subtract(f64.fromF32(f32.load(p)), expected), share)));
        f.advance(column, 1);
      });
      f.advance(probabilities, classes * FLOAT_BYTES);
      f.advance(target, classes * FLOAT_BYTES);
      f.advance(labels, 4);
    });
  });
}
