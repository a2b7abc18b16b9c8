/** The port through which a graph gives its result; in a net it marks the head, and what comes in are the logits. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';

export const output = defineKind({
  kind: 'output',
  stem: 'output',
  category: 'io',
  palette: [
    {
      id: 'output',
      text: { en: { name: 'Output', aliases: ['out', 'head', 'logits', 'result'] }, zh: { name: '输出', aliases: ['输出层', '分类头', 'shuchu', 'sc'] } },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: [] },
  fields: {},
  text: {
    en: {
      name: 'Output',
      summary: 'Marks what the graph gives; in a classifier, the logits.',
      title: () => 'Output',
      detail: () => '',
      explain: (_config, [input]) =>
        input && input.length === 1
          ? `Gives ${formatCount(input[0])} logits, one a class. The loss applies the softmax itself, so the graph needs none. Inside a block it is what the block hands on.`
          : 'Marks what the graph gives. A classifier ends with one number for each class, the logits; the loss applies the softmax itself. Inside a block it is what the block hands on.',
    },
    zh: {
      name: '输出',
      summary: '标出网络给出的结果；分类器给出的是 logits。',
      title: () => '输出',
      detail: () => '',
      explain: (_config, [input]) =>
        input && input.length === 1
          ? `给出 ${formatCount(input[0])} 个 logits，每类一个。softmax 由损失函数自己做，图里不需要。在块里，它是块传出去的东西。`
          : '标出网络给出的结果。分类器最后为每个类别给一个数，即 logits；softmax 由损失函数自己做。在块里，它是块传出去的东西。',
    },
  },
  tex: String.raw`p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}`,
  look: 'pill',
  outputShape: ([input]) => ({ ok: true, shape: input }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: input.map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower: () => [],
  examples: [
    { inputs: [[10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[8, 8, 64]], config: {}, outputShape: [8, 8, 64], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: {}, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
