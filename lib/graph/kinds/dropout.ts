/** Sets a random share of the numbers to 0 in training, against over-fitting. */
import { numberField } from '../fields';
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';

export const dropout = defineKind({
  kind: 'dropout',
  stem: 'drop',
  category: 'normalization',
  palette: [
    {
      id: 'dropout',
      text: { en: { name: 'Dropout', aliases: ['drop', 'regularization', 'regularisation'] }, zh: { name: '随机失活', aliases: ['丢弃', '正则化', 'Dropout', 'suijishihuo', 'sjsh'] } },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    rate: numberField({
      default: 0.5,
      minimum: 0,
      maximum: 0.95,
      text: {
        en: { label: 'Rate', help: 'Share of the numbers that is set to 0 at each training step; raise it where training accuracy runs far ahead of validation.' },
        zh: { label: '比例', help: '训练每一步有多大比例的数变为 0；训练准确率远高于验证时可以调大。' },
      },
    }),
  },
  text: {
    en: {
      name: 'Dropout',
      summary: 'Sets a random share of the numbers to 0 in training.',
      title: (config) => `Dropout ${config.rate}`,
      detail: () => '',
      explain: (config) =>
        `In training sets each number to 0 with probability ${config.rate} and divides the others by ${Number((1 - config.rate).toFixed(4))}, so that the sum stays alike; in evaluation it passes everything. No unit can rely on another one being there. The paper’s networks go without it.`,
    },
    zh: {
      name: '随机失活',
      summary: '训练时随机把一部分数变为 0。',
      title: (config) => `Dropout ${config.rate}`,
      detail: () => '',
      explain: (config) => `训练时每个数以 ${config.rate} 的概率变为 0，其余除以 ${Number((1 - config.rate).toFixed(4))}，使总和不变；评估时全部通过。这样任何单元都不能依赖另一个一定存在。论文中的网络不用它。`,
    },
  },
  tex: String.raw`y = \frac{m \odot x}{1 - p}, \quad m \sim \mathrm{Bernoulli}(1 - p)`,
  look: 'slim',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: input.map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower: ([input], config) => [{ suffix: '', operation: { className: 'Dropout', config: { rate: config.rate } }, inputs: [0], outputShape: input, weights: [] }],
  torch: (operation) => (operation.className === 'Dropout' ? { module: `nn.Dropout(${operation.config.rate})`, forward: (module, [x]) => `${module}(${x})` } : null),
  examples: [
    { inputs: [[64]], config: {}, outputShape: [64], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { rate: 0.2 }, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[32, 32, 16]], config: { rate: 0 }, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
