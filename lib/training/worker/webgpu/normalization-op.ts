/** Batch normalization by the statistics of the batch, with its gradients. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { normalize, normalizeGradients } from './batch-normalization';

/** x normalised by `statistics` [2, channels], which are taken from x itself: the gradient goes through them too. */
export function normalization(backend: WebGPUBackend, x: tf.Tensor, statistics: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor {
  const op = tf.customGrad((...given) => {
    const [input, scale, shift, save] = given;
    if (!(input instanceof tf.Tensor) || !(scale instanceof tf.Tensor) || !(shift instanceof tf.Tensor) || typeof save !== 'function') throw new Error('A normalization takes three tensors.');
    // Statistics are saved too: the scope that they were made in is gone when the gradient is asked for.
    save([input, scale, statistics]);
    return {
      value: normalize(backend, input, statistics, scale, shift, epsilon),
      gradFunc: (dy: tf.Tensor, [savedInput, savedScale, savedStatistics]: tf.Tensor[]) => {
        const { input: gradient, parameters } = normalizeGradients(backend, dy, savedInput, savedStatistics, savedScale, epsilon);
        const [scaleGradient, shiftGradient] = tf.unstack(parameters);
        return [gradient, scaleGradient, shiftGradient];
      },
    };
  });
  return op(x, gamma, beta);
}
