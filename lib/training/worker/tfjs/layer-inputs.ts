/** What a layer of one input is called with, which TensorFlow.js types as one or several. */
import type * as tf from '@tensorflow/tfjs';

export function oneTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? inputs[0] : inputs;
}

export function oneShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
  const [first] = shape;
  return Array.isArray(first) ? first : shape.map((size) => (Array.isArray(size) ? null : size));
}
