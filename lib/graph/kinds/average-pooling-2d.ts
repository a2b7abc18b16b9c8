/** Mean of each window. */
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

export const averagePooling2d = defineKind({
  kind: 'averagePooling2d',
  stem: 'pool',
  category: 'pooling',
  palette: [
    {
      id: 'averagePooling2d',
      text: { en: { name: 'Average pooling', aliases: ['pooling', 'avgpool', 'mean', 'downsample'] }, zh: { name: '平均池化', aliases: ['池化', '下采样', 'chihua', 'pjch', 'pingjunchihua'] } },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: poolingFields,
  text: {
    en: {
      name: 'Average pooling',
      summary: 'Takes the mean of each window.',
      title: (config) => titleOf(config, 'Avg pool'),
      detail: (config) => (config.strides === config.poolSize ? '' : `strides ${config.strides}`),
      explain: (config) => `Moves a window of ${config.poolSize}×${config.poolSize} over each channel in steps of ${config.strides} and takes its mean. At the rim, with padding “same”, the mean is over the pixels that exist.`,
    },
    zh: {
      name: '平均池化',
      summary: '取每个窗口的平均值。',
      title: (config) => titleOf(config, '平均池化'),
      detail: (config) => (config.strides === config.poolSize ? '' : `步幅 ${config.strides}`),
      explain: (config) => `在每个通道上以 ${config.strides} 为步幅移动 ${config.poolSize}×${config.poolSize} 的窗口并取平均。填充为 “same” 时，边缘处只对真实存在的像素取平均。`,
    },
  },
  tex: String.raw`y_{ijc} = \frac{1}{k^2} \sum_{u,v} x_{si+u,\,sj+v,\,c}`,
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
        operation: { className: 'AveragePooling2D', config: { poolSize, strides, padding } },
        inputs: [0],
        outputShape: windowShape(input, windowOf(config), input[2]),
        weights: [],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'AveragePooling2D') return null;
    const { poolSize, strides } = operation.config;
    const { argument, pad } = torchPadding(input, windowOf(operation.config));
    const mean = (x: string) => `F.avg_pool2d(${x}, ${poolSize}, stride=${strides}${argument}${argument === '' ? '' : ', count_include_pad=False'})`;
    // Zeros that were added count in PyTorch's mean; the share of real pixels takes them out again.
    return torchExpression(([x]) => (pad ? `${mean(pad(x))} / ${mean(pad(`torch.ones_like(${x})`))}` : mean(x)));
  },
  examples: [
    { inputs: [[28, 28, 16]], config: { poolSize: 4, strides: 4 }, outputShape: [7, 7, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[112, 112, 64]], config: { poolSize: 3, strides: 2, padding: 'same' }, outputShape: [56, 56, 64], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[9, 7, 3]], config: {}, outputShape: [4, 3, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[9, 7, 3]], config: { poolSize: 3, strides: 2, padding: 'same' }, outputShape: [5, 4, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
