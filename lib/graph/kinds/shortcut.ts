/** The shortcut of a residual block in all its forms: identity, projection, zero-padding, or chosen by policy A, B, C. */
import { booleanField, choiceField, integerField } from '../fields';
import { defineKind, NO_PARAMETERS, type LoweredCall } from '../kind';
import { formatCount, productOf, strideMark } from '../numbers';
import type { Shape } from '../shape';
import { shortcutForm, type ShortcutPolicy, type ShortcutType } from '../shortcut-form';
import { torchExpression } from '../torch';
import { needsImage, windowDerivation, windowShape, type Window } from '../window';

type Config = { readonly type: ShortcutType; readonly filters: number; readonly strides: number; readonly batchNormalization: boolean; readonly policy: ShortcutPolicy };

function channelsOf(input: Shape): number {
  return input[input.length - 1];
}

function windowOf(config: Config): Window {
  return { size: 1, strides: config.strides, padding: 'same' };
}

function outputOf(input: Shape, config: Config): Shape {
  return shortcutForm(channelsOf(input), config) === 'identity' ? input : windowShape(input, windowOf(config), config.filters);
}

function projectionCalls(input: Shape, config: Config): readonly LoweredCall[] {
  const { filters, strides } = config;
  const outputShape = outputOf(input, config);
  const convolution: LoweredCall = {
    suffix: config.batchNormalization ? '.conv' : '',
    operation: { className: 'Conv2D', config: { filters, kernelSize: 1, strides, padding: 'same', useBias: false } },
    inputs: [0],
    outputShape,
    weights: [{ name: 'kernel', shape: [1, 1, input[2], filters], trainable: true, initializer: 'default' }],
  };
  if (!config.batchNormalization) return [convolution];
  return [
    convolution,
    {
      suffix: '',
      operation: { className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-5 } },
      inputs: ['.conv'],
      outputShape,
      weights: [
        { name: 'gamma', shape: [filters], trainable: true, initializer: 'ones' },
        { name: 'beta', shape: [filters], trainable: true, initializer: 'zeros' },
        { name: 'movingMean', shape: [filters], trainable: false, initializer: 'zeros' },
        { name: 'movingVariance', shape: [filters], trainable: false, initializer: 'ones' },
      ],
    },
  ];
}

const noIdentity = ['projection', 'zeroPadding', 'auto'];

export const shortcut = defineKind({
  kind: 'shortcut',
  stem: 'shortcut',
  category: 'merge',
  palette: [
    {
      id: 'identity',
      config: { type: 'identity' },
      text: {
        en: { name: 'Identity', aliases: ['shortcut', 'skip', 'skip connection', 'residual'] },
        zh: { name: '恒等捷径', aliases: ['捷径', '跳跃连接', '残差连接', '恒等', 'hengdeng', 'hdjj', 'jiejing'] },
      },
      common: true,
    },
    {
      id: 'projection',
      config: { type: 'projection' },
      text: {
        en: { name: 'Projection', aliases: ['shortcut', '1x1', 'option b', 'skip', 'downsample'] },
        zh: { name: '投影捷径', aliases: ['捷径', '投影', '1x1 卷积', 'touying', 'tyjj'] },
      },
      common: true,
    },
    {
      id: 'zero-padding',
      config: { type: 'zeroPadding' },
      text: {
        en: { name: 'Zero padding', aliases: ['shortcut', 'option a', 'skip', 'pad channels'] },
        zh: { name: '补零捷径', aliases: ['捷径', '补零', '零填充', 'buling', 'bljj'] },
      },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    type: choiceField({
      default: 'identity',
      choices: ['identity', 'projection', 'zeroPadding', 'auto'],
      choiceText: {
        en: { zeroPadding: 'zero-padding', auto: 'by policy' },
        zh: { identity: '恒等', projection: '投影', zeroPadding: '补零', auto: '按策略' },
      },
      text: {
        en: { label: 'Type', help: 'Identity passes the input on as it is; projection and zero-padding fit it to another shape, the first with learned weights and the second without.' },
        zh: { label: '类型', help: '恒等把输入原样传下去；投影和补零让它变成另一种形状，前者要学权重，后者不用。' },
      },
    }),
    filters: integerField({
      default: 16,
      minimum: 1,
      maximum: 8192,
      when: { field: 'type', is: noIdentity },
      text: {
        en: { label: 'Filters', help: 'Channels at the output; they must be those of the branch that it is added to.' },
        zh: { label: '滤波器', help: '输出的通道数；必须与要相加的分支相同。' },
      },
    }),
    strides: integerField({
      default: 1,
      minimum: 1,
      maximum: 16,
      when: { field: 'type', is: noIdentity },
      text: {
        en: { label: 'Strides', help: 'Takes every n-th pixel; they must be the product of the strides of the branch.' },
        zh: { label: '步幅', help: '每隔几个像素取一个；必须等于分支上各步幅的乘积。' },
      },
    }),
    batchNormalization: booleanField({
      default: true,
      advanced: true,
      when: { field: 'type', is: ['projection', 'auto'] },
      text: {
        en: { label: 'Batch norm', help: 'Normalizes the projection, so that both sides of the addition have a like size; it costs two parameters a channel.' },
        zh: { label: '批归一化', help: '对投影做归一化，让相加的两边大小相近；每个通道多两个参数。' },
      },
    }),
    policy: choiceField({
      default: 'B',
      choices: ['A', 'B', 'C', 'none'],
      choiceText: {
        en: { A: 'A: zero-padding', B: 'B: projection where shapes change', C: 'C: projection everywhere', none: 'none: plain net' },
        zh: { A: 'A：补零', B: 'B：形状改变处投影', C: 'C：处处投影', none: '无：普通网络' },
      },
      advanced: true,
      when: { field: 'type', is: ['auto'] },
      text: {
        en: { label: 'Policy', help: 'The paper’s options for a whole net: A pads with zeros, B projects where the shape changes, C projects everywhere; none removes the shortcut.' },
        zh: { label: '策略', help: '论文中整个网络的选择：A 补零，B 在形状改变处投影，C 处处投影；“无”则去掉捷径。' },
      },
    }),
  },
  text: {
    en: {
      name: 'Shortcut',
      summary: 'Carries the block’s input past the branch to the addition.',
      title: (config) => titleOf(config, { identity: 'Identity', projection: 'Projection 1×1', zeroPadding: 'Zero padding', auto: 'Shortcut' }),
      detail: (config) => {
        if (config.type === 'identity') return '';
        if (config.type === 'auto') return config.policy === 'none' ? 'none' : `option ${config.policy}, ${formatCount(config.filters)} filters`;
        return config.type === 'projection' ? `${formatCount(config.filters)} filters${config.batchNormalization ? ', BN' : ''}` : `to ${formatCount(config.filters)} channels`;
      },
      explain: (config, [input]) => {
        switch (shortcutForm(input ? channelsOf(input) : null, config)) {
          case 'identity':
            return 'Passes its input on unchanged. It has no parameters and no multiplications, and the gradient comes back through it unchanged.';
          case 'projection':
            return `Fits the input to the branch by ${formatCount(config.filters)} learned 1×1 filters${config.strides === 1 ? '' : ` with strides ${config.strides}`}${config.batchNormalization ? ' and a batch normalization' : ''}: option B of the paper where the shape changes, option C everywhere. Learned weights stand in the way of the signal.`;
          case 'zeroPadding':
            return `Option A of the paper: ${config.strides === 1 ? 'keeps all pixels' : `takes every ${config.strides === 2 ? 'second' : `${config.strides}th`} pixel`} and fills the channels up to ${formatCount(config.filters)} with zeros. No parameters; pixels that were left out get no gradient by this way.`;
          case 'severed':
            return 'Carries nothing: with policy none the net is its plain counterpart, and the addition has one input left.';
        }
      },
    },
    zh: {
      name: '捷径',
      summary: '把块的输入绕过分支送到相加处。',
      title: (config) => titleOf(config, { identity: '恒等', projection: '投影 1×1', zeroPadding: '补零', auto: '捷径' }),
      detail: (config) => {
        if (config.type === 'identity') return '';
        if (config.type === 'auto') return config.policy === 'none' ? '无' : `选项 ${config.policy}，${formatCount(config.filters)} 个滤波器`;
        return config.type === 'projection' ? `${formatCount(config.filters)} 个滤波器${config.batchNormalization ? '，BN' : ''}` : `补到 ${formatCount(config.filters)} 个通道`;
      },
      explain: (config, [input]) => {
        switch (shortcutForm(input ? channelsOf(input) : null, config)) {
          case 'identity':
            return '把输入原样传下去。没有参数，也没有乘法，梯度也原样返回。';
          case 'projection':
            return `用 ${formatCount(config.filters)} 个学到的 1×1 滤波器${config.strides === 1 ? '' : `（步幅 ${config.strides}）`}${config.batchNormalization ? '和批归一化' : ''}让输入与分支形状一致：只在形状改变处用是论文的选项 B，处处用是选项 C。信号要经过学到的权重。`;
          case 'zeroPadding':
            return `论文的选项 A：${config.strides === 1 ? '保留全部像素' : `每 ${config.strides} 个像素取一个`}，通道用零补到 ${formatCount(config.filters)} 个。没有参数；没被取到的像素从这里得不到梯度。`;
          case 'severed':
            return '什么也不传：策略为“无”时，网络就是对应的普通网络，相加处只剩一个输入。';
        }
      },
    },
  },
  tex: String.raw`y = F(x) + W_s\,x`,
  look: 'card',
  suggest: ([input]) => (input.length === 3 ? { filters: input[2] } : {}),
  reach: (config) => ({ size: 1, strides: config.type === 'identity' ? 1 : config.strides }),
  severed: (config) => shortcutForm(null, config) === 'severed',
  outputShape([input], config) {
    const form = shortcutForm(channelsOf(input), config);
    if (form === 'identity') return { ok: true, shape: input };
    if (input.length !== 3) return { ok: false, problem: needsImage(input) };
    if (form === 'zeroPadding' && config.filters < input[2]) {
      return { ok: false, problem: { code: 'paddingShrinks', values: { filters: config.filters, channels: input[2] }, field: 'filters' } };
    }
    return { ok: true, shape: outputOf(input, config) };
  },
  parameters([input], config) {
    if (shortcutForm(channelsOf(input), config) !== 'projection') return NO_PARAMETERS;
    const normalization = config.batchNormalization ? 2 * config.filters : 0;
    return { trainable: input[2] * config.filters + normalization, nonTrainable: normalization };
  },
  multiplyAdds([input], config) {
    if (shortcutForm(channelsOf(input), config) !== 'projection') return 0;
    const [height, width, filters] = outputOf(input, config);
    return height * width * input[2] * filters;
  },
  derivation([input], config) {
    const form = shortcutForm(channelsOf(input), config);
    if (form === 'identity' || form === 'severed') return { output: input.map(formatCount).join(' × '), parameters: null, multiplyAdds: null };
    const output = windowDerivation(input, windowOf(config), config.filters);
    if (form === 'zeroPadding') return { output, parameters: null, multiplyAdds: null };
    const { filters } = config;
    const kernel = input[2] * filters;
    const [height, width] = outputOf(input, config);
    return {
      output,
      parameters: config.batchNormalization
        ? `1·1·${formatCount(input[2])}·${formatCount(filters)} + 2·${formatCount(filters)} = ${formatCount(kernel + 2 * filters)}`
        : productOf([1, 1, input[2], filters]),
      multiplyAdds: productOf([height, width, kernel]),
    };
  },
  lower([input], config) {
    const { filters, strides } = config;
    switch (shortcutForm(channelsOf(input), config)) {
      case 'identity':
      case 'severed':
        return [];
      case 'projection':
        return projectionCalls(input, config);
      case 'zeroPadding':
        return [
          { suffix: '', operation: { className: 'ZeroPaddingShortcut', config: { filters, strides } }, inputs: [0], outputShape: outputOf(input, config), weights: [] },
        ];
    }
  },
  torch(operation, [input]) {
    if (operation.className !== 'ZeroPaddingShortcut') return null;
    const { filters, strides } = operation.config;
    const sliced = (x: string) => (strides === 1 ? x : `${x}[:, :, ::${strides}, ::${strides}]`);
    return torchExpression(([x]) => (filters === input[2] ? sliced(x) : `F.pad(${sliced(x)}, (0, 0, 0, 0, 0, ${filters - input[2]}))`));
  },
  examples: [
    { inputs: [[32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[32, 32, 16]], config: { type: 'projection', filters: 32, strides: 2 }, outputShape: [16, 16, 32], parameters: { trainable: 576, nonTrainable: 64 }, multiplyAdds: 131_072 },
    { inputs: [[15, 9, 3]], config: { type: 'projection', filters: 5, strides: 2, batchNormalization: false }, outputShape: [8, 5, 5], parameters: { trainable: 15, nonTrainable: 0 }, multiplyAdds: 600 },
    { inputs: [[15, 9, 3]], config: { type: 'zeroPadding', filters: 7, strides: 2 }, outputShape: [8, 5, 7], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[8, 8, 4]], config: { type: 'auto', filters: 4, strides: 1, policy: 'C' }, outputShape: [8, 8, 4], parameters: { trainable: 24, nonTrainable: 8 }, multiplyAdds: 1024 },
    { inputs: [[8, 8, 4]], config: { type: 'auto', filters: 6, strides: 2, policy: 'A' }, outputShape: [4, 4, 6], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});

function titleOf(config: Config, names: Readonly<Record<ShortcutType, string>>): string {
  return names[config.type] + (config.type === 'identity' ? '' : strideMark(config.strides));
}
