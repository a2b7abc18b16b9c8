/** A program as a TensorFlow.js layers model, layer for layer under the same names; weights are set by the caller. */
import * as tf from '@tensorflow/tfjs';
import type { LayerCall, OperationOf, Program } from '@/lib/graph/program';
import { assertNever } from '@/lib/util/assert-never';
import { canNormalize } from '../webgpu/batch-normalization';
import { ShaderBatchNormalization, ShaderConv2D, type ShaderContext } from '../webgpu/layers';
import { AveragePoolingSame, ExactGelu, GroupedConv2D, MaskedDropout, Scale, ScaledElu, ZeroPaddingShortcut } from './layers';
import { learningPaths } from './learning-paths';

/** Gives the mask of a dropout layer for the step under way. */
export type MaskSource = (path: string, rate: number, shape: number[]) => tf.Tensor;

export type CompiledModel = {
  readonly model: tf.LayersModel;
  /** Weights by `path/name`, trainable or not. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** Outputs of the calls by path, to make further models of. */
  readonly outputs: ReadonlyMap<string, tf.SymbolicTensor>;
};

type Layer = tf.layers.Layer;

function activationLayer(name: string, { activation, alpha }: OperationOf<'Activation'>['config']): Layer {
  switch (activation) {
    case 'leakyReLU':
      return tf.layers.leakyReLU({ name, alpha });
    case 'elu':
      return new ScaledElu({ name, alpha });
    case 'gelu':
      return new ExactGelu({ name });
    case 'softmax':
      return tf.layers.softmax({ name, axis: -1 });
    case 'sigmoid':
    case 'tanh':
      return tf.layers.activation({ name, activation });
    default:
      return assertNever(activation);
  }
}

/** Layers whose training runs on our own shaders, on WebGPU; null for all others. */
function shaderLayerOf(call: LayerCall, shaders: ShaderContext, needsInputGradient: boolean): Layer | null {
  const name = call.path;
  if (call.className === 'Conv2D' && call.config.groups === undefined) return new ShaderConv2D(shaders, { ...call.config, name, needsInputGradient });
  if (call.className === 'BatchNormalization' && canNormalize(call.outputShape.at(-1) ?? 0)) return new ShaderBatchNormalization(shaders, { ...call.config, name });
  return null;
}

/** The layer of a call that is no input. Initialisers are zeros: real weights come from the streams. */
function layerOf(call: Exclude<LayerCall, { className: 'InputLayer' }>, mask: MaskSource, inputRank: number): Layer {
  const name = call.path;
  switch (call.className) {
    case 'Conv2D':
      return call.config.groups === undefined ? tf.layers.conv2d({ name, ...call.config, kernelInitializer: 'zeros' }) : new GroupedConv2D({ name, ...call.config, groups: call.config.groups });
    case 'DepthwiseConv2D':
      return tf.layers.depthwiseConv2d({ name, ...call.config, depthwiseInitializer: 'zeros' });
    case 'BatchNormalization':
      return tf.layers.batchNormalization({ name, ...call.config });
    case 'ReLU':
      return tf.layers.reLU({ name });
    case 'Activation':
      return activationLayer(name, call.config);
    case 'Add':
      return tf.layers.add({ name });
    case 'Multiply':
      return tf.layers.multiply({ name });
    case 'Scale':
      return new Scale({ name, factor: call.config.factor, learned: call.config.trainable });
    case 'Concatenate':
      return tf.layers.concatenate({ name, axis: -1 });
    case 'MaxPooling2D':
      return tf.layers.maxPooling2d({ name, ...call.config });
    case 'AveragePooling2D':
      return call.config.padding === 'same' ? new AveragePoolingSame({ name, ...call.config }) : tf.layers.averagePooling2d({ name, ...call.config });
    case 'GlobalAveragePooling2D':
      return tf.layers.globalAveragePooling2d({ name });
    case 'ZeroPadding2D': {
      const { top, bottom, left, right } = call.config;
      return tf.layers.zeroPadding2d({ name, padding: [[top, bottom], [left, right]] });
    }
    case 'Flatten':
      // A vector is flat already, which TensorFlow.js refuses to say.
      return inputRank === 1 ? tf.layers.reshape({ name, targetShape: [...call.outputShape] }) : tf.layers.flatten({ name });
    case 'Dense':
      return tf.layers.dense({ name, ...call.config, kernelInitializer: 'zeros' });
    case 'Dropout': {
      const { rate } = call.config;
      return new MaskedDropout({ name, rate, mask: (shape) => mask(name, rate, shape) });
    }
    case 'ZeroPaddingShortcut':
      return new ZeroPaddingShortcut({ name, ...call.config });
    default:
      return assertNever(call);
  }
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}

function variableOf(weight: tf.LayerVariable): tf.Variable {
  const value = weight.read();
  if (!isVariable(value)) throw new Error(`${weight.name} is no variable.`);
  return value;
}

/** Throws where the program is not valid; that is a bug of the caller. With `shaders`, WebGPU must be the back end. */
export function compileModel(program: Program, mask: MaskSource, shaders: ShaderContext | null = null): CompiledModel {
  const outputs = new Map<string, tf.SymbolicTensor>();
  const variables = new Map<string, tf.Variable>();
  const learning = learningPaths(program);
  const found = (path: string): tf.SymbolicTensor => {
    const output = outputs.get(path);
    if (output === undefined) throw new Error(`${path} does not come before its use.`);
    return output;
  };
  for (const call of program.layers) {
    if (call.className === 'InputLayer') {
      outputs.set(call.path, tf.input({ shape: [...call.outputShape], name: call.path }));
      continue;
    }
    const inputs = call.inputs.map(found);
    const layer = (shaders === null ? null : shaderLayerOf(call, shaders, call.inputs.some((path) => learning.has(path)))) ?? layerOf(call, mask, inputs[0].shape.length - 1);
    const output = layer.apply(inputs.length === 1 ? inputs[0] : inputs);
    if (!(output instanceof tf.SymbolicTensor)) throw new Error(`${call.path} has no single output.`);
    outputs.set(call.path, output);
    call.weights.forEach((weight, index) => variables.set(`${call.path}/${weight.name}`, variableOf(layer.weights[index])));
  }
  const model = tf.model({ inputs: program.inputs.map(found), outputs: program.outputs.map(found) });
  return { model, variables, outputs };
}
