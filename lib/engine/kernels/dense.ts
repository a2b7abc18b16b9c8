/** Dense layers by the convention of convolutions: an image is `rows` rows of `terms` floats. */
import { i32 } from '../wasm/code';
import type { ModuleBuilder } from '../wasm/module-builder';
import { composed } from './composed';
import type { ConvolutionKernels } from './convolution';
import { copyBytes } from './elementwise';
import { FLOAT_BYTES, kernelName } from './loops';
import { packedBytes, packMatrix, rowsProduct } from './matrix-product';
import { rowsGradient } from './outer-product';

export type DenseShape = { readonly terms: number; readonly units: number; readonly rows: number; readonly useBias: boolean };

/** Rows of a call: each reads the whole packed matrix. */
const CHUNK_ROWS = 16;

export function denseKernels(module: ModuleBuilder, { terms, units, rows, useBias }: DenseShape): ConvolutionKernels {
  const name = (family: string): string => kernelName(family, terms, units, rows, useBias ? 'bias' : 'plain');
  const pack = packMatrix(module, { taps: 1, rows: terms, tapStep: 0, rowStep: units * FLOAT_BYTES, columns: units, columnStep: FLOAT_BYTES });
  const packTransposed = packMatrix(module, { taps: 1, rows: units, tapStep: 0, rowStep: FLOAT_BYTES, columns: terms, columnStep: units * FLOAT_BYTES });
  const product = rowsProduct(module, terms, units, useBias ? 'bias' : 'zero');
  const transposedProduct = rowsProduct(module, units, terms, 'zero');
  const gradient = rowsGradient(module, terms, units);
  const copy = copyBytes(module);
  const kernelBytes = terms * units * FLOAT_BYTES;
  return {
    chunkImages: Math.max(1, Math.floor(CHUNK_ROWS / rows)),
    scratchBytes: 0,
    packedBytes: packedBytes(terms, units),
    pack: composed(module, name('densePack'), 3, (f, [kernel, packed]) => f.run(pack, kernel, packed)),
    forward: composed(module, name('denseForward'), 6, (f, [input, packed, bias, output, , images]) => f.run(product, input, packed, bias, output, i32.multiply(images, i32.constant(rows)))),
    packedForGradientBytes: packedBytes(units, terms),
    packForGradient: composed(module, name('densePackForGradient'), 3, (f, [kernel, packed]) => f.run(packTransposed, kernel, packed)),
    inputGradient: composed(module, name('denseInputGradient'), 5, (f, [outputGradient, packed, inputGradient, , images]) =>
      f.run(transposedProduct, outputGradient, packed, i32.constant(0), inputGradient, i32.multiply(images, i32.constant(rows))),
    ),
    sumBytes: kernelBytes,
    kernelGradient: composed(module, name('denseKernelGradient'), 5, (f, [input, outputGradient, sums, , images]) => f.run(gradient, input, outputGradient, sums, i32.multiply(images, i32.constant(rows)))),
    finishKernelGradient: composed(module, name('denseFinish'), 3, (f, [sums, target]) => f.run(copy, sums, target, i32.constant(kernelBytes))),
    bothGradients: null,
  };
}
