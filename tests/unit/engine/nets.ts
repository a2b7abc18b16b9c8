/** Whole nets that tests and the benchmark share: the lesson's small residual net and ResNets for 32 × 32 images. */
import type { Program } from '@/lib/graph/program';
import { classify, net, type Net } from './programs';

export function convolution(builder: Net, input: string, filters: number, kernelSize: number, strides: number): string {
  return builder.add({ className: 'Conv2D', config: { filters, kernelSize, strides, padding: 'same', useBias: false } }, input);
}

export function normalization(builder: Net, input: string): string {
  return builder.add({ className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-5 } }, input);
}

export function reLU(builder: Net, input: string): string {
  return builder.add({ className: 'ReLU', config: {} }, input);
}

type ShortcutType = 'zeroPadding' | 'projection';

/** Two 3 × 3 convolutions with normalisation, and a shortcut that fits. */
export function basicBlock(builder: Net, input: string, filters: number, strides: number, shortcut: ShortcutType): string {
  let branch = reLU(builder, normalization(builder, convolution(builder, input, filters, 3, strides)));
  branch = normalization(builder, convolution(builder, branch, filters, 3, 1));
  let straight = input;
  if (strides !== 1 || builder.shape(input)[2] !== filters) {
    straight =
      shortcut === 'projection'
        ? normalization(builder, convolution(builder, input, filters, 1, strides))
        : builder.add({ className: 'ZeroPaddingShortcut', config: { filters, strides } }, input);
  }
  return reLU(builder, builder.add({ className: 'Add', config: {} }, branch, straight));
}

/** The first lesson's net: a stem, one residual block of 16 filters, pooling, ten logits. */
export function lessonNet(side = 28, filters = 16): Program {
  const builder = net();
  const stem = reLU(builder, normalization(builder, convolution(builder, builder.input([side, side, 1]), filters, 3, 1)));
  const block = basicBlock(builder, stem, filters, 1, 'zeroPadding');
  const pooled = builder.add({ className: 'MaxPooling2D', config: { poolSize: 4, strides: 4, padding: 'valid' } }, block);
  const flat = builder.add({ className: 'Flatten', config: {} }, pooled);
  return builder.finish(builder.add({ className: 'Dense', config: { units: 10, useBias: true } }, flat));
}

/** ResNet-(6n + 2) for CIFAR images with zero-padding shortcuts (He et al. 2016, section 4.2). */
export function cifarResNet(n: number, shortcut: ShortcutType = 'zeroPadding'): Program {
  const builder = net();
  let path = reLU(builder, normalization(builder, convolution(builder, builder.input([32, 32, 3]), 16, 3, 1)));
  for (const filters of [16, 32, 64]) {
    for (let block = 0; block < n; block++) path = basicBlock(builder, path, filters, filters > 16 && block === 0 ? 2 : 1, shortcut);
  }
  const pooled = builder.add({ className: 'GlobalAveragePooling2D', config: {} }, path);
  return builder.finish(builder.add({ className: 'Dense', config: { units: 10, useBias: true } }, pooled));
}

/** Every operation of the engine in one net, with values that fan out to several calls. */
export function everything(): Program {
  const builder = net();
  const image = builder.input([9, 8, 2]);
  const stem = builder.add({ className: 'Conv2D', config: { filters: 5, kernelSize: 3, strides: 2, padding: 'same', useBias: true } }, builder.add({ className: 'ZeroPadding2D', config: { top: 1, bottom: 0, left: 0, right: 1 } }, image));
  const normal = normalization(builder, stem);
  const gelu = builder.add({ className: 'Activation', config: { activation: 'gelu', alpha: 0 } }, normal);
  const deep = builder.add({ className: 'DepthwiseConv2D', config: { kernelSize: 3, strides: 1, padding: 'same', depthMultiplier: 1, useBias: true } }, gelu);
  const gate = builder.add({ className: 'Activation', config: { activation: 'sigmoid', alpha: 0 } }, convolution(builder, gelu, 5, 1, 1));
  const gated = builder.add({ className: 'Multiply', config: {} }, deep, gate);
  const scaled = builder.add({ className: 'Scale', config: { factor: 0.5, trainable: true } }, gated);
  const sum = builder.add({ className: 'Add', config: {} }, scaled, gelu, normal);
  const dropped = builder.add({ className: 'Dropout', config: { rate: 0.3 } }, sum);
  const largest = builder.add({ className: 'MaxPooling2D', config: { poolSize: 2, strides: 2, padding: 'same' } }, dropped);
  const means = builder.add({ className: 'AveragePooling2D', config: { poolSize: 3, strides: 2, padding: 'same' } }, sum);
  const joined = builder.add({ className: 'Concatenate', config: {} }, largest, means);
  const shortcut = builder.add({ className: 'ZeroPaddingShortcut', config: { filters: 13, strides: 2 } }, joined);
  const pooled = builder.add({ className: 'GlobalAveragePooling2D', config: {} }, reLU(builder, shortcut));
  const flat = builder.add({ className: 'Flatten', config: {} }, joined);
  const dense = builder.add({ className: 'Dense', config: { units: 6, useBias: false } }, flat);
  const elu = builder.add({ className: 'Activation', config: { activation: 'elu', alpha: 1 } }, dense);
  const soft = builder.add({ className: 'Activation', config: { activation: 'softmax', alpha: 0 } }, elu);
  return classify(builder, builder.add({ className: 'Concatenate', config: {} }, pooled, soft, elu), 4);
}
