/**
 * The kernel's gradient with its sum over images and rows split: there are few weights (432 in the first layer of ResNet-20), so a thread for
 * each, as TensorFlow.js has it, leaves a GPU idle. Here a thread takes four channels by four filters of one tap over some of the rows.
 */
import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { geometryKey, type Geometry } from './geometry';
import { runShader } from './shader';
import { sumParts } from './sum-parts';

/** Threads that keep a large GPU busy. */
const THREADS = 32768;
const lanes = ['x', 'y', 'z', 'w'] as const;

/** Whether `filterGradient` can take it: four filters are written at once. */
export function canFilterGradient({ filters }: Geometry): boolean {
  return filters % 4 === 0;
}

function body({ height, width, channels, filters, kernelSize, strides, images, outputHeight, outputWidth, top, left }: Geometry, parts: number): string {
  const wide = channels % 4 === 0;
  const inputs = wide ? channels / 4 : channels;
  const outputs = filters / 4;
  const tiles = kernelSize * kernelSize * inputs * outputs;
  const rows = images * outputHeight;
  const sums = wide ? lanes : [null];
  return `
  let part = index / ${tiles}; var rest = index % ${tiles};
  let co = rest % ${outputs}; rest = rest / ${outputs};
  let ci = rest % ${inputs}; rest = rest / ${inputs};
  let kx = rest % ${kernelSize}; let ky = rest / ${kernelSize};
  ${sums.map((_, lane) => `var a${lane} = vec4<f32>(0.0);`).join(' ')}
  let first = (max(0, ${left} - kx) + ${strides - 1}) / ${strides};
  let reach = ${width - 1 + left} - kx;
  let last = select(0, min(${outputWidth}, reach / ${strides} + 1), reach >= 0);
  let end = min(${rows}, (part + 1) * ${Math.ceil(rows / parts)});
  for (var row = part * ${Math.ceil(rows / parts)}; row < end; row = row + 1) {
    let n = row / ${outputHeight};
    let iy = (row % ${outputHeight}) * ${strides} + ky - ${top};
    if (iy < 0 || iy >= ${height}) { continue; }
    var xi = ((n * ${height} + iy) * ${width} + first * ${strides} + kx - ${left}) * ${inputs} + ci;
    var yi = (row * ${outputWidth} + first) * ${outputs} + co;
    for (var ox = first; ox < last; ox = ox + 1) {
      let d = dy[yi]; let e = x[xi];
      ${sums.map((lane, index) => `a${index} = fma(vec4<f32>(e${lane === null ? '' : `.${lane}`}), d, a${index});`).join(' ')}
      xi = xi + ${strides * inputs}; yi = yi + ${outputs};
    }
  }
  let out = ((part * ${kernelSize * kernelSize} + ky * ${kernelSize} + kx) * ${channels} + ci * ${wide ? 4 : 1}) * ${outputs} + co;
  ${sums.map((_, lane) => `result[out + ${lane * outputs}] = a${lane};`).join(' ')}`;
}

/** Gradient of w [kernelSize, kernelSize, channels, filters] for the input x and the gradient dy of the output; filters a multiple of 4. */
export function filterGradient(backend: WebGPUBackend, geometry: Geometry, x: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const { images, channels, filters, kernelSize, outputHeight } = geometry;
  const wide = channels % 4 === 0;
  const tiles = kernelSize * kernelSize * (wide ? channels / 4 : channels) * (filters / 4);
  const parts = Math.min(images * outputHeight, Math.max(1, Math.ceil(THREADS / tiles)));
  const split = runShader(
    backend,
    {
      key: `filter_gradient_${geometryKey(geometry)}`,
      inputs: [['x', wide ? 4 : 1], ['dy', 4]],
      outputShape: [parts, kernelSize * kernelSize * channels * filters],
      outputWidth: 4,
      threads: tiles * parts,
      body: () => body(geometry, parts),
    },
    [x, dy],
  );
  return sumParts(backend, split, [kernelSize, kernelSize, channels, filters]);
}
