/** Convolution over an image: `filters` kernels of `kernelSize` × `kernelSize` over all input channels, or over those of their group. */
import { booleanField, integerField, numberField } from '../fields';
import { defineKind, type KindProblem } from '../kind';
import { formatCount, productOf, strideMark } from '../numbers';
import { initializerField, paddingField } from '../shared-fields';
import type { Shape } from '../shape';
import { sizeOf } from '../shape';
import { torchBoolean, torchPadding } from '../torch';
import { windowDerivation, windowProblem, windowShape, type Window } from '../window';

type Config = { readonly filters: number; readonly kernelSize: number; readonly strides: number; readonly padding: 'same' | 'valid'; readonly useBias: boolean; readonly initialBias: number; readonly groups: number };

function windowOf(config: Pick<Config, 'kernelSize' | 'strides' | 'padding'>): Window {
  return { size: config.kernelSize, strides: config.strides, padding: config.padding };
}

function kernelShape(input: Shape, config: Config): Shape {
  return [config.kernelSize, config.kernelSize, input[2] / config.groups, config.filters];
}

function groupsProblem(input: Shape, { filters, groups }: Config): KindProblem | null {
  if (input[2] % groups === 0 && filters % groups === 0) return null;
  return { code: 'groupsDoNotDivide', values: { groups, filters, channels: input[2] }, field: 'groups' };
}

/** What a filter looks at, in the words of the explanation. */
function seenChannels(input: Shape | null | undefined, groups: number, language: 'en' | 'zh'): string {
  const channels = input?.[2];
  if (groups > 1) {
    const share = channels === undefined ? '' : formatCount(Math.floor(channels / groups));
    if (language === 'zh') return `自己那一组的${share === '' ? '' : ` ${share} 个`}输入通道（通道和滤波器平分为 ${formatCount(groups)} 组）`;
    return `the ${share === '' ? '' : `${share} `}input ${share === '1' ? 'channel' : 'channels'} of its group (channels and filters are shared out among ${formatCount(groups)} groups)`;
  }
  if (language === 'zh') return channels === undefined ? '全部输入通道' : channels === 1 ? '唯一的输入通道' : `全部 ${channels} 个输入通道`;
  return channels === undefined ? 'all input channels' : channels === 1 ? 'the one input channel' : `all ${channels} input channels`;
}

export const conv2d = defineKind({
  kind: 'conv2d',
  stem: 'conv',
  category: 'convolution',
  palette: [
    {
      id: 'conv2d',
      text: {
        en: { name: 'Conv2D', aliases: ['conv', 'convolution', 'cnn', 'filter', 'kernel'] },
        zh: { name: '卷积', aliases: ['卷积层', '二维卷积', 'juanji', 'jj'] },
      },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    filters: integerField({
      default: 16,
      minimum: 1,
      maximum: 8192,
      text: {
        en: { label: 'Filters', help: 'How many patterns the layer looks for, one output channel each; doubling them doubles its parameters and those of the next convolution.' },
        zh: { label: '滤波器', help: '这一层寻找多少种模式，每种对应一个输出通道；翻倍会使本层和下一个卷积的参数都翻倍。' },
      },
    }),
    kernelSize: integerField({
      default: 3,
      minimum: 1,
      maximum: 63,
      text: {
        en: { label: 'Kernel', help: 'Side of the square that a filter sees at once; a larger one sees more around a pixel, and parameters grow with its square.' },
        zh: { label: '卷积核', help: '滤波器一次看到的正方形边长；越大看到的周围越多，参数按边长的平方增长。' },
      },
    }),
    strides: integerField({
      default: 1,
      minimum: 1,
      maximum: 16,
      text: {
        en: { label: 'Strides', help: 'Step of the filter in pixels; 2 halves height and width of the output and quarters the multiply-adds.' },
        zh: { label: '步幅', help: '滤波器每次移动几个像素；取 2 时输出的高和宽减半，乘加次数变为四分之一。' },
      },
    }),
    padding: paddingField,
    useBias: booleanField({
      default: false,
      text: {
        en: { label: 'Bias', help: 'Adds one learned number to each output channel; of no use before a batch normalization, which subtracts it again.' },
        zh: { label: '偏置', help: '给每个输出通道加一个可学习的数；后面紧跟批归一化时没有作用，因为会被减掉。' },
      },
    }),
    initialBias: numberField({
      default: 0,
      minimum: -100,
      maximum: 100,
      advanced: true,
      when: { field: 'useBias', is: [true] },
      text: {
        en: { label: 'Initial bias', help: 'What each bias starts from; before a sigmoid gate, far below 0 starts it closed and far above 0 open.' },
        zh: { label: '偏置初值', help: '每个偏置的起始值；后面是 sigmoid 门时，远小于 0 则门一开始关闭，远大于 0 则一开始打开。' },
      },
    }),
    groups: integerField({
      default: 1,
      minimum: 1,
      maximum: 8192,
      advanced: true,
      text: {
        en: { label: 'Groups', help: 'Into how many parts channels and filters are divided, each part a convolution by itself; parameters and multiply-adds are divided by it.' },
        zh: { label: '分组', help: '把通道和滤波器平分成几份，每份各自卷积；参数和乘加次数随之除以组数。' },
      },
    }),
    kernelInitializer: initializerField,
  },
  text: {
    en: {
      name: 'Conv2D',
      summary: 'Slides learned filters over the feature map.',
      title: (config) => `Conv ${config.kernelSize}×${config.kernelSize}${strideMark(config.strides)}`,
      detail: (config) => `${formatCount(config.filters)} ${config.filters === 1 ? 'filter' : 'filters'}${config.groups === 1 ? '' : `, ${formatCount(config.groups)} groups`}`,
      explain: (config, [input]) =>
        `Slides ${formatCount(config.filters)} ${config.filters === 1 ? 'filter' : 'filters'} of ${config.kernelSize}×${config.kernelSize} over the feature map${config.strides === 1 ? '' : `, ${config.strides} pixels at a time`}. Each filter looks at ${seenChannels(input, config.groups, 'en')} and writes one output channel.`,
    },
    zh: {
      name: '卷积',
      summary: '用学到的滤波器扫过特征图。',
      title: (config) => `Conv ${config.kernelSize}×${config.kernelSize}${strideMark(config.strides)}`,
      detail: (config) => `${formatCount(config.filters)} 个滤波器${config.groups === 1 ? '' : `，${formatCount(config.groups)} 组`}`,
      explain: (config, [input]) =>
        `用 ${formatCount(config.filters)} 个 ${config.kernelSize}×${config.kernelSize} 滤波器扫过特征图${config.strides === 1 ? '' : `，每次移动 ${config.strides} 个像素`}。每个滤波器看${seenChannels(input, config.groups, 'zh')}，写出一个输出通道。`,
    },
  },
  tex: String.raw`y_{ijk} = \sum_{u,v,c} w_{uvck}\, x_{si+u,\,sj+v,\,c}`,
  look: 'card',
  reach: windowOf,
  outputShape([input], config) {
    const problem = windowProblem(input, windowOf(config), 'kernelSize') ?? groupsProblem(input, config);
    return problem ? { ok: false, problem } : { ok: true, shape: windowShape(input, windowOf(config), config.filters) };
  },
  parameters([input], config) {
    return { trainable: sizeOf(kernelShape(input, config)) + (config.useBias ? config.filters : 0), nonTrainable: 0 };
  },
  multiplyAdds([input], config) {
    const [height, width] = windowShape(input, windowOf(config), config.filters);
    return height * width * sizeOf(kernelShape(input, config));
  },
  derivation([input], config) {
    const weights = sizeOf(kernelShape(input, config));
    const [height, width] = windowShape(input, windowOf(config), config.filters);
    return {
      output: windowDerivation(input, windowOf(config), config.filters),
      parameters: config.useBias
        ? `${kernelShape(input, config).map(formatCount).join('·')} + ${formatCount(config.filters)} = ${formatCount(weights + config.filters)}`
        : productOf(kernelShape(input, config)),
      multiplyAdds: productOf([height, width, weights]),
    };
  },
  lower([input], config) {
    const { filters, kernelSize, strides, padding, useBias, initialBias, groups } = config;
    return [
      {
        suffix: '',
        operation: { className: 'Conv2D', config: { filters, kernelSize, strides, padding, useBias, ...(groups === 1 ? {} : { groups }) } },
        inputs: [0],
        outputShape: windowShape(input, windowOf(config), filters),
        weights: [
          { name: 'kernel', shape: kernelShape(input, config), trainable: true, initializer: config.kernelInitializer },
          ...(useBias ? [{ name: 'bias', shape: [filters], trainable: true, initializer: 'zeros' as const, ...(initialBias === 0 ? {} : { constant: initialBias }) }] : []),
        ],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'Conv2D') return null;
    const { filters, kernelSize, strides, useBias, groups = 1 } = operation.config;
    const { argument, pad } = torchPadding(input, windowOf(operation.config));
    return {
      module: `nn.Conv2d(${input[2]}, ${filters}, ${kernelSize}${strides === 1 ? '' : `, stride=${strides}`}${argument}${groups === 1 ? '' : `, groups=${groups}`}, bias=${torchBoolean(useBias)})`,
      forward: (module, [x]) => `${module}(${pad ? pad(x) : x})`,
    };
  },
  examples: [
    { inputs: [[32, 32, 3]], config: { filters: 16, useBias: true }, outputShape: [32, 32, 16], parameters: { trainable: 448, nonTrainable: 0 }, multiplyAdds: 442_368 },
    { inputs: [[32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: { trainable: 2304, nonTrainable: 0 }, multiplyAdds: 2_359_296 },
    { inputs: [[15, 9, 2]], config: { filters: 5, kernelSize: 4, strides: 2 }, outputShape: [8, 5, 5], parameters: { trainable: 160, nonTrainable: 0 }, multiplyAdds: 6400 },
    { inputs: [[14, 9, 3]], config: { filters: 4, kernelSize: 3, strides: 2, padding: 'valid' }, outputShape: [6, 4, 4], parameters: { trainable: 108, nonTrainable: 0 }, multiplyAdds: 2592 },
    { inputs: [[9, 8, 12]], config: { filters: 8, groups: 4, strides: 2, useBias: true }, outputShape: [5, 4, 8], parameters: { trainable: 224, nonTrainable: 0 }, multiplyAdds: 4320 },
    { inputs: [[56, 56, 128]], config: { filters: 128, groups: 32 }, outputShape: [56, 56, 128], parameters: { trainable: 4608, nonTrainable: 0 }, multiplyAdds: 14_450_688 },
    { inputs: [[224, 224, 3]], config: { filters: 64, kernelSize: 7, strides: 2 }, outputShape: [112, 112, 64], parameters: { trainable: 9408, nonTrainable: 0 }, multiplyAdds: 118_013_952 },
  ],
});
