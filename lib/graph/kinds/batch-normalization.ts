/** Batch normalization over all axes but the channels, with moving averages for evaluation. */
import { numberField } from '../fields';
import { defineKind } from '../kind';
import { formatCount, productOf } from '../numbers';
import type { Shape } from '../shape';
import { torchNumber } from '../torch';

function channelsOf(input: Shape): number {
  return input[input.length - 1];
}

export const batchNormalization = defineKind({
  kind: 'batchNormalization',
  stem: 'bn',
  category: 'normalization',
  palette: [
    {
      id: 'batchNormalization',
      text: {
        en: { name: 'BatchNorm', aliases: ['bn', 'batch normalization', 'batch normalisation', 'norm'] },
        zh: { name: '批归一化', aliases: ['批标准化', '归一化', 'BN', 'piguiyihua', 'pgyh', 'guiyihua'] },
      },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    momentum: numberField({
      default: 0.9,
      minimum: 0,
      maximum: 0.9999,
      text: {
        en: { label: 'Momentum', help: 'Share of the old moving average that is kept at each step; raise it for smoother statistics that follow more slowly.' },
        zh: { label: '动量', help: '每一步保留多少旧的滑动平均；越大，统计量越平稳，跟得也越慢。' },
      },
    }),
    epsilon: numberField({
      default: 1e-5,
      minimum: 1e-8,
      maximum: 0.1,
      advanced: true,
      text: {
        en: { label: 'Epsilon', help: 'Added to the variance so that nothing is divided by zero; raise it only where a channel hardly varies.' },
        zh: { label: 'Epsilon', help: '加在方差上，避免除以零；只有通道几乎不变时才需要调大。' },
      },
    }),
  },
  text: {
    en: {
      name: 'BatchNorm',
      summary: 'Brings each channel to mean 0 and variance 1, then scales and shifts it by learned numbers.',
      title: () => 'BN',
      detail: () => '',
      explain: (_config, [input]) =>
        `For ${input && channelsOf(input) === 1 ? 'the one channel' : `each of the ${input ? `${channelsOf(input)} ` : ''}channels`}, subtracts the mean of the batch and divides by its standard deviation; gamma and beta, learned, then scale and shift. In evaluation the moving averages stand in for the batch. It lets deep nets start to converge; degradation with depth remains.`,
    },
    zh: {
      name: '批归一化',
      summary: '把每个通道变为均值 0、方差 1，再用学到的数缩放和平移。',
      title: () => 'BN',
      detail: () => '',
      explain: (_config, [input]) =>
        `对${input && channelsOf(input) === 1 ? '唯一的' : input ? ` ${channelsOf(input)} 个` : '每个'}通道，减去这一批的均值，除以标准差，再用学到的 gamma 和 beta 缩放、平移。评估时用滑动平均代替批统计。它让很深的网络能开始收敛，但随深度退化的问题仍在。`,
    },
  },
  tex: String.raw`y = \gamma\,\frac{x - \mu_B}{\sqrt{\sigma_B^2 + \varepsilon}} + \beta`,
  look: 'slim',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: ([input]) => ({ trainable: 2 * channelsOf(input), nonTrainable: 2 * channelsOf(input) }),
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: input.map(formatCount).join(' × '), parameters: productOf([2, channelsOf(input)]), multiplyAdds: null }),
  lower([input], config) {
    const shape = [channelsOf(input)];
    return [
      {
        suffix: '',
        operation: { className: 'BatchNormalization', config: { momentum: config.momentum, epsilon: config.epsilon } },
        inputs: [0],
        outputShape: input,
        weights: [
          { name: 'gamma', shape, trainable: true, initializer: 'ones' },
          { name: 'beta', shape, trainable: true, initializer: 'zeros' },
          { name: 'movingMean', shape, trainable: false, initializer: 'zeros' },
          { name: 'movingVariance', shape, trainable: false, initializer: 'ones' },
        ],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'BatchNormalization') return null;
    const { momentum, epsilon } = operation.config;
    return {
      module: `nn.BatchNorm${input.length === 3 ? '2d' : '1d'}(${channelsOf(input)}, eps=${torchNumber(epsilon)}, momentum=${torchNumber(1 - momentum)})`,
      forward: (module, [x]) => `${module}(${x})`,
    };
  },
  examples: [
    { inputs: [[32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: { trainable: 32, nonTrainable: 32 }, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { momentum: 0.99, epsilon: 1e-3 }, outputShape: [7, 5, 3], parameters: { trainable: 6, nonTrainable: 6 }, multiplyAdds: 0 },
    { inputs: [[10]], config: {}, outputShape: [10], parameters: { trainable: 20, nonTrainable: 20 }, multiplyAdds: 0 },
  ],
});
