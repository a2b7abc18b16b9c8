/** Adds what threads summed apart, in the order of the parts. */
import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { runShader } from './shader';

/** Sum of split [parts, size] over the parts, as a tensor of the given shape; size a multiple of 4. */
export function sumParts(backend: WebGPUBackend, split: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const [parts, size] = split.shape;
  const columns = size / 4;
  const shader = {
    key: `sum_parts_${parts}_${size}`,
    inputs: [['parts', 4]] as const,
    outputShape: shape,
    outputWidth: 4 as const,
    threads: columns,
    body: () => `
  var a = vec4<f32>(0.0);
  for (var part = 0; part < ${parts}; part = part + 1) { a = a + parts[part * ${columns} + index]; }
  result[index] = a;`,
  };
  return runShader(backend, shader, [split]);
}
