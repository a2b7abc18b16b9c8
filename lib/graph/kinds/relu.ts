/** Rectified linear unit, the non-linearity of the paper's networks. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';
import { torchExpression } from '../torch';

export const reLU = defineKind({
  kind: 'reLU',
  stem: 'relu',
  category: 'activation',
  palette: [
    {
      id: 'reLU',
      text: { en: { name: 'ReLU', aliases: ['relu', 'activation', 'rectifier'] }, zh: { name: 'ReLU 激活', aliases: ['激活', '激活函数', '整流', 'jihuo', 'jh'] } },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'ReLU',
      summary: 'Keeps positive values, sets negative ones to 0.',
      title: () => 'ReLU',
      detail: () => '',
      explain: () =>
        'Keeps every positive value and sets every negative one to 0. Without a non-linearity two convolutions in a row would be one. The gradient passes unchanged where the value was positive and stops where it was not.',
    },
    zh: {
      name: 'ReLU 激活',
      summary: '保留正值，负值变为 0。',
      title: () => 'ReLU',
      detail: () => '',
      explain: () => '正值保留，负值变为 0。没有非线性，两个相连的卷积就等于一个。原值为正处梯度原样通过，其余处梯度为 0。',
    },
  },
  tex: String.raw`y = \max(0, x)`,
  look: 'slim',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: input.map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower: ([input]) => [{ suffix: '', operation: { className: 'ReLU', config: {} }, inputs: [0], outputShape: input, weights: [] }],
  torch: (operation) => (operation.className === 'ReLU' ? torchExpression(([x]) => `F.relu(${x})`) : null),
  examples: [
    { inputs: [[32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: {}, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
