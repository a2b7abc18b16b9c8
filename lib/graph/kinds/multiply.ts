/** Product of feature maps, number by number, for gates. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { equalShapes } from '../merge';
import { formatCount } from '../numbers';
import { torchExpression } from '../torch';

export const multiply = defineKind({
  kind: 'multiply',
  stem: 'mul',
  category: 'merge',
  palette: [
    {
      id: 'multiply',
      text: { en: { name: 'Multiply', aliases: ['product', 'times', 'gate', '×', '*'] }, zh: { name: '相乘', aliases: ['乘法', '门控', 'xiangcheng', 'xc', 'chengfa'] } },
      common: false,
    },
  ],
  ports: { inputs: { minimum: 2 }, outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'Multiply',
      summary: 'Multiplies feature maps of equal shape, number by number.',
      title: () => 'Multiply',
      detail: () => '',
      explain: () =>
        'Multiplies its inputs number by number, so their shapes must be equal. With a sigmoid before one input it is a gate: 0 closes a place, 1 lets it through. Its gradient is scaled by the other input, so a gate that is almost closed passes hardly any.',
    },
    zh: {
      name: '相乘',
      summary: '把形状相同的特征图逐个数相乘。',
      title: () => '相乘',
      detail: () => '',
      explain: () => '把各个输入逐个数相乘，所以形状必须一致。如果其中一个输入前有 sigmoid，它就是门：0 关闭，1 通过。梯度会乘上另一个输入，所以快关上的门几乎不传梯度。',
    },
  },
  tex: String.raw`y = x_0 \odot x_1`,
  look: 'circle',
  outputShape: equalShapes,
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: (inputs) => ({ output: inputs[0].map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower: (inputs) => [{ suffix: '', operation: { className: 'Multiply', config: {} }, inputs: inputs.map((_, port) => port), outputShape: inputs[0], weights: [] }],
  torch: (operation) => (operation.className === 'Multiply' ? torchExpression((inputs) => inputs.join(' * ')) : null),
  examples: [
    { inputs: [[32, 32, 16], [32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3], [7, 5, 3], [7, 5, 3]], config: {}, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10], [10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
