/** Fully connected layer over a vector; as the last layer its outputs are the logits, one a class. */
import { booleanField, integerField } from '../fields';
import { defineKind } from '../kind';
import { formatCount, productOf } from '../numbers';
import { initializerField } from '../shared-fields';
import { formatShape, sizeOf } from '../shape';
import { torchBoolean } from '../torch';

export const dense = defineKind({
  kind: 'dense',
  stem: 'dense',
  category: 'dense',
  palette: [
    {
      id: 'dense',
      text: {
        en: { name: 'Dense', aliases: ['fc', 'fully connected', 'linear', 'classifier', 'head'] },
        zh: { name: '全连接', aliases: ['全连接层', '线性层', '分类器', 'quanlianjie', 'qlj', 'FC'] },
      },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    units: integerField({
      default: 10,
      minimum: 1,
      maximum: 100_000,
      text: {
        en: { label: 'Units', help: 'Numbers at the output; in the last layer one for each class, elsewhere more units mean more parameters and more freedom to fit.' },
        zh: { label: '单元', help: '输出有几个数；最后一层每个类别一个，其他层越多参数越多、拟合的余地越大。' },
      },
    }),
    useBias: booleanField({
      default: true,
      text: {
        en: { label: 'Bias', help: 'Adds one learned number to each unit, so that it need not be 0 where the input is.' },
        zh: { label: '偏置', help: '给每个单元加一个可学习的数，输入为 0 时输出不必为 0。' },
      },
    }),
    kernelInitializer: initializerField,
  },
  text: {
    en: {
      name: 'Dense',
      summary: 'Each unit is a weighted sum of all inputs.',
      title: () => 'Dense',
      detail: (config) => `${formatCount(config.units)} ${config.units === 1 ? 'unit' : 'units'}`,
      explain: (config, [input]) =>
        `Each of the ${formatCount(config.units)} units is a weighted sum of ${input ? `all ${formatCount(sizeOf(input))} inputs` : 'all inputs'}${config.useBias ? ' plus a bias' : ''}. As the last layer its outputs are the logits: the largest one is the class that the net names.`,
    },
    zh: {
      name: '全连接',
      summary: '每个单元都是全部输入的加权和。',
      title: () => '全连接',
      detail: (config) => `${formatCount(config.units)} 个单元`,
      explain: (config, [input]) =>
        `${formatCount(config.units)} 个单元，每个都是${input ? `全部 ${formatCount(sizeOf(input))} 个` : '全部'}输入的加权和${config.useBias ? '再加偏置' : ''}。作为最后一层时，输出就是 logits：最大的那个就是网络给出的类别。`,
    },
  },
  tex: String.raw`y = W^{\top} x + b`,
  look: 'card',
  reach: () => 'all',
  outputShape([input], config) {
    return input.length === 1 ? { ok: true, shape: [config.units] } : { ok: false, problem: { code: 'needsVector', values: { shape: formatShape(input) } } };
  },
  parameters: ([input], config) => ({ trainable: input[0] * config.units + (config.useBias ? config.units : 0), nonTrainable: 0 }),
  multiplyAdds: ([input], config) => input[0] * config.units,
  derivation([input], config) {
    const weights = input[0] * config.units;
    return {
      output: formatCount(config.units),
      parameters: config.useBias
        ? `${formatCount(input[0])}·${formatCount(config.units)} + ${formatCount(config.units)} = ${formatCount(weights + config.units)}`
        : productOf([input[0], config.units]),
      multiplyAdds: productOf([input[0], config.units]),
    };
  },
  lower([input], config) {
    const { units, useBias } = config;
    return [
      {
        suffix: '',
        operation: { className: 'Dense', config: { units, useBias } },
        inputs: [0],
        outputShape: [units],
        weights: [
          { name: 'kernel', shape: [input[0], units], trainable: true, initializer: config.kernelInitializer },
          ...(useBias ? [{ name: 'bias', shape: [units], trainable: true, initializer: 'zeros' as const }] : []),
        ],
      },
    ];
  },
  torch(operation, [input]) {
    if (operation.className !== 'Dense') return null;
    const { units, useBias } = operation.config;
    return { module: `nn.Linear(${input[0]}, ${units}, bias=${torchBoolean(useBias)})`, forward: (module, [x]) => `${module}(${x})` };
  },
  examples: [
    { inputs: [[64]], config: {}, outputShape: [10], parameters: { trainable: 650, nonTrainable: 0 }, multiplyAdds: 640 },
    { inputs: [[105]], config: { units: 3, useBias: false }, outputShape: [3], parameters: { trainable: 315, nonTrainable: 0 }, multiplyAdds: 315 },
    { inputs: [[2048]], config: { units: 1000 }, outputShape: [1000], parameters: { trainable: 2_049_000, nonTrainable: 0 }, multiplyAdds: 2_048_000 },
  ],
});
