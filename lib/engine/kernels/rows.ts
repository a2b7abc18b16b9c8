/** 1 × 1 convolution as a product over the rows of pixels, nothing copied; with larger strides every n-th pixel is gathered before. */
import { i32, type Code } from '../wasm/code';
import type { ModuleBuilder } from '../wasm/module-builder';
import { composed } from './composed';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from './convolution';
import { imageBytes, stridedPixels } from './image-copy';
import { FLOAT_BYTES, kernelName } from './loops';
import { packedBytes, packMatrix, rowsProduct } from './matrix-product';
import { rowsGradient } from './outer-product';

/** What inputs and outputs of a call may fill of the second-level cache. */
const CHUNK_BYTES = 384 * 1024;
/** Rows of a call, so that reading the packed kernel is amortised. */
const CHUNK_ROWS = 256;

function plan(module: ModuleBuilder, { input, output, strides, useBias }: ConvolutionShape): ConvolutionKernels {
  const [inputs, outputs] = [input.channels, output.channels];
  const pixels = output.height * output.width;
  const [inputBytes, gatheredBytes, outputBytes] = [imageBytes(input), pixels * inputs * FLOAT_BYTES, imageBytes(output)];
  const chunkImages = Math.max(1, Math.min(Math.ceil(CHUNK_ROWS / pixels), Math.floor(CHUNK_BYTES / (inputBytes + outputBytes))));
  const gathers = strides > 1;
  const take = stridedPixels(module, input, strides, inputs, 'take');
  const put = stridedPixels(module, input, strides, inputs, 'put');
  const product = rowsProduct(module, inputs, outputs, useBias ? 'bias' : 'zero');
  const transposed = rowsProduct(module, outputs, inputs, 'zero');
  const gradient = rowsGradient(module, inputs, outputs);
  const pack = packMatrix(module, { taps: 1, rows: inputs, tapStep: 0, rowStep: outputs * FLOAT_BYTES, columns: outputs, columnStep: FLOAT_BYTES });
  const packTransposed = packMatrix(module, { taps: 1, rows: outputs, tapStep: 0, rowStep: FLOAT_BYTES, columns: inputs, columnStep: outputs * FLOAT_BYTES });
  const rows = (images: Code<'i32'>): Code<'i32'> => i32.multiply(images, i32.constant(pixels));
  const name = (family: string): string => kernelName(`rowsConvolution${family}`, input.height, input.width, inputs, outputs, strides, useBias ? 'bias' : 'plain');
  return {
    chunkImages,
    scratchBytes: gathers ? chunkImages * gatheredBytes : 0,
    packedBytes: packedBytes(inputs, outputs),
    pack: composed(module, name('Pack'), 3, (f, [kernel, packed]) => f.run(pack, kernel, packed)),
    forward: composed(module, name('Forward'), 6, (f, [x, packed, bias, y, scratch, images]) => {
      if (gathers) f.run(take, x, scratch, images);
      f.run(product, gathers ? scratch : x, packed, bias, y, rows(images));
    }),
    packedForGradientBytes: packedBytes(outputs, inputs),
    packForGradient: composed(module, name('PackForGradient'), 3, (f, [kernel, packed]) => f.run(packTransposed, kernel, packed)),
    inputGradient: composed(module, name('InputGradient'), 5, (f, [outputGradient, packed, inputGradient, scratch, images]) => {
      f.run(transposed, outputGradient, packed, i32.constant(0), gathers ? scratch : inputGradient, rows(images));
      if (!gathers) return;
      f.clear(inputGradient, i32.multiply(images, i32.constant(inputBytes)));
      f.run(put, inputGradient, scratch, images);
    }),
    sumBytes: inputs * outputs * FLOAT_BYTES,
    kernelGradient: composed(module, name('KernelGradient'), 5, (f, [x, outputGradient, sums, scratch, images]) => {
      if (gathers) f.run(take, x, scratch, images);
      f.run(gradient, gathers ? scratch : x, outputGradient, sums, rows(images));
    }),
    finishKernelGradient: composed(module, name('Finish'), 3, (f, [sums, kernelGradient]) => f.copy(kernelGradient, sums, i32.constant(inputs * outputs * FLOAT_BYTES))),
    bothGradients: null,
  };
}

export const rowsConvolution: ConvolutionAlgorithm = { name: 'rows', suits: ({ kernelSize, groups }) => kernelSize === 1 && groups === 1, plan };
