/** A convolution with its gradients, each by our shader or by TensorFlow.js's, whichever is faster for these sizes on this device. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { canConvolve, canInputGradient, convolve, inputGradient } from './convolution';
import { canFilterGradient, filterGradient } from './filter-gradient';
import { geometryKey, type Geometry } from './geometry';

export const passes = ['forward', 'inputGradient', 'filterGradient'] as const;
export type Pass = (typeof passes)[number];

/** Whether the shaders here or those of TensorFlow.js compute a pass. */
export type Choice = 'ours' | 'stock';

/** By `passKey`; what is not in it is computed by ours where they can. */
export type Choices = ReadonlyMap<string, Choice>;

/** The same for all numbers of images: what is measured on a few holds for many. */
export function passKey(pass: Pass, geometry: Geometry): string {
  return `${pass}/${geometryKey({ ...geometry, images: 0 })}`;
}

export function oursCan(pass: Pass, geometry: Geometry): boolean {
  switch (pass) {
    case 'forward':
      return canConvolve(geometry);
    case 'inputGradient':
      return canInputGradient(geometry);
    case 'filterGradient':
      return canFilterGradient(geometry);
  }
}

function images(tensor: tf.Tensor): tf.Tensor4D {
  const [a, b, c, d] = tensor.shape;
  return tensor.as4D(a, b, c ?? 1, d ?? 1);
}

/** x and w of the forward pass, dy and w of the input's gradient, x and dy of the kernel's. */
export function runPass(backend: WebGPUBackend, pass: Pass, choice: Choice, geometry: Geometry, first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  const { images: count, height, width, channels, filters, kernelSize, strides, padding } = geometry;
  switch (pass) {
    case 'forward':
      return choice === 'ours' ? convolve(backend, geometry, first, second) : tf.conv2d(images(first), images(second), strides, padding);
    case 'inputGradient':
      return choice === 'ours' ? inputGradient(backend, geometry, first, second) : tf.conv2dTranspose(images(first), images(second), [count, height, width, channels], strides, padding);
    case 'filterGradient': {
      if (choice === 'ours') return filterGradient(backend, geometry, first, second);
      const attributes = { strides: [strides, strides], pad: padding, dataFormat: 'NHWC', filterShape: [kernelSize, kernelSize, channels, filters] };
      return tf.engine().runKernel('Conv2DBackpropFilter', { x: first, dy: second }, attributes);
    }
  }
}

function choiceOf(choices: Choices, pass: Pass, geometry: Geometry): Choice {
  return oursCan(pass, geometry) ? (choices.get(passKey(pass, geometry)) ?? 'ours') : 'stock';
}

/**
 * Convolution of x [images, height, width, channels] by w. Where nothing before x learns, its gradient is not computed:
 * that of the first layer is as large as the images and is used by no one.
 */
export function convolution(backend: WebGPUBackend, choices: Choices, geometry: Geometry, needsInputGradient: boolean, x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((...given) => {
    const [input, kernel, save] = given;
    if (!(input instanceof tf.Tensor) || !(kernel instanceof tf.Tensor) || typeof save !== 'function') throw new Error('A convolution takes two tensors.');
    save([input, kernel]);
    return {
      value: runPass(backend, 'forward', choiceOf(choices, 'forward', geometry), geometry, input, kernel),
      gradFunc: (dy: tf.Tensor, [savedInput, savedKernel]: tf.Tensor[]) => [
        needsInputGradient ? runPass(backend, 'inputGradient', choiceOf(choices, 'inputGradient', geometry), geometry, dy, savedKernel) : tf.zerosLike(savedInput),
        runPass(backend, 'filterGradient', choiceOf(choices, 'filterGradient', geometry), geometry, savedInput, dy),
      ],
    };
  });
  return op(x, w);
}
