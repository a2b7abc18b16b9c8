/** Addition of feature maps, where a shortcut meets its branch. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { equalShapes } from '../merge';
import { formatCount } from '../numbers';
import { torchExpression } from '../torch';

export const add = defineKind({
  kind: 'add',
  stem: 'add',
  category: 'merge',
  palette: [
    {
      id: 'add',
      text: { en: { name: 'Add', aliases: ['addition', 'sum', 'plus', '+', 'merge'] }, zh: { name: '相加', aliases: ['加法', '求和', '合并', 'xiangjia', 'xj', 'jiafa'] } },
      common: true,
    },
  ],
  ports: { inputs: { minimum: 2 }, outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'Add',
      summary: 'Adds feature maps of equal shape, number by number.',
      title: () => 'Add',
      detail: () => '',
      explain: (_config, inputs) =>
        `Adds its ${inputs.length > 1 ? `${inputs.length} ` : ''}inputs number by number, so their shapes must be equal. In a residual block one input is the branch F(x) and the other the shortcut x: the block learns what to change, not what to keep. The gradient passes to every input unchanged.`,
    },
    zh: {
      name: '相加',
      summary: '把形状相同的特征图逐个数相加。',
      title: () => '相加',
      detail: () => '',
      explain: (_config, inputs) =>
        `把${inputs.length > 1 ? ` ${inputs.length} 个` : '各个'}输入逐个数相加，所以形状必须一致。在残差块里，一个输入是分支 F(x)，另一个是捷径 x：块学的是“改什么”，而不是“留什么”。梯度原样传给每个输入。`,
    },
  },
  tex: String.raw`y = F(x) + x`,
  look: 'circle',
  outputShape: equalShapes,
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: (inputs) => ({ output: inputs[0].map(formatCount).join(' × '), parameters: null, multiplyAdds: null }),
  lower: (inputs) => [{ suffix: '', operation: { className: 'Add', config: {} }, inputs: inputs.map((_, port) => port), outputShape: inputs[0], weights: [] }],
  torch: (operation) => (operation.className === 'Add' ? torchExpression((inputs) => inputs.join(' + ')) : null),
  examples: [
    { inputs: [[32, 32, 16], [32, 32, 16]], config: {}, outputShape: [32, 32, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3], [7, 5, 3], [7, 5, 3]], config: {}, outputShape: [7, 5, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10], [10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
