/** Fields that several kinds have with the same meaning and words. */
import { choiceField, integerField } from './fields';

export const paddingField = choiceField({
  default: 'same',
  choices: ['same', 'valid'],
  advanced: true,
  text: {
    en: { label: 'Padding', help: '“same” adds zeros around the image, so that strides 1 keep height and width; “valid” adds none, and the image shrinks by kernel − 1.' },
    zh: { label: '填充', help: '“same” 在图像四周补零，步幅为 1 时高宽不变；“valid” 不补，图像缩小“核边长 − 1”个像素。' },
  },
});

/** Start values of a kernel; `default` is what the recipe of the run says. */
export const initializerField = choiceField({
  default: 'default',
  choices: ['default', 'heNormal', 'heNormalFanOut', 'glorotNormal', 'glorotUniform', 'zeros'],
  choiceText: { en: { default: 'by recipe' }, zh: { default: '按训练设置' } },
  advanced: true,
  text: {
    en: { label: 'Initialiser', help: 'How the weights are drawn at the start; He keeps the signal’s size through ReLU layers, Glorot lets it shrink, zeros switch the layer off.' },
    zh: { label: '初始化', help: '起始权重怎样抽取；He 能让信号穿过 ReLU 层而大小不变，Glorot 会让它变小，全零则让这一层不起作用。' },
  },
});

export const poolingFields = {
  poolSize: integerField({
    default: 2,
    minimum: 1,
    maximum: 63,
    text: {
      en: { label: 'Window', help: 'Side of the square that becomes one value; a larger one keeps less detail.' },
      zh: { label: '窗口', help: '合成一个值的正方形边长；越大，保留的细节越少。' },
    },
  }),
  strides: integerField({
    default: 2,
    minimum: 1,
    maximum: 63,
    text: {
      en: { label: 'Strides', help: 'Step of the window in pixels; equal to the window it tiles the image, smaller and windows overlap.' },
      zh: { label: '步幅', help: '窗口每次移动几个像素；与窗口相等时不重叠，更小则窗口相互重叠。' },
    },
  }),
  padding: choiceField({
    default: 'valid',
    choices: ['same', 'valid'],
    advanced: true,
    text: {
      en: { label: 'Padding', help: '“valid” drops a rim that does not fill a window; “same” keeps it, so the output has ⌈pixels / strides⌉.' },
      zh: { label: '填充', help: '“valid” 丢掉不足一个窗口的边缘；“same” 保留，输出为 ⌈像素数 / 步幅⌉。' },
    },
  }),
};
