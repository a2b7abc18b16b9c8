/** Small programs, put together call by call, with shapes and weights worked out from the Keras documentation. */
import type { LayerCall, Operation, Program, WeightSpec } from '@/lib/graph/program';

type Shape = readonly number[];

function window(size: number, { kernelSize, strides, padding }: { readonly kernelSize: number; readonly strides: number; readonly padding: 'same' | 'valid' }): number {
  return padding === 'same' ? Math.ceil(size / strides) : Math.floor((size - kernelSize) / strides) + 1;
}

function weight(name: string, shape: Shape, initializer: WeightSpec['initializer'], trainable = true): WeightSpec {
  return { name, shape, trainable, initializer };
}

function kernelAndBias(name: string, shape: Shape, outputs: number, useBias: boolean): readonly WeightSpec[] {
  return useBias ? [weight(name, shape, 'default'), weight('bias', [outputs], 'zeros')] : [weight(name, shape, 'default')];
}

function shapeAndWeights(operation: Operation, inputs: readonly Shape[]): { readonly outputShape: Shape; readonly weights: readonly WeightSpec[] } {
  const none: readonly WeightSpec[] = [];
  const [first] = inputs;
  switch (operation.className) {
    case 'InputLayer':
      return { outputShape: operation.config.shape, weights: none };
    case 'Conv2D': {
      const { filters, kernelSize, useBias, groups = 1 } = operation.config;
      const shape = [window(first[0], operation.config), window(first[1], operation.config), filters];
      return { outputShape: shape, weights: kernelAndBias('kernel', [kernelSize, kernelSize, first[2] / groups, filters], filters, useBias) };
    }
    case 'DepthwiseConv2D': {
      const { depthMultiplier, kernelSize, useBias } = operation.config;
      const outputs = first[2] * depthMultiplier;
      const shape = [window(first[0], operation.config), window(first[1], operation.config), outputs];
      return { outputShape: shape, weights: kernelAndBias('depthwiseKernel', [kernelSize, kernelSize, first[2], depthMultiplier], outputs, useBias) };
    }
    case 'BatchNormalization': {
      const channels = [first[first.length - 1]];
      return {
        outputShape: first,
        weights: [weight('gamma', channels, 'ones'), weight('beta', channels, 'zeros'), weight('movingMean', channels, 'zeros', false), weight('movingVariance', channels, 'ones', false)],
      };
    }
    case 'ReLU':
    case 'Activation':
    case 'Add':
    case 'Multiply':
    case 'Dropout':
      return { outputShape: first, weights: none };
    case 'Scale': {
      const { factor, trainable } = operation.config;
      return { outputShape: first, weights: trainable ? [{ ...weight('factor', [1], 'ones'), constant: factor }] : none };
    }
    case 'Concatenate':
      return { outputShape: [...first.slice(0, -1), inputs.reduce((sum, shape) => sum + shape[shape.length - 1], 0)], weights: none };
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const pool = { ...operation.config, kernelSize: operation.config.poolSize };
      return { outputShape: [window(first[0], pool), window(first[1], pool), first[2]], weights: none };
    }
    case 'GlobalAveragePooling2D':
      return { outputShape: [first[2]], weights: none };
    case 'ZeroPadding2D': {
      const { top, bottom, left, right } = operation.config;
      return { outputShape: [first[0] + top + bottom, first[1] + left + right, first[2]], weights: none };
    }
    case 'Flatten':
      return { outputShape: [first.reduce((a, b) => a * b, 1)], weights: none };
    case 'Dense': {
      const { units, useBias } = operation.config;
      return { outputShape: [units], weights: kernelAndBias('kernel', [first[0], units], units, useBias) };
    }
    case 'ZeroPaddingShortcut': {
      const { filters, strides } = operation.config;
      return { outputShape: [Math.ceil(first[0] / strides), Math.ceil(first[1] / strides), filters], weights: none };
    }
  }
}

/** `build('x', operation, 'source')` adds a call and gives its path; without a source it follows the last one. */
export class ProgramBuilder {
  private readonly layers: LayerCall[] = [];

  constructor(shape: Shape) {
    this.add('in', { className: 'InputLayer', config: { shape } }, []);
  }

  add(path: string, operation: Operation, inputs: readonly string[] = [this.layers[this.layers.length - 1].path]): string {
    const shapes = inputs.map((input) => this.layers.find((call) => call.path === input)?.outputShape ?? []);
    this.layers.push({ ...operation, path, inputs, ...shapeAndWeights(operation, shapes) });
    return path;
  }

  conv(path: string, filters: number, options: { kernelSize?: number; strides?: number; padding?: 'same' | 'valid'; useBias?: boolean; groups?: number } = {}, ...inputs: readonly string[]): string {
    const config = { filters, kernelSize: 3, strides: 1, padding: 'same' as const, useBias: false, ...options };
    return this.add(path, { className: 'Conv2D', config }, inputs.length === 0 ? undefined : inputs);
  }

  norm(path: string, ...inputs: readonly string[]): string {
    return this.add(path, { className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-5 } }, inputs.length === 0 ? undefined : inputs);
  }

  relu(path: string): string {
    return this.add(path, { className: 'ReLU', config: {} });
  }

  head(classes: number): Program {
    this.add('pool', { className: 'GlobalAveragePooling2D', config: {} });
    return this.dense(classes);
  }

  dense(classes: number): Program {
    this.add('logits', { className: 'Dense', config: { units: classes, useBias: true } });
    return this.program();
  }

  program(): Program {
    return { programVersion: 1, layers: this.layers, inputs: ['in'], outputs: [this.layers[this.layers.length - 1].path] };
  }
}

/** A basic block behind what stands so far; `strides` 2 takes a projection, or zero-padding. */
export function basicBlock(b: ProgramBuilder, name: string, source: string, filters: number, shortcut: 'identity' | 'projection' | 'zeroPadding', strides = 1): string {
  b.conv(`${name}.conv1`, filters, { strides }, source);
  b.norm(`${name}.bn1`);
  b.relu(`${name}.relu1`);
  b.conv(`${name}.conv2`, filters);
  const branch = b.norm(`${name}.bn2`);
  let skip = source;
  if (shortcut === 'projection') {
    b.conv(`${name}.shortcut.conv`, filters, { kernelSize: 1, strides }, source);
    skip = b.norm(`${name}.shortcut`);
  } else if (shortcut === 'zeroPadding') {
    skip = b.add(`${name}.shortcut`, { className: 'ZeroPaddingShortcut', config: { filters, strides } }, [source]);
  }
  b.add(`${name}.add`, { className: 'Add', config: {} }, [skip, branch]);
  return b.relu(`${name}.relu2`);
}

/** Stem, one identity block, one projection block, head. */
export function tinyResNet(shape: Shape, classes: number, width = 4): Program {
  const b = new ProgramBuilder(shape);
  b.conv('stem.conv', width);
  b.norm('stem.bn');
  let last = b.relu('stem.relu');
  last = basicBlock(b, 'block1', last, width, 'identity');
  basicBlock(b, 'block2', last, 2 * width, 'projection', 2);
  return b.head(classes);
}
