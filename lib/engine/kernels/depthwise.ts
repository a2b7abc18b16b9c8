/** Depthwise convolution of padded images, channel by channel: one image a call. */
import { f32x4, i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { imageBytes, type ImageSize } from './image-copy';
import { channelGroups, FLOAT_BYTES, kernelName } from './loops';

export type DepthwiseShape = { readonly padded: ImageSize; readonly kernelSize: number; readonly strides: number; readonly outputHeight: number; readonly outputWidth: number };

function depthwiseName(family: string, shape: DepthwiseShape): string {
  const { padded } = shape;
  return kernelName(family, padded.height, padded.width, padded.channels, shape.kernelSize, shape.strides, shape.outputHeight, shape.outputWidth);
}

/** Visits the output's pixels; `corner` is the window's first pixel in the padded image. */
function forOutputs(f: FunctionBuilder, { padded, strides, outputHeight, outputWidth }: DepthwiseShape, start: Local<'i32'>, body: (corner: Local<'i32'>) => void): void {
  const pixel = padded.channels * FLOAT_BYTES;
  const line = f.let(start);
  const corner = f.local('i32');
  f.times(outputHeight, () => {
    f.set(corner, line);
    f.times(outputWidth, () => {
      body(corner);
      f.advance(corner, strides * pixel);
    });
    f.advance(line, strides * padded.width * pixel);
  });
}

/** Visits a kernel's taps for one group of channels: a loop over its rows, its columns in line. */
function forTaps(f: FunctionBuilder, { padded, kernelSize }: DepthwiseShape, corner: Local<'i32'>, kernel: Local<'i32'>, body: (at: Local<'i32'>, weight: Local<'i32'>, offset: number) => void): void {
  const pixel = padded.channels * FLOAT_BYTES;
  const at = f.let(corner);
  const weight = f.let(kernel);
  f.times(kernelSize, () => {
    for (let column = 0; column < kernelSize; column++) body(at, weight, column * pixel);
    f.advance(at, padded.width * pixel);
    f.advance(weight, kernelSize * pixel);
  });
}

/** Kernel (padded, kernel, bias, y); `bias` is read with `useBias` only. */
export function depthwise(module: ModuleBuilder, shape: DepthwiseShape, useBias: boolean): Kernel {
  const { channels } = shape.padded;
  return module.kernel(depthwiseName(useBias ? 'depthwiseBias' : 'depthwise', shape), (f) => {
    const image = f.parameter('i32');
    const kernelStart = f.parameter('i32');
    const biasStart = f.parameter('i32');
    const y = f.parameter('i32');
    const [group, kernel, bias] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const sum = f.local('v128');
    forOutputs(f, shape, image, (corner) => {
      f.set(group, corner);
      f.set(kernel, kernelStart);
      f.set(bias, biasStart);
      channelGroups(f, channels, [group, kernel, bias, y], (lanes) => {
        f.set(sum, useBias ? f32x4.loadPartial(bias, 0, lanes) : f32x4.constant(0));
        forTaps(f, shape, group, kernel, (at, weight, offset) => f.set(sum, f.multiplyAdd(f32x4.loadPartial(at, offset, lanes), f32x4.loadPartial(weight, offset, lanes), sum)));
        f.storePartial(y, 0, lanes, sum);
      });
    });
  });
}

/** Kernel (dy, kernel, dPadded): the padded image's gradient, cleared before. */
export function depthwiseInputGradient(module: ModuleBuilder, shape: DepthwiseShape): Kernel {
  return module.kernel(depthwiseName('depthwiseInputGradient', shape), (f) => {
    const gradient = f.parameter('i32');
    const kernelStart = f.parameter('i32');
    const target = f.parameter('i32');
    const [group, kernel] = [f.local('i32'), f.local('i32')];
    const share = f.local('v128');
    f.clear(target, i32.constant(imageBytes(shape.padded)));
    forOutputs(f, shape, target, (corner) => {
      f.set(group, corner);
      f.set(kernel, kernelStart);
      channelGroups(f, shape.padded.channels, [group, kernel, gradient], (lanes) => {
        f.set(share, f32x4.loadPartial(gradient, 0, lanes));
        forTaps(f, shape, group, kernel, (at, weight, offset) =>
          f.storePartial(at, offset, lanes, f.multiplyAdd(share, f32x4.loadPartial(weight, offset, lanes), f32x4.loadPartial(at, offset, lanes))),
        );
      });
    });
  });
}

/** Kernel (padded, dy, dKernel): adds to the kernel's gradient. */
export function depthwiseKernelGradient(module: ModuleBuilder, shape: DepthwiseShape): Kernel {
  const { padded, kernelSize } = shape;
  const pixel = padded.channels * FLOAT_BYTES;
  return module.kernel(depthwiseName('depthwiseKernelGradient', shape), (f) => {
    const image = f.parameter('i32');
    const gradientStart = f.parameter('i32');
    const target = f.parameter('i32');
    const [tap, group, gradientGroup, gradient] = Array.from({ length: 4 }, () => f.local('i32'));
    const sum = f.local('v128');
    f.set(tap, image);
    f.times(kernelSize, () => {
      f.times(kernelSize, () => {
        f.set(group, tap);
        f.set(gradientGroup, gradientStart);
        channelGroups(f, padded.channels, [group, gradientGroup, target], (lanes) => {
          f.set(sum, f32x4.constant(0));
          f.set(gradient, gradientGroup);
          forOutputs(f, shape, group, (at) => {
            f.set(sum, f.multiplyAdd(f32x4.loadPartial(at, 0, lanes), f32x4.loadPartial(gradient, 0, lanes), sum));
            f.advance(gradient, pixel);
          });
          f.storePartial(target, 0, lanes, f32x4.add(f32x4.loadPartial(target, 0, lanes), sum));
        });
        f.advance(tap, pixel);
      });
      f.advance(tap, (padded.width - kernelSize) * pixel);
    });
  });
}
