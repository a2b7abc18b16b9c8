/**
 * Direct convolution, forward and for the input's gradient: a thread makes four pixels of four filters, so each weight that is read serves
 * four pixels and each pixel four filters. TensorFlow.js's own makes a matrix of patches per workgroup, which few channels do not repay.
 */
import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { geometryKey, type Geometry } from './geometry';
import { runShader, type Shader } from './shader';

const PIXELS = 4;
const pixels = Array.from({ length: PIXELS }, (_, pixel) => pixel);
const lanes = ['x', 'y', 'z', 'w'] as const;

/** Whether `convolve` can take it: four filters are written at once. */
export function canConvolve({ filters }: Geometry): boolean {
  return filters % 4 === 0;
}

function forwardBody({ height, width, channels, filters, kernelSize, strides, outputHeight, outputWidth, top, left }: Geometry): string {
  const wide = channels % 4 === 0;
  const inputs = wide ? channels / 4 : channels;
  const outputs = filters / 4;
  const tiles = Math.ceil(outputWidth / PIXELS);
  const multiply = wide
    ? [
        lanes.map((_, lane) => `let w${lane} = w[row + (ci * 4 + ${lane}) * ${outputs}];`).join(' '),
        ...pixels.map((p) => `{ let e = x[b${p} + ci] * m${p}; ${lanes.map((lane, index) => `a${p} = fma(vec4<f32>(e.${lane}), w${index}, a${p});`).join(' ')} }`),
      ]
    : [`let w0 = w[row + ci * ${outputs}];`, ...pixels.map((p) => `a${p} = fma(vec4<f32>(x[b${p} + ci] * m${p}), w0, a${p});`)];
  return `
  let co = index % ${outputs}; var rest = index / ${outputs};
  let ox = (rest % ${tiles}) * ${PIXELS}; rest = rest / ${tiles};
  let oy = rest % ${outputHeight}; let n = rest / ${outputHeight};
  ${pixels.map((p) => `var a${p} = vec4<f32>(0.0);`).join(' ')}
  for (var ky = 0; ky < ${kernelSize}; ky = ky + 1) {
    let iy = oy * ${strides} + ky - ${top};
    if (iy < 0 || iy >= ${height}) { continue; }
    for (var kx = 0; kx < ${kernelSize}; kx = kx + 1) {
      ${pixels.map((p) => `let ix${p} = (ox + ${p}) * ${strides} + kx - ${left}; let m${p} = select(0.0, 1.0, ix${p} >= 0 && ix${p} < ${width}); let b${p} = ((n * ${height} + iy) * ${width} + clamp(ix${p}, 0, ${width - 1})) * ${inputs};`).join('\n      ')}
      let row = (ky * ${kernelSize} + kx) * ${channels * outputs} + co;
      for (var ci = 0; ci < ${inputs}; ci = ci + 1) {
        ${multiply.join('\n        ')}
      }
    }
  }
  let out = ((n * ${outputHeight} + oy) * ${outputWidth} + ox) * ${outputs} + co;
  ${pixels.map((p) => (p === 0 ? 'result[out] = a0;' : `if (ox + ${p} < ${outputWidth}) { result[out + ${p * outputs}] = a${p}; }`)).join('\n  ')}`;
}

/** Convolution of x [images, height, width, channels] by w [kernelSize, kernelSize, channels, filters]; filters a multiple of 4. */
export function convolve(backend: WebGPUBackend, geometry: Geometry, x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  const { images, channels, filters, outputHeight, outputWidth, top, left } = geometry;
  const shader: Shader = {
    key: `convolution_${geometryKey(geometry)}_${top}_${left}_${outputHeight}_${outputWidth}`,
    inputs: [['x', channels % 4 === 0 ? 4 : 1], ['w', 4]],
    outputShape: [images, outputHeight, outputWidth, filters],
    outputWidth: 4,
    threads: images * outputHeight * Math.ceil(outputWidth / PIXELS) * (filters / 4),
    body: () => forwardBody(geometry),
  };
  return runShader(backend, shader, [x, w]);
}

/** Kernels turned by half a turn, with inputs and filters exchanged: [kernelSize, kernelSize, filters, channels]. */
function turn(backend: WebGPUBackend, { kernelSize, channels, filters }: Geometry, w: tf.Tensor): tf.Tensor {
  const taps = kernelSize * kernelSize;
  const shader: Shader = {
    key: `turn_${kernelSize}_${channels}_${filters}`,
    inputs: [['w', 1]],
    outputShape: [kernelSize, kernelSize, filters, channels],
    outputWidth: 1,
    threads: taps * channels * filters,
    body: () => `
  let ci = index % ${channels}; let rest = index / ${channels};
  let co = rest % ${filters}; let tap = rest / ${filters};
  result[index] = w[((${taps - 1} - tap) * ${channels} + ci) * ${filters} + co];`,
  };
  return runShader(backend, shader, [w]);
}

/** With strides, a pixel of the input meets only the taps whose distance the strides divide. */
function stridedGradientBody({ height, width, channels, filters, kernelSize, strides, outputHeight, outputWidth, top, left }: Geometry): string {
  const wide = filters % 4 === 0;
  const depth = wide ? filters / 4 : filters;
  const columns = channels / 4;
  const multiply = wide
    ? `let e = dy[at + co]; ${lanes.map((lane, index) => `a = fma(vec4<f32>(e.${lane}), w[row + (co * 4 + ${index}) * ${columns}], a);`).join(' ')}`
    : `a = fma(vec4<f32>(dy[at + co]), w[row + co * ${columns}], a);`;
  return `
  let ci = index % ${columns}; var rest = index / ${columns};
  let ix = rest % ${width}; rest = rest / ${width};
  let iy = rest % ${height}; let n = rest / ${height};
  var a = vec4<f32>(0.0);
  for (var ky = 0; ky < ${kernelSize}; ky = ky + 1) {
    let y = iy + ${top} - ky;
    if (y < 0 || y % ${strides} != 0 || y / ${strides} >= ${outputHeight}) { continue; }
    for (var kx = 0; kx < ${kernelSize}; kx = kx + 1) {
      let x = ix + ${left} - kx;
      if (x < 0 || x % ${strides} != 0 || x / ${strides} >= ${outputWidth}) { continue; }
      let at = ((n * ${outputHeight} + y / ${strides}) * ${outputWidth} + x / ${strides}) * ${depth};
      let row = (${kernelSize * kernelSize - 1} - ky * ${kernelSize} - kx) * ${filters * columns} + ci;
      for (var co = 0; co < ${depth}; co = co + 1) { ${multiply} }
    }
  }
  result[index] = a;`;
}

/** Whether `inputGradient` can take it: four channels are written at once. */
export function canInputGradient({ channels }: Geometry): boolean {
  return channels % 4 === 0;
}

/** Gradient of x for the gradient dy of the output, [images, height, width, channels]; channels a multiple of 4. */
export function inputGradient(backend: WebGPUBackend, geometry: Geometry, dy: tf.Tensor, w: tf.Tensor): tf.Tensor {
  const { images, height, width, channels, filters, kernelSize, strides, outputHeight, outputWidth, top, left } = geometry;
  const turned = turn(backend, geometry, w);
  if (strides === 1) {
    const mirrored: Geometry = { ...geometry, height: outputHeight, width: outputWidth, channels: filters, filters: channels, outputHeight: height, outputWidth: width, top: kernelSize - 1 - top, left: kernelSize - 1 - left };
    return convolve(backend, mirrored, dy, turned);
  }
  const shader: Shader = {
    key: `input_gradient_${geometryKey(geometry)}`,
    inputs: [['dy', filters % 4 === 0 ? 4 : 1], ['w', 4]],
    outputShape: [images, height, width, channels],
    outputWidth: 4,
    threads: (images * height * width * channels) / 4,
    body: () => stridedGradientBody(geometry),
  };
  return runShader(backend, shader, [dy, turned]);
}
