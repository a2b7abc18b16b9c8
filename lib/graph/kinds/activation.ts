/** Non-linearities other than ReLU, as one kind. */
import { choiceField, numberField } from '../fields';
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';
import type { ActivationName } from '../program';
import { torchExpression, torchNumber } from '../torch';

const title: Readonly<Record<ActivationName, string>> = { leakyReLU: 'Leaky ReLU', elu: 'ELU', gelu: 'GELU', sigmoid: 'Sigmoid', tanh: 'Tanh', softmax: 'Softmax' };

const explainEn: Readonly<Record<ActivationName, string>> = {
  leakyReLU: 'Keeps positive values and multiplies negative ones by alpha, so that a unit which is negative everywhere still gets a gradient.',
  elu: 'Keeps positive values and bends negative ones smoothly towards −alpha, which brings the mean of the outputs nearer to 0.',
  gelu: 'Weighs each value by the probability that a standard normal number is smaller: a smooth ReLU that dips a little below 0.',
  sigmoid: 'Squeezes every value between 0 and 1. Far from 0 it is flat and passes hardly any gradient, so it serves gates rather than deep branches.',
  tanh: 'Squeezes every value between −1 and 1. Far from 0 it is flat and passes hardly any gradient.',
  softmax: 'Turns the last axis into probabilities that sum to 1. At the end of a classifier it is not needed: the loss applies it itself.',
};

const explainZh: Readonly<Record<ActivationName, string>> = {
  leakyReLU: '正值保留，负值乘以 alpha，这样一直为负的单元也能得到梯度。',
  elu: '正值保留，负值平滑地弯向 −alpha，使输出的均值更接近 0。',
  gelu: '每个值乘以“标准正态数小于它”的概率：平滑的 ReLU，在 0 以下略有凹陷。',
  sigmoid: '把每个值压到 0 和 1 之间。离 0 远的地方很平，几乎不传梯度，所以适合做门，不适合放在很深的分支里。',
  tanh: '把每个值压到 −1 和 1 之间。离 0 远的地方很平，几乎不传梯度。',
  softmax: '把最后一个轴变成和为 1 的概率。分类器末尾不需要它：损失函数自己会做。',
};

function hasAlpha(activation: ActivationName): boolean {
  return activation === 'leakyReLU' || activation === 'elu';
}

const torchForms: Readonly<Record<ActivationName, (x: string, alpha: string) => string>> = {
  leakyReLU: (x, alpha) => `F.leaky_relu(${x}, ${alpha})`,
  elu: (x, alpha) => `F.elu(${x}, ${alpha})`,
  gelu: (x) => `F.gelu(${x})`,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  softmax: (x) => `torch.softmax(${x}, dim=1)`,
};

export const activation = defineKind({
  kind: 'activation',
  stem: 'act',
  category: 'activation',
  palette: [
    {
      id: 'activation',
      text: {
        en: { name: 'Activation', aliases: ['leaky relu', 'elu', 'gelu', 'sigmoid', 'tanh', 'softmax', 'non-linearity'] },
        zh: { name: '其他激活', aliases: ['激活函数', '泄漏 ReLU', 'jihuo', 'qtjh', 'jihuohanshu'] },
      },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    activation: choiceField({
      default: 'leakyReLU',
      choices: ['leakyReLU', 'elu', 'gelu', 'sigmoid', 'tanh', 'softmax'],
      choiceText: { en: { leakyReLU: 'leaky ReLU', elu: 'ELU', gelu: 'GELU' }, zh: { leakyReLU: '泄漏 ReLU', elu: 'ELU', gelu: 'GELU' } },
      text: {
        en: { label: 'Function', help: 'Which function is applied to each number; they differ in what they do to negative values and in how far the gradient reaches.' },
        zh: { label: '函数', help: '对每个数用哪个函数；区别在于怎样处理负值，以及梯度能传多远。' },
      },
    }),
    alpha: numberField({
      default: 0.1,
      minimum: 0,
      maximum: 5,
      when: { field: 'activation', is: ['leakyReLU', 'elu'] },
      text: {
        en: { label: 'Alpha', help: 'Slope of leaky ReLU below 0, and depth of ELU; raised, more of the negative side passes.' },
        zh: { label: 'Alpha', help: '泄漏 ReLU 在 0 以下的斜率，或 ELU 的深度；越大，负值一侧通过得越多。' },
      },
    }),
  },
  text: {
    en: {
      name: 'Activation',
      summary: 'Leaky ReLU, ELU, GELU, sigmoid, tanh or softmax.',
      title: (config) => title[config.activation],
      detail: (config) => (hasAlpha(config.activation) ? `alpha ${config.alpha}` : ''),
      explain: (config) => explainEn[config.activation],
    },
    zh: {
      name: '其他激活',
      summary: '泄漏 ReLU、ELU、GELU、sigmoid、tanh 或 softmax。',
      title: (config) => (config.activation === 'leakyReLU' ? '泄漏 ReLU' : title[config.activation]),
      detail: (config) => (hasAlpha(config.activation) ? `alpha ${config.alpha}` : ''),
      explain: (config) => explainZh[config.activation],
    },
  },
  tex: String.raw`y = \varphi(x)`,
  look: 'slim',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: input.map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower([input], config) {
    const alpha = hasAlpha(config.activation) ? config.alpha : 0;
    return [{ suffix: '', operation: { className: 'Activation', config: { activation: config.activation, alpha } }, inputs: [0], outputShape: input, weights: [] }];
  },
  torch(operation) {
    if (operation.className !== 'Activation') return null;
    const { activation: name, alpha } = operation.config;
    return torchExpression(([x]) => torchForms[name](x, torchNumber(alpha)));
  },
  examples: [
    { inputs: [[7, 5, 3]], config: { activation: 'leakyReLU', alpha: 0.2 }, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { activation: 'elu', alpha: 1 }, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { activation: 'gelu' }, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[32, 32, 16]], config: { activation: 'sigmoid' }, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10]], config: { activation: 'tanh' }, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10]], config: { activation: 'softmax' }, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
