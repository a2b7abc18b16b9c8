/** Writes a feature map as one long vector, row by row. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount, productOf } from '../numbers';
import { sizeOf } from '../shape';
import { torchExpression } from '../torch';

export const flatten = defineKind({
  kind: 'flatten',
  stem: 'flatten',
  category: 'dense',
  palette: [
    {
      id: 'flatten',
      text: { en: { name: 'Flatten', aliases: ['reshape', 'vector', 'unroll'] }, zh: { name: '展平', aliases: ['拉平', '向量', 'zhanping', 'zp'] } },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'Flatten',
      summary: 'Writes a feature map as one vector.',
      title: () => 'Flatten',
      detail: () => '',
      explain: (_config, [input]) =>
        `Writes ${input ? `all ${formatCount(sizeOf(input))} numbers` : 'all numbers'} of the feature map one after the other, row by row. Nothing is lost, but a dense layer behind it has one weight for each of them and each unit.`,
    },
    zh: {
      name: '展平',
      summary: '把特征图写成一个向量。',
      title: () => '展平',
      detail: () => '',
      explain: (_config, [input]) =>
        `把特征图的${input ? `全部 ${formatCount(sizeOf(input))} 个数` : '全部数'}逐行排成一列。什么也没丢，但后面的全连接层对每个数、每个单元都要一个权重。`,
    },
  },
  tex: String.raw`y_{(iW + j)C + c} = x_{ijc}`,
  look: 'slim',
  reach: () => 'all',
  outputShape: ([input]) => ({ ok: true, shape: [sizeOf(input)] }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: productOf(input), parameters: null, multiplyAdds: null }),
  /** A vector is flat already. */
  lower: ([input]) => (input.length === 1 ? [] : [{ suffix: '', operation: { className: 'Flatten', config: {} }, inputs: [0], outputShape: [sizeOf(input)], weights: [] }]),
  // Height, width, channels, in this order, as in Keras: so a dense layer behind it has the same weights.
  torch: (operation, [input]) => (operation.className === 'Flatten' ? torchExpression(([x]) => (input.length === 3 ? `${x}.permute(0, 2, 3, 1).flatten(1)` : x)) : null),
  examples: [
    { inputs: [[7, 7, 16]], config: {}, outputShape: [784], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: {}, outputShape: [105], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
