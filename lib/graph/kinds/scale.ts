/** Multiplies a whole tensor by one number, fixed or learned: closes a branch by degrees. */
import { booleanField, numberField } from '../fields';
import { defineKind } from '../kind';
import { formatCount } from '../numbers';
import { torchExpression, torchNumber } from '../torch';

export const scale = defineKind({
  kind: 'scale',
  stem: 'scale',
  category: 'normalization',
  palette: [
    {
      id: 'scale',
      text: { en: { name: 'Scale', aliases: ['factor', 'layer scale', 'rezero', 'gain'] }, zh: { name: '缩放', aliases: ['系数', '倍率', 'suofang', 'sf'] } },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    factor: numberField({
      default: 1,
      minimum: -100,
      maximum: 100,
      text: {
        en: { label: 'Factor', help: 'What every number is multiplied by, at the start if it is learned; 0 at the end of a branch closes it.' },
        zh: { label: '系数', help: '每个数都乘以它；若可学习则为起始值。放在分支末尾取 0 时，分支关闭。' },
      },
    }),
    trainable: booleanField({
      default: false,
      text: {
        en: { label: 'Learned', help: 'Lets training change the factor, at the price of one parameter.' },
        zh: { label: '可学习', help: '让训练改变这个系数，多一个参数。' },
      },
    }),
  },
  text: {
    en: {
      name: 'Scale',
      summary: 'Multiplies everything by one number, fixed or learned.',
      title: (config) => `Scale ×${config.factor}`,
      detail: (config) => (config.trainable ? 'learned' : 'fixed'),
      explain: (config) =>
        `Multiplies every number by ${config.factor}${config.trainable ? ' at first; training may change the factor' : ''}. At the end of a branch it sets how much the block adds: with 0 the block is the identity, and with a learned factor it opens as training finds a use for it.`,
    },
    zh: {
      name: '缩放',
      summary: '全部乘以一个数，可固定也可学习。',
      title: (config) => `缩放 ×${config.factor}`,
      detail: (config) => (config.trainable ? '可学习' : '固定'),
      explain: (config) =>
        `每个数都乘以 ${config.factor}${config.trainable ? '（起始值，训练会改变它）' : ''}。放在分支末尾，它决定块加进多少：取 0 时块就是恒等，可学习时，训练发现有用才逐渐打开。`,
    },
  },
  tex: String.raw`y = \lambda\, x`,
  look: 'slim',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: (_inputs, config) => ({ trainable: config.trainable ? 1 : 0, nonTrainable: 0 }),
  multiplyAdds: () => 0,
  derivation: ([input], config) => ({ output: input.map(formatCount).join(' × '), parameters: config.trainable ? '1' : null, multiplyAdds: null }),
  lower([input], config) {
    const { factor, trainable } = config;
    return [
      {
        suffix: '',
        operation: { className: 'Scale', config: { factor, trainable } },
        inputs: [0],
        outputShape: input,
        weights: trainable ? [{ name: 'factor', shape: [1], trainable: true, initializer: 'ones', constant: factor }] : [],
      },
    ];
  },
  torch(operation) {
    if (operation.className !== 'Scale') return null;
    const factor = torchNumber(operation.config.factor);
    if (!operation.config.trainable) return torchExpression(([x]) => `${factor} * ${x}`);
    return { module: `nn.Parameter(torch.tensor([float(${factor})]))`, forward: (module, [x]) => `${module} * ${x}` };
  },
  examples: [
    { inputs: [[32, 32, 16]], config: { factor: 0.5 }, outputShape: [32, 32, 16], parameters: { trainable: 0, nonTrainable: 0 }, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { factor: 0, trainable: true }, outputShape: [7, 5, 3], parameters: { trainable: 1, nonTrainable: 0 }, multiplyAdds: 0 },
    { inputs: [[10]], config: { factor: -2, trainable: true }, outputShape: [10], parameters: { trainable: 1, nonTrainable: 0 }, multiplyAdds: 0 },
  ],
});
