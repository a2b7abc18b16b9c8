/** Largest value of each window. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { strideMark } from '../numbers';
import { poolingFields } from '../shared-fields';
import { torchExpression, torchPadding } from '../torch';
import { windowDerivation, windowProblem, windowShape, type Window } from '../window';

type Config = { readonly poolSize: number; readonly strides: number; readonly padding: 'same' | 'valid' };

function windowOf(config: Config): Window {
  return { size: config.poolSize, strides: config.strides, padding: config.padding };
}

function titleOf(config: Config, word: string): string {
  return `${word} ${config.poolSize}×${config.poolSize}${config.strides === config.poolSize ? '' : strideMark(config.strides)}`;
}

export const maxPooling2d = defineKind({
  kind: 'maxPooling2d',
  stem: 'pool',
  category: 'pooling',
  palette: [
    {
      id: 'maxPooling2d',
      text: { en: { name: 'Max pooling', aliases: ['pooling', 'maxpool', 'max', 'downsample'] }, zh: { name: '最大池化', aliases: ['池化', '下采样', 'chihua', 'zdch', 'zuidachihua'] } },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: poolingFields,
  text: {
    en: {
      name: 'Max pooling',
      summary: 'Keeps the largest value of each window.',
      title: (config) => titleOf(config, 'Max pool'),
      detail: (config) => (config.strides === config.poolSize ? '' : `strides ${config.strides}`),
      explain: (config) => `Moves a window of ${config.poolSize}×${config.poolSize} over each channel in steps of ${config.strides} and keeps its largest value. The feature map gets smaller, what was found stays; the gradient goes to the pixel that won.`,
    },
    zh: {
      name: '最大池化',
      summary: '每个窗口只保留最大的值。',
      title: (config) => titleOf(config, '最大池化'),
      detail: (config) => (config.strides === config.poolSize ? '' : `步幅 ${config.strides}`),
      explain: (config) => `在每个通道上以 ${config.strides} 为步幅移动 ${config.poolSize}×${config.poolSize} 的窗口，只保留最大的值。特征图变小，找到的特征还在；梯度只传给取到最大值的像素。`,
    },
  },
  tex: String.raw`y_{ijc} = \max_{u,v}\, x_{si+u,\,sj+v,\,c}`,
  look: 'card',
  reach: windowOf,
  outputShape([input], config) {
    const problem = windowProblem(input, windowOf(config), 'poolSize');
    return problem ? { ok: false, problem } : { ok: true, shape: windowShape(input, windowOf(config), input[2]) };
  },
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input], config) => ({ output: windowDerivation(input, windowOf(config), input[2]), parameters: null, multiplyAdds: null }),
  lower([input], config) {
    const { poolSize, strides, padding } = config;
    return [
      {
        suffix: '',
        operation: { className: 'MaxPooling2D', config: { poolSize, strides, padding } },
        inputs: [0],
        outputShape: windowShape(input, windowOf(config), input[2]),
        weights: [],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'MaxPooling2D') return null;
    const { poolSize, strides } = operation.config;
    const { argument, pad } = torchPadding(input, windowOf(operation.config), "float('-inf')");
    return torchExpression(([x]) => `F.max_pool2d(${pad ? pad(x) : x}, ${poolSize}, stride=${strides}${argument})`);
  },
  examples: [
    { inputs: [[28, 28, 16]], config: { poolSize: 4, strides: 4 }, outputShape: [7, 7, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[112, 112, 64]], config: { poolSize: 3, strides: 2, padding: 'same' }, outputShape: [56, 56, 64], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[9, 7, 3]], config: {}, outputShape: [4, 3, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[9, 7, 3]], config: { poolSize: 3, strides: 2, padding: 'same' }, outputShape: [5, 4, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
