/** PyTorch text of layer calls: what the kinds' `torch` methods have in common. Images are NCHW there. */
import type { Shape } from './shape';
import type { Window } from './window';

export type TorchText = {
  /** What makes the module (`nn.Conv2d(…)`) or parameter; null where the layer has no state. */
  readonly module: string | null;
  /** The expression over its inputs, with the module's name (`self.conv`). */
  forward(module: string, inputs: readonly string[]): string;
};

/** Text of a layer without state. */
export function torchExpression(forward: (inputs: readonly string[]) => string): TorchText {
  return { module: null, forward: (_module, inputs) => forward(inputs) };
}

/** Rows or columns that TensorFlow's `same` adds before and behind; the odd one stands behind. */
function samePadding(pixels: number, window: Window): readonly [number, number] {
  if (window.padding === 'valid') return [0, 0];
  const total = Math.max((Math.ceil(pixels / window.strides) - 1) * window.strides + window.size - pixels, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** Even padding is an argument of the module (`argument`, empty for none); uneven padding has to be added before (`pad`). */
export type TorchPadding = { readonly argument: string; readonly pad: ((input: string) => string) | null };

export function torchPadding(input: Shape, window: Window, value?: string): TorchPadding {
  const [top, bottom] = samePadding(input[0], window);
  const [left, right] = samePadding(input[1], window);
  if (top === bottom && left === right) {
    return { argument: top === 0 && left === 0 ? '' : `, padding=${top === left ? top : `(${top}, ${left})`}`, pad: null };
  }
  const fill = value === undefined ? '' : `, value=${value}`;
  return { argument: '', pad: (text) => `F.pad(${text}, (${left}, ${right}, ${top}, ${bottom})${fill})` };
}

export function torchBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

/** A number as Python reads it, without the last bits of a difference such as 1 − 0.9. */
export function torchNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}
