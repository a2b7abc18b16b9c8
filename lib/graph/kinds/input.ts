/** The port through which images enter a graph; inside a block it takes what the block is given, and its own size is the preview. */
import { integerField } from '../fields';
import { defineKind, NO_PARAMETERS } from '../kind';

export const input = defineKind({
  kind: 'input',
  stem: 'input',
  category: 'io',
  palette: [
    {
      id: 'input',
      text: { en: { name: 'Input', aliases: ['in', 'image', 'source'] }, zh: { name: '输入', aliases: ['输入层', '图像', 'shuru', 'sr'] } },
      common: false,
    },
  ],
  ports: { inputs: [], outputs: ['output'] },
  fields: {
    height: integerField({
      default: 32,
      minimum: 1,
      maximum: 1024,
      text: {
        en: { label: 'Height', help: 'Rows of pixels of one image; more rows mean more places for every filter, so the multiply-adds grow and the convolutions’ parameters do not.' },
        zh: { label: '高度', help: '一张图像的像素行数；行数越多，每个滤波器要看的位置越多，乘加次数随之增加，卷积的参数不变。' },
      },
    }),
    width: integerField({
      default: 32,
      minimum: 1,
      maximum: 1024,
      text: {
        en: { label: 'Width', help: 'Columns of pixels of one image; like the height it costs multiply-adds, not the convolutions’ parameters.' },
        zh: { label: '宽度', help: '一张图像的像素列数；和高度一样，增加的是乘加次数，而不是卷积的参数。' },
      },
    }),
    channels: integerField({
      default: 3,
      minimum: 1,
      maximum: 4096,
      text: {
        en: { label: 'Channels', help: 'Numbers per pixel: 3 for colour, 1 for grey; each one more adds weights to the first convolution.' },
        zh: { label: '通道', help: '每个像素有几个数：彩色 3，灰度 1；每多一个通道，第一个卷积就多一份权重。' },
      },
    }),
  },
  text: {
    en: {
      name: 'Input',
      summary: 'Where images enter the graph.',
      title: () => 'Input',
      detail: (config) => `${config.height}×${config.width}×${config.channels}`,
      explain: (config) =>
        `Takes images of ${config.height}×${config.width} pixels with ${config.channels} ${config.channels === 1 ? 'channel' : 'channels'} each. Shapes leave out the batch: a batch of 32 images flows through as 32 such blocks of numbers.`,
    },
    zh: {
      name: '输入',
      summary: '图像从这里进入网络。',
      title: () => '输入',
      detail: (config) => `${config.height}×${config.width}×${config.channels}`,
      explain: (config) =>
        `接收 ${config.height}×${config.width} 像素、${config.channels} 个通道的图像。形状里不写批：一批 32 张图就是 32 个这样的数组一起流过。`,
    },
  },
  tex: String.raw`x \in \mathbb{R}^{H \times W \times C}`,
  look: 'pill',
  outputShape(_inputs, config) {
    return { ok: true, shape: [config.height, config.width, config.channels] };
  },
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: (_inputs, config) => ({ output: `${config.height} × ${config.width} × ${config.channels}`, parameters: null, multiplyAdds: null }),
  lower(_inputs, config) {
    const shape = [config.height, config.width, config.channels];
    return [{ suffix: '', operation: { className: 'InputLayer', config: { shape } }, inputs: [], outputShape: shape, weights: [] }];
  },
  examples: [
    { inputs: [], config: {}, outputShape: [32, 32, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [], config: { height: 28, width: 28, channels: 1 }, outputShape: [28, 28, 1], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [], config: { height: 7, width: 5, channels: 2 }, outputShape: [7, 5, 2], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
