/**
 * Convolution of any kernel size, strides, padding and groups. Patches are never copied out: products read them from one padded image
 * at a time, which stays in the cache. The input's gradient gathers as well, phase by phase of the strides.
 */
import { i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { composed, layOut, offset } from './composed';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from './convolution';
import { groupBytes, padGroups } from './group-images';
import { hasMargins, imageBytes, padded, type ImageSize, type Margins } from './image-copy';
import { FLOAT_BYTES, kernelName } from './loops';
import { linesProduct, packedBytes, packMatrix, type Steps } from './matrix-product';
import { linesGradient } from './outer-product';
import { axisPhases, type AxisPhase } from './phases';

/** What the images of a call may fill of the second-level cache. */
const CHUNK_BYTES = 256 * 1024;
const MOST_IMAGES = 8;

function lineBytes({ width, channels }: ImageSize): number {
  return width * channels * FLOAT_BYTES;
}

/** Steps from window to window of one group in a padded image that holds its groups one behind the other. */
function windowSteps(strides: number, group: ImageSize): Steps {
  return { pixel: strides * group.channels * FLOAT_BYTES, line: strides * lineBytes(group), image: imageBytes(group) };
}

function nameOf(family: string, { input, output, kernelSize, strides, groups, margins, useBias }: ConvolutionShape): string {
  return kernelName(`patches${family}`, input.height, input.width, input.channels, output.height, output.width, output.channels, kernelSize, strides, groups, margins.top, margins.bottom, margins.left, margins.right, useBias ? 'bias' : 'plain');
}

/** Kernels of one group, for the forward pass and the kernel's gradient. */
function forwardKernels(module: ModuleBuilder, shape: ConvolutionShape) {
  const { input, output, kernelSize, strides, groups, margins, useBias } = shape;
  const [channels, filters] = [input.channels / groups, output.channels / groups];
  const group = padded({ ...input, channels }, margins);
  const termCount = kernelSize * kernelSize * channels;
  const terms = { segments: kernelSize, length: kernelSize * channels, segmentStep: lineBytes(group) };
  const lines = { lines: output.height, pixels: output.width, columns: filters, terms, input: windowSteps(strides, group) };
  return {
    packedGroup: packedBytes(termCount, filters),
    pad: padGroups(module, input, margins, groups),
    pack: packMatrix(module, { taps: 1, rows: termCount, tapStep: 0, rowStep: output.channels * FLOAT_BYTES, columns: filters, columnStep: FLOAT_BYTES }),
    product: linesProduct(module, { ...lines, output: windowSteps(1, output), start: useBias ? 'bias' : 'zero' }),
    gradient: linesGradient(module, { ...lines, rowColumns: output.channels }),
  };
}

type Phase = { readonly pack: Kernel; readonly product: Kernel; readonly tapOffset: number; readonly packedOffset: number; readonly window: number; readonly pixel: number };

/** The products that give the input's gradient, one a phase. */
function gradientPhases(module: ModuleBuilder, { input, output, kernelSize, strides, groups, margins }: ConvolutionShape) {
  const [channels, filters] = [input.channels / groups, output.channels / groups];
  const down = axisPhases({ side: input.height, outputSide: output.height, kernelSize, strides, margin: margins.top });
  const across = axisPhases({ side: input.width, outputSide: output.width, kernelSize, strides, margin: margins.left });
  const outer: Margins = { top: down.before, bottom: down.behind, left: across.before, right: across.behind };
  const group = padded({ ...output, channels: filters }, outer);
  const tap = channels * output.channels * FLOAT_BYTES;
  const pixel = input.channels * FLOAT_BYTES;
  let packedGroup = 0;

  const plan = (row: AxisPhase, column: AxisPhase): Phase => {
    const packedOffset = packedGroup;
    packedGroup += packedBytes(row.taps * column.taps * filters, channels);
    const last = (axis: AxisPhase): number => axis.tap + (axis.taps - 1) * strides;
    return {
      pack: packMatrix(module, { lines: row.taps, lineStep: -strides * kernelSize * tap, taps: column.taps, tapStep: -strides * tap, rows: filters, rowStep: FLOAT_BYTES, columns: channels, columnStep: output.channels * FLOAT_BYTES }),
      product: linesProduct(module, {
        lines: row.count,
        pixels: column.count,
        columns: channels,
        terms: { segments: row.taps, length: column.taps * filters, segmentStep: lineBytes(group) },
        input: windowSteps(1, group),
        output: windowSteps(strides, input),
        start: 'zero',
      }),
      tapOffset: (last(row) * kernelSize + last(column)) * tap,
      packedOffset,
      window: row.window * lineBytes(group) + column.window * filters * FLOAT_BYTES,
      pixel: row.first * lineBytes(input) + column.first * pixel,
    };
  };
  const phases = down.phases.flatMap((row) => across.phases.flatMap((column) => (row.taps > 0 && column.taps > 0 ? [plan(row, column)] : [])));
  const complete = phases.length === down.phases.length * across.phases.length;
  return { phases, complete, outer, packedGroup, pad: padGroups(module, output, outer, groups) };
}

function plan(module: ModuleBuilder, shape: ConvolutionShape): ConvolutionKernels {
  const { input, output, kernelSize, groups, margins } = shape;
  const [channels, filters] = [input.channels / groups, output.channels / groups];
  const { packedGroup, pad, pack, product, gradient } = forwardKernels(module, shape);
  const back = gradientPhases(module, shape);
  const [inputBytes, outputBytes] = [imageBytes(input), imageBytes(output)];
  const [inputGroup, outputGroup] = [groupBytes(input, margins, groups), groupBytes(output, back.outer, groups)];
  const [channelBytes, filterBytes] = [channels * FLOAT_BYTES, filters * FLOAT_BYTES];
  const scratchBytes = layOut([['image', Math.max(inputGroup, outputGroup) * groups]]).bytes;
  const kernelBytes = kernelSize * kernelSize * channels * output.channels * FLOAT_BYTES;
  const one = i32.constant(1);
  /** Pads the image into the scratch area; where nothing is to be padded or sorted it is read where it lies. */
  const prepare = (f: FunctionBuilder, kernel: Kernel, around: Margins, image: Local<'i32'>, scratch: Local<'i32'>, source: Local<'i32'>): void => {
    const asItIs = groups === 1 && !hasMargins(around);
    if (!asItIs) f.run(kernel, image, scratch);
    f.set(source, asItIs ? image : scratch);
  };

  return {
    chunkImages: Math.max(1, Math.min(MOST_IMAGES, Math.floor(CHUNK_BYTES / (inputBytes + outputBytes)))),
    scratchBytes,
    packedBytes: groups * packedGroup,
    pack: composed(module, nameOf('Pack', shape), 3, (f, [kernel, packed]) =>
      f.times(groups, () => {
        f.run(pack, kernel, packed);
        f.advance(kernel, filterBytes);
        f.advance(packed, packedGroup);
      }),
    ),
    forward: composed(module, nameOf('Forward', shape), 6, (f, [image, packedStart, biasStart, y, scratch, images]) => {
      const [packed, bias, source, target] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
      f.times(images, () => {
        prepare(f, pad, margins, image, scratch, source);
        f.set(packed, packedStart);
        f.set(bias, biasStart);
        f.set(target, y);
        f.times(groups, () => {
          f.run(product, source, packed, bias, target, one);
          f.advance(source, inputGroup);
          f.advance(packed, packedGroup);
          f.advance(bias, filterBytes);
          f.advance(target, filterBytes);
        });
        f.advance(image, inputBytes);
        f.advance(y, outputBytes);
      });
    }),
    packedForGradientBytes: groups * back.packedGroup,
    packForGradient: composed(module, nameOf('PackForGradient', shape), 3, (f, [kernel, packed]) =>
      f.times(groups, () => {
        for (const phase of back.phases) f.run(phase.pack, offset(kernel, phase.tapOffset), offset(packed, phase.packedOffset));
        f.advance(kernel, filterBytes);
        f.advance(packed, back.packedGroup);
      }),
    ),
    inputGradient: composed(module, nameOf('InputGradient', shape), 5, (f, [outputGradient, packedStart, inputGradient, scratch, images]) => {
      const [packed, source, target] = [f.local('i32'), f.local('i32'), f.local('i32')];
      if (!back.complete) f.clear(inputGradient, i32.multiply(images, i32.constant(inputBytes)));
      f.times(images, () => {
        prepare(f, back.pad, back.outer, outputGradient, scratch, source);
        f.set(packed, packedStart);
        f.set(target, inputGradient);
        f.times(groups, () => {
          for (const phase of back.phases) f.run(phase.product, offset(source, phase.window), offset(packed, phase.packedOffset), i32.constant(0), offset(target, phase.pixel), one);
          f.advance(source, outputGroup);
          f.advance(packed, back.packedGroup);
          f.advance(target, channelBytes);
        });
        f.advance(outputGradient, outputBytes);
        f.advance(inputGradient, inputBytes);
      });
    }),
    sumBytes: kernelBytes,
    kernelGradient: composed(module, nameOf('KernelGradient', shape), 5, (f, [image, outputGradient, sums, scratch, images]) => {
      const [source, gradientGroup, target] = [f.local('i32'), f.local('i32'), f.local('i32')];
      f.times(images, () => {
        prepare(f, pad, margins, image, scratch, source);
        f.set(gradientGroup, outputGradient);
        f.set(target, sums);
        f.times(groups, () => {
          f.run(gradient, source, gradientGroup, target, one);
          f.advance(source, inputGroup);
          f.advance(gradientGroup, filterBytes);
          f.advance(target, filterBytes);
        });
        f.advance(image, inputBytes);
        f.advance(outputGradient, outputBytes);
      });
    }),
    finishKernelGradient: composed(module, nameOf('Finish', shape), 3, (f, [sums, kernelGradient]) => f.copy(kernelGradient, sums, i32.constant(kernelBytes))),
    bothGradients: null,
  };
}

export const patchesConvolution: ConvolutionAlgorithm = { name: 'patches', suits: () => true, plan };
