/** Zeros around an image, side by side, for paddings that `same` does not give. */
import { integerField } from '../fields';
import { defineKind, NO_PARAMETERS } from '../kind';
import type { Shape } from '../shape';
import { torchExpression } from '../torch';
import { needsImage } from '../window';

type Config = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

function paddedShape(input: Shape, config: Config): Shape {
  return [config.top + input[0] + config.bottom, config.left + input[1] + config.right, input[2]];
}

function sidesOf(config: Config): string {
  const { top, bottom, left, right } = config;
  return top === bottom && left === right && top === left ? `${top}` : `${top} ${right} ${bottom} ${left}`;
}

export const zeroPadding2d = defineKind({
  kind: 'zeroPadding2d',
  stem: 'pad',
  category: 'pooling',
  palette: [
    {
      id: 'zeroPadding2d',
      text: {
        en: { name: 'ZeroPadding2D', aliases: ['pad', 'padding', 'border', 'zeros'] },
        zh: { name: '边缘补零', aliases: ['填充', '补零', 'bianyuanbuling', 'bybl', 'tianchong'] },
      },
      common: false,
    },
  ],
  ports: { inputs: ['input'], outputs: ['output'] },
  fields: {
    top: integerField({
      default: 1,
      minimum: 0,
      maximum: 256,
      text: {
        en: { label: 'Top', help: 'Rows of zeros above the image; each one makes the output one pixel taller.' },
        zh: { label: '上', help: '图像上方补几行零；每多一行，输出高一个像素。' },
      },
    }),
    bottom: integerField({
      default: 1,
      minimum: 0,
      maximum: 256,
      text: {
        en: { label: 'Bottom', help: 'Rows of zeros below the image; each one makes the output one pixel taller.' },
        zh: { label: '下', help: '图像下方补几行零；每多一行，输出高一个像素。' },
      },
    }),
    left: integerField({
      default: 1,
      minimum: 0,
      maximum: 256,
      text: {
        en: { label: 'Left', help: 'Columns of zeros at the left; each one makes the output one pixel wider.' },
        zh: { label: '左', help: '图像左边补几列零；每多一列，输出宽一个像素。' },
      },
    }),
    right: integerField({
      default: 1,
      minimum: 0,
      maximum: 256,
      text: {
        en: { label: 'Right', help: 'Columns of zeros at the right; each one makes the output one pixel wider.' },
        zh: { label: '右', help: '图像右边补几列零；每多一列，输出宽一个像素。' },
      },
    }),
  },
  text: {
    en: {
      name: 'ZeroPadding2D',
      summary: 'Puts zeros around the image.',
      title: (config) => `Pad ${sidesOf(config)}`,
      detail: () => '',
      explain: (config) =>
        `Puts ${config.top} ${config.top === 1 ? 'row' : 'rows'} of zeros above, ${config.bottom} below, ${config.left} ${config.left === 1 ? 'column' : 'columns'} at the left and ${config.right} at the right. Channels stay. A convolution with padding “valid” behind it then sees exactly this rim.`,
    },
    zh: {
      name: '边缘补零',
      summary: '在图像四周补零。',
      title: (config) => `补零 ${sidesOf(config)}`,
      detail: () => '',
      explain: (config) => `上 ${config.top} 行、下 ${config.bottom} 行、左 ${config.left} 列、右 ${config.right} 列补零，通道不变。后面填充为 “valid” 的卷积看到的正是这圈边缘。`,
    },
  },
  tex: String.raw`y_{ijc} = x_{i-t,\,j-l,\,c}`,
  look: 'card',
  outputShape: ([input], config) => (input.length === 3 ? { ok: true, shape: paddedShape(input, config) } : { ok: false, problem: needsImage(input) }),
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: ([input], config) => ({
    output: `(${config.top} + ${input[0]} + ${config.bottom}) × (${config.left} + ${input[1]} + ${config.right}) × ${input[2]}`,
    parameters: null,
    multiplyAdds: null,
  }),
  lower([input], config) {
    const { top, bottom, left, right } = config;
    return [{ suffix: '', operation: { className: 'ZeroPadding2D', config: { top, bottom, left, right } }, inputs: [0], outputShape: paddedShape(input, config), weights: [] }];
  },
  torch(operation) {
    if (operation.className !== 'ZeroPadding2D') return null;
    const { top, bottom, left, right } = operation.config;
    return torchExpression(([x]) => `F.pad(${x}, (${left}, ${right}, ${top}, ${bottom}))`);
  },
  examples: [
    { inputs: [[32, 32, 16]], config: {}, outputShape: [34, 34, 16], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3]], config: { top: 0, bottom: 1, left: 2, right: 3 }, outputShape: [8, 10, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[224, 224, 3]], config: { top: 3, bottom: 3, left: 3, right: 3 }, outputShape: [230, 230, 3], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
