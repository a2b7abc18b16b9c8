/** Puts the channels of several feature maps behind one another. */
import { defineKind, NO_PARAMETERS } from '../kind';
import { formatCount } from '../numbers';
import { formatShape, type Shape } from '../shape';
import { torchExpression } from '../torch';

function channelsOf(shape: Shape): number {
  return shape[shape.length - 1];
}

function joined(inputs: readonly Shape[]): Shape {
  return [...inputs[0].slice(0, -1), inputs.reduce((sum, shape) => sum + channelsOf(shape), 0)];
}

function fits(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.slice(0, -1).every((side, axis) => side === b[axis]);
}

export const concatenate = defineKind({
  kind: 'concatenate',
  stem: 'concat',
  category: 'merge',
  palette: [
    {
      id: 'concatenate',
      text: {
        en: { name: 'Concatenate', aliases: ['concat', 'join', 'stack', 'dense connection'] },
        zh: { name: '拼接', aliases: ['连接', '通道拼接', 'pinjie', 'pj'] },
      },
      common: false,
    },
  ],
  ports: { inputs: { minimum: 2 }, outputs: ['output'] },
  fields: {},
  text: {
    en: {
      name: 'Concatenate',
      summary: 'Puts the channels of its inputs behind one another.',
      title: () => 'Concat',
      detail: () => '',
      explain: (_config, inputs) =>
        `Keeps every channel of its inputs, ${inputs.some((shape) => shape === null) ? 'one input behind the other' : `${inputs.map((shape) => (shape ? channelsOf(shape) : 0)).join(' + ')} of them`}. Height and width must be equal. Unlike an addition it keeps both signals apart, and the next convolution pays for the wider input.`,
    },
    zh: {
      name: '拼接',
      summary: '把各个输入的通道依次排在一起。',
      title: () => '拼接',
      detail: () => '',
      explain: (_config, inputs) =>
        `保留各个输入的全部通道，依次排列${inputs.some((shape) => shape === null) ? '' : `（${inputs.map((shape) => (shape ? channelsOf(shape) : 0)).join(' + ')}）`}。高和宽必须相同。与相加不同，两路信号仍然分开，而下一个卷积要为更多的输入通道付出参数。`,
    },
  },
  tex: String.raw`y = [\,x_0, x_1\,]_{\text{channels}}`,
  look: 'circle',
  outputShape(inputs) {
    const other = inputs.find((shape) => !fits(shape, inputs[0]));
    return other === undefined
      ? { ok: true, shape: joined(inputs) }
      : { ok: false, problem: { code: 'sizesDiffer', values: { first: formatShape(inputs[0]), second: formatShape(other) } } };
  },
  parameters: () => NO_PARAMETERS,
  multiplyAdds: () => 0,
  derivation: (inputs) => ({
    output: [...inputs[0].slice(0, -1).map(formatCount), `(${inputs.map((shape) => formatCount(channelsOf(shape))).join(' + ')})`].join(' × '),
    parameters: null,
    multiplyAdds: null,
  }),
  lower: (inputs) => [{ suffix: '', operation: { className: 'Concatenate', config: {} }, inputs: inputs.map((_, port) => port), outputShape: joined(inputs), weights: [] }],
  torch: (operation) => (operation.className === 'Concatenate' ? torchExpression((inputs) => `torch.cat([${inputs.join(', ')}], dim=1)`) : null),
  examples: [
    { inputs: [[32, 32, 16], [32, 32, 8]], config: {}, outputShape: [32, 32, 24], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[7, 5, 3], [7, 5, 1], [7, 5, 2]], config: {}, outputShape: [7, 5, 6], parameters: NO_PARAMETERS, multiplyAdds: 0 },
    { inputs: [[10], [3]], config: {}, outputShape: [13], parameters: NO_PARAMETERS, multiplyAdds: 0 },
  ],
});
