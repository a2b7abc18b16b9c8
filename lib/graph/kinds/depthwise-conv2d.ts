/** Convolution of each channel by itself; with a 1×1 convolution behind it, a cheap stand-in for a full one. */
import { booleanField, integerField } from '../fields';
import { defineKind } from '../kind';
import { formatCount, productOf, strideMark } from '../numbers';
import { initializerField, paddingField } from '../shared-fields';
import { sizeOf, type Shape } from '../shape';
import { torchBoolean, torchPadding } from '../torch';
import { windowDerivation, windowProblem, windowShape, type Window } from '../window';

type Config = { readonly kernelSize: number; readonly strides: number; readonly padding: 'same' | 'valid'; readonly depthMultiplier: number; readonly useBias: boolean };

function windowOf(config: Config): Window {
  return { size: config.kernelSize, strides: config.strides, padding: config.padding };
}

function kernelShape(input: Shape, config: Config): Shape {
  return [config.kernelSize, config.kernelSize, input[2], config.depthMultiplier];
}

function outputChannels(input: Shape, config: Config): number {
  return input[2] * config.depthMultiplier;
}

export const depthwiseConv2d = defineKind({
  kind: 'depthwiseConv2d',
  stem: 'dwconv',
  category: 'convolution',
  palette: [
    {
      id: 'depthwiseConv2d',
      text: {
        en: { name: 'DepthwiseConv2D', aliases: ['depthwise', 'dwconv', 'separable', 'convolution'] },
        zh: { name: '逐通道卷积', aliases: ['深度卷积', '深度可分离', 'zhutongdao', 'ztdjj', 'juanji'] },
      },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    kernelSize: integerField({
      default: 3,
      minimum: 1,
      maximum: 63,
      text: {
        en: { label: 'Kernel', help: 'Side of the square that a filter sees at once; parameters grow with its square, but only once for each channel.' },
        zh: { label: '卷积核', help: '滤波器一次看到的正方形边长；参数按边长的平方增长，但每个通道只算一次。' },
      },
    }),
    strides: integerField({
      default: 1,
      minimum: 1,
      maximum: 16,
      text: {
        en: { label: 'Strides', help: 'Step of the filter in pixels; 2 halves height and width of the output.' },
        zh: { label: '步幅', help: '滤波器每次移动几个像素；取 2 时输出的高和宽减半。' },
      },
    }),
    padding: paddingField,
    depthMultiplier: integerField({
      default: 1,
      minimum: 1,
      maximum: 64,
      advanced: true,
      text: {
        en: { label: 'Multiplier', help: 'Filters for each input channel; 2 gives twice as many output channels as there are inputs.' },
        zh: { label: '倍数', help: '每个输入通道几个滤波器；取 2 时输出通道是输入的两倍。' },
      },
    }),
    useBias: booleanField({
      default: false,
      text: {
        en: { label: 'Bias', help: 'Adds one learned number to each output channel; a batch normalization behind it subtracts it again.' },
        zh: { label: '偏置', help: '给每个输出通道加一个可学习的数；后面的批归一化会把它减掉。' },
      },
    }),
    kernelInitializer: initializerField,
  },
  text: {
    en: {
      name: 'DepthwiseConv2D',
      summary: 'Slides a filter of its own over each channel; channels do not mix.',
      title: (config) => `DW conv ${config.kernelSize}×${config.kernelSize}${strideMark(config.strides)}`,
      detail: (config) => (config.depthMultiplier === 1 ? 'one filter a channel' : `${config.depthMultiplier} filters a channel`),
      explain: (config, [input]) =>
        `Slides ${config.depthMultiplier === 1 ? 'one filter' : `${config.depthMultiplier} filters`} of ${config.kernelSize}×${config.kernelSize} over ${input?.[2] === 1 ? 'the one channel' : `each of the ${input ? `${input[2]} ` : ''}channels by itself`}. Channels do not mix, which a 1×1 convolution behind it can do; the pair costs far less than a full convolution.`,
    },
    zh: {
      name: '逐通道卷积',
      summary: '每个通道用自己的滤波器，通道之间不混合。',
      title: (config) => `DW conv ${config.kernelSize}×${config.kernelSize}${strideMark(config.strides)}`,
      detail: (config) => `每通道 ${config.depthMultiplier} 个滤波器`,
      explain: (config, [input]) =>
        `${input?.[2] === 1 ? '对唯一的通道' : `对${input ? ` ${input[2]} 个` : '每个'}通道分别`}用 ${config.depthMultiplier} 个 ${config.kernelSize}×${config.kernelSize} 滤波器扫过。通道之间不混合，可由后面的 1×1 卷积来混合；两者合起来比完整的卷积便宜得多。`,
    },
  },
  tex: String.raw`y_{ijc} = \sum_{u,v} w_{uvc}\, x_{si+u,\,sj+v,\,c}`,
  look: 'card',
  reach: windowOf,
  outputShape([input], config) {
    const problem = windowProblem(input, windowOf(config), 'kernelSize');
    return problem ? { ok: false, problem } : { ok: true, shape: windowShape(input, windowOf(config), outputChannels(input, config)) };
  },
  parameters([input], config) {
    return { trainable: sizeOf(kernelShape(input, config)) + (config.useBias ? outputChannels(input, config) : 0), nonTrainable: 0 };
  },
  multiplyAdds([input], config) {
    const [height, width] = windowShape(input, windowOf(config), 1);
    return height * width * sizeOf(kernelShape(input, config));
  },
  derivation([input], config) {
    const weights = sizeOf(kernelShape(input, config));
    const channels = outputChannels(input, config);
    const [height, width] = windowShape(input, windowOf(config), channels);
    return {
      output: windowDerivation(input, windowOf(config), channels),
      parameters: config.useBias
        ? `${kernelShape(input, config).map(formatCount).join('·')} + ${formatCount(channels)} = ${formatCount(weights + channels)}`
        : productOf(kernelShape(input, config)),
      multiplyAdds: productOf([height, width, weights]),
    };
  },
  lower([input], config) {
    const { kernelSize, strides, padding, depthMultiplier, useBias } = config;
    const channels = outputChannels(input, config);
    return [
      {
        suffix: '',
        operation: { className: 'DepthwiseConv2D', config: { kernelSize, strides, padding, depthMultiplier, useBias } },
        inputs: [0],
        outputShape: windowShape(input, windowOf(config), channels),
        weights: [
          { name: 'depthwiseKernel', shape: kernelShape(input, config), trainable: true, initializer: config.kernelInitializer },
          ...(useBias ? [{ name: 'bias', shape: [channels], trainable: true, initializer: 'zeros' as const }] : []),
        ],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'DepthwiseConv2D') return null;
    const { kernelSize, strides, useBias, depthMultiplier } = operation.config;
    const { argument, pad } = torchPadding(input, windowOf(operation.config));
    return {
      module: `nn.Conv2d(${input[2]}, ${input[2] * depthMultiplier}, ${kernelSize}${strides === 1 ? '' : `, stride=${strides}`}${argument}, groups=${input[2]}, bias=${torchBoolean(useBias)})`,
      forward: (module, [x]) => `${module}(${pad ? pad(x) : x})`,
    };
  },
  examples: [
    { inputs: [[32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: { trainable: 144, nonTrainable: 0 }, multiplyAdds: 147_456 },
    { inputs: [[15, 9, 2]], config: { kernelSize: 5, strides: 2, useBias: true }, outputShape: [8, 5, 2], parameters: { trainable: 52, nonTrainable: 0 }, multiplyAdds: 2000 },
    { inputs: [[14, 9, 3]], config: { strides: 2, padding: 'valid', depthMultiplier: 2 }, outputShape: [6, 4, 6], parameters: { trainable: 54, nonTrainable: 0 }, multiplyAdds: 1296 },
  ],
});
