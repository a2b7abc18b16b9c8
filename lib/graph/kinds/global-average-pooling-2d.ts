/** Mean of each channel: turns a feature map into a vector before the classifier. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';
import { torchExpression } from '../torch';
import { needsImage } from '../window';

export const globalAveragePooling2d = defineKind({
  kind: 'globalAveragePooling2d',
  stem: 'pool',
  category: 'pooling',
  palette: [
    {
      id: 'globalAveragePooling2d',
      text: {
        en: { name: 'Global pooling', aliases: ['gap', 'global average pooling', 'pooling', 'global pool', 'mean'] },
        zh: { name: '全局平均池化', aliases: ['GAP', '池化', '全局池化', 'qjpjch', 'quanjuchihua'] },
      },
      common: true,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'Global average pooling',
      summary: 'Takes the mean of each channel: an image becomes a vector.',
      title: () => 'Global pool',
      detail: () => '',
      explain: (_config, [input]) =>
        `Takes the mean over all ${input && input.length === 3 ? `${input[0]}×${input[1]} ` : ''}pixels of each channel, so that ${input && input.length === 3 ? (input[2] === 1 ? 'one number is' : `${input[2]} numbers are`) : 'one number a channel is'} left, whatever the size of the image. ResNets use it before the classifier instead of large dense layers.`,
    },
    zh: {
      name: '全局平均池化',
      summary: '每个通道取平均：图像变成向量。',
      title: () => '全局池化',
      detail: () => '',
      explain: (_config, [input]) =>
        `对每个通道的全部${input && input.length === 3 ? ` ${input[0]}×${input[1]} 个` : ''}像素取平均，无论图像多大，都只剩${input && input.length === 3 ? ` ${input[2]} 个数` : '每个通道一个数'}。ResNet 在分类器前用它，代替庞大的全连接层。`,
    },
  },
  tex: String.raw`y_c = \frac{1}{HW} \sum_{i,j} x_{ijc}`,
  look: 'card',
  reach: () => 'all',
  outputShape: ([input]) => (input.length === 3 ? { ok: true, shape: [input[2]] } : { ok: false, problem: needsImage(input) }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input]) => ({ output: `${input.map(formatCount).join('×')} → ${formatCount(input[2])}`, parameters: null, multiplyAdds: null }),
  lower: ([input]) => [{ suffix: '', operation: { className: 'GlobalAveragePooling2D', config: {} }, inputs: [0], outputShape: [input[2]], weights: [] }],
  torch: (operation) => (operation.className === 'GlobalAveragePooling2D' ? torchExpression(([x]) => `${x}.mean(dim=(2, 3))`) : null),
  examples: [
    { inputs: [[8, 8, 64]], config: {}, outputShape: [64], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: {}, outputShape: [3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[1, 1, 10]], config: {}, outputShape: [10], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
