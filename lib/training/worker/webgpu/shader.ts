/** A compute shader over TensorFlow.js tensors: what it reads and writes, and its WGSL; compiled once for each key. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

const WORKGROUP = 64;
/** Most workgroups that a device must allow along one axis (WebGPU's maxComputeWorkgroupsPerDimension). */
const LARGEST_DISPATCH = 65535;

/** Numbers that are read at once: 4 as `vec4<f32>`, 1 as `f32`. */
export type Width = 1 | 4;

export type Shader = {
  /** Names the code: shaders with one key share one pipeline. */
  readonly key: string;
  /** Names and widths of the inputs, in the order in which the tensors come. */
  readonly inputs: readonly (readonly [name: string, width: Width])[];
  readonly outputShape: readonly number[];
  readonly outputWidth: Width;
  /** How often `body` is run, with `index` from 0. */
  readonly threads: number;
  /** Statements of WGSL that write to `result`. */
  readonly body: () => string;
  /** Values that change from call to call without another pipeline, read as `uniforms.<name>`. */
  readonly uniforms?: readonly (readonly [name: string, value: number])[];
};

function dispatchOf(threads: number): [number, number, number] {
  const groups = Math.ceil(threads / WORKGROUP);
  if (groups <= LARGEST_DISPATCH) return [groups, 1, 1];
  const side = Math.ceil(Math.sqrt(groups));
  return [side, Math.ceil(groups / side), 1];
}

function programOf({ key, inputs, outputShape, outputWidth, threads, body, uniforms = [] }: Shader): WebGPUProgram {
  return {
    shaderKey: `skipbook_${key}`,
    variableNames: inputs.map(([name]) => name),
    variableComponents: inputs.map(([, width]) => width),
    outputShape: [...outputShape],
    outputComponent: outputWidth,
    workgroupSize: [WORKGROUP, 1, 1],
    dispatch: dispatchOf(threads),
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    // TensorFlow.js binds its uniforms always, and a pipeline must use what is bound.
    size: true,
    uniforms: uniforms.map(([name]) => `${name} : f32, `).join(''),
    getUserCode: () => `fn main(index : i32) {\n  if (index >= ${threads} || uniforms.size < 1) { return; }\n${body()}\n}`,
  };
}

/** Runs the shader; the result belongs to the scope of tidy that is open. */
export function runShader(backend: WebGPUBackend, shader: Shader, inputs: readonly tf.Tensor[]): tf.Tensor {
  const uniforms = (shader.uniforms ?? []).map(([, value]) => ({ type: 'float32', data: [value] }));
  return tf.engine().makeTensorFromTensorInfo(backend.runWebGPUProgram(programOf(shader), [...inputs], 'float32', uniforms));
}
