/** Builds lowered programs for the engine's tests call by call, with shapes and weights as Keras has them, and fills their weights. */
import type { LayerCall, Operation, Padding, Program, WeightSpec } from '@/lib/graph/program';
import { sizeOf, type Shape } from '@/lib/graph/shape';
import type { Batch, Weights } from '@/lib/engine/executor';
import { randomStream } from '@/lib/util/random';

function side(length: number, window: number, strides: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - window) / strides) + 1;
}

function windowed([height, width]: Shape, window: number, strides: number, padding: Padding, channels: number): Shape {
  return [side(height, window, strides, padding), side(width, window, strides, padding), channels];
}

function outputShape(operation: Operation, inputs: readonly Shape[]): Shape {
  const [input] = inputs;
  switch (operation.className) {
    case 'InputLayer':
      return operation.config.shape;
    case 'Conv2D':
      return windowed(input, operation.config.kernelSize, operation.config.strides, operation.config.padding, operation.config.filters);
    case 'DepthwiseConv2D':
      return windowed(input, operation.config.kernelSize, operation.config.strides, operation.config.padding, input[2] * operation.config.depthMultiplier);
    case 'MaxPooling2D':
    case 'AveragePooling2D':
      return windowed(input, operation.config.poolSize, operation.config.strides, operation.config.padding, input[2]);
    case 'Concatenate':
      return [...input.slice(0, -1), inputs.reduce((sum, shape) => sum + shape[shape.length - 1], 0)];
    case 'GlobalAveragePooling2D':
      return [input[2]];
    case 'ZeroPadding2D':
      return [input[0] + operation.config.top + operation.config.bottom, input[1] + operation.config.left + operation.config.right, input[2]];
    case 'Flatten':
      return [sizeOf(input)];
    case 'Dense':
      return [...input.slice(0, -1), operation.config.units];
    case 'ZeroPaddingShortcut':
      return [Math.ceil(input[0] / operation.config.strides), Math.ceil(input[1] / operation.config.strides), operation.config.filters];
    default:
      return input;
  }
}

function weightSpecs(operation: Operation, [input]: readonly Shape[]): WeightSpec[] {
  const spec = (name: string, shape: Shape, trainable = true): WeightSpec => ({ name, shape, trainable, initializer: 'default' });
  const bias = (useBias: boolean, channels: number): WeightSpec[] => (useBias ? [spec('bias', [channels])] : []);
  switch (operation.className) {
    case 'Conv2D': {
      const { kernelSize, filters, useBias, groups = 1 } = operation.config;
      return [spec('kernel', [kernelSize, kernelSize, input[2] / groups, filters]), ...bias(useBias, filters)];
    }
    case 'DepthwiseConv2D': {
      const { kernelSize, depthMultiplier, useBias } = operation.config;
      return [spec('depthwiseKernel', [kernelSize, kernelSize, input[2], depthMultiplier]), ...bias(useBias, input[2] * depthMultiplier)];
    }
    case 'BatchNormalization': {
      const shape = [input[input.length - 1]];
      return [spec('gamma', shape), spec('beta', shape), spec('movingMean', shape, false), spec('movingVariance', shape, false)];
    }
    case 'Dense':
      return [spec('kernel', [input[input.length - 1], operation.config.units]), ...bias(operation.config.useBias, operation.config.units)];
    case 'Scale':
      return operation.config.trainable ? [spec('factor', [1])] : [];
    default:
      return [];
  }
}

export type Net = { input(shape: Shape): string; add(operation: Operation, ...inputs: string[]): string; shape(path: string): Shape; finish(output: string): Program };

/** Paths are `<index>_<ClassName>`. */
export function net(): Net {
  const layers: LayerCall[] = [];
  const shapes = new Map<string, Shape>();
  function shape(path: string): Shape {
    const found = shapes.get(path);
    if (found === undefined) throw new Error(`No call ${path}`);
    return found;
  }
  function add(operation: Operation, ...inputs: string[]): string {
    const path = `${layers.length}_${operation.className}`;
    const inputShapes = inputs.map(shape);
    const output = outputShape(operation, inputShapes);
    shapes.set(path, output);
    layers.push({ ...operation, path, inputs, outputShape: output, weights: weightSpecs(operation, inputShapes) });
    return path;
  }
  return {
    add,
    shape,
    input: (inputShape) => add({ className: 'InputLayer', config: { shape: inputShape } }),
    finish: (output) => ({ programVersion: 1, layers, inputs: [layers[0].path], outputs: [output] }),
  };
}

/** He normal kernels, and everything else near its usual start but not at it, so that no gradient is trivially right. */
export function randomWeights(program: Program, seed: number): Weights {
  const weights: Record<string, Float32Array> = {};
  for (const call of program.layers) {
    for (const spec of call.weights) {
      const { normal, uniform } = randomStream(seed, `init/${call.path}/${spec.name}`);
      const fanIn = spec.name === 'depthwiseKernel' ? spec.shape[0] * spec.shape[1] : sizeOf(spec.shape.slice(0, -1));
      const values = new Float32Array(sizeOf(spec.shape));
      for (let index = 0; index < values.length; index++) {
        switch (spec.name) {
          case 'kernel':
          case 'depthwiseKernel':
            values[index] = normal() * Math.sqrt(2 / fanIn);
            break;
          case 'gamma':
          case 'movingVariance':
          case 'factor':
            values[index] = 0.5 + uniform();
            break;
          default:
            values[index] = 0.2 * normal();
        }
      }
      weights[`${call.path}/${spec.name}`] = values;
    }
  }
  return weights;
}

export function randomBatch(program: Program, size: number, seed: number): Batch {
  const { normal, integer } = randomStream(seed, 'batch');
  const input = program.layers[0].outputShape;
  const output = program.layers.find((call) => call.path === program.outputs[0]);
  const classes = sizeOf(output?.outputShape ?? [1]);
  return {
    size,
    images: Float32Array.from({ length: size * sizeOf(input) }, () => normal()),
    labels: Int32Array.from({ length: size }, () => integer(classes)),
  };
}

/** Softmax cross-entropy takes vectors: flattens what isn't one and adds a dense layer of `classes` logits. */
export function classify(builder: Net, path: string, classes = 3): Program {
  const flat = builder.shape(path).length === 1 ? path : builder.add({ className: 'Flatten', config: {} }, path);
  return builder.finish(builder.add({ className: 'Dense', config: { units: classes, useBias: true } }, flat));
}
