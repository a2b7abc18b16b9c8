/** Writes a program as a Python file with `make_model()`: one PyTorch module a layer with weights, one line a call. */
import type { LayerCall, Program } from '@/lib/graph/program';
import { kinds } from '@/lib/graph/registry';
import type { Shape } from '@/lib/graph/shape';
import { torchNumber, type TorchText } from '@/lib/graph/torch';
import { moduleNames } from './pytorch/names';

/** A line of the forward pass: the variable it sets, and to what. */
type Line = { readonly variable: string; readonly expression: string };

type Written = { readonly modules: readonly string[]; readonly lines: readonly Line[]; readonly result: string };

/** NHWC without the batch, as NCHW with it. */
function torchShape(shape: Shape): string {
  return shape.length === 3 ? `[batch, ${shape[2]}, ${shape[0]}, ${shape[1]}]` : `[batch, ${shape.join(', ')}]`;
}

function torchOf(call: LayerCall, inputs: readonly Shape[]): TorchText {
  for (const kind of kinds) {
    const text = kind.torch?.(call, inputs);
    if (text) return text;
  }
  throw new Error(`No kind writes ${call.className} as PyTorch.`);
}

/** The variables of the forward pass: one is used again as soon as nobody needs what it holds. */
function write(program: Program): Written {
  const names = moduleNames(program.layers.map((call) => call.path));
  const shapes = new Map(program.layers.map((call) => [call.path, call.outputShape]));
  const lastUse = new Map<string, number>();
  program.layers.forEach((call, index) => call.inputs.forEach((input) => lastUse.set(input, index)));
  for (const output of program.outputs) lastUse.set(output, Number.POSITIVE_INFINITY);
  const variables = new Map<string, string>();
  const free: string[] = [];
  let made = 0;
  const take = () => free.pop() ?? (made++ === 0 ? 'x' : `x${made}`);
  const modules: string[] = [];
  const lines: Line[] = [];
  program.layers.forEach((call, index) => {
    const inputs = call.inputs.map((input) => variables.get(input) ?? '');
    for (const input of [...new Set(call.inputs)].reverse()) if (lastUse.get(input) === index) free.push(variables.get(input) ?? '');
    const variable = take();
    variables.set(call.path, variable);
    if (call.className === 'InputLayer') return;
    const module = `self.${names.get(call.path)}`;
    const text = torchOf(call, call.inputs.map((input) => shapes.get(input) ?? []));
    if (text.module !== null) modules.push(`${module} = ${text.module}`);
    const bias = call.weights.find(({ name }) => name === 'bias')?.constant;
    if (bias !== undefined) modules.push(`nn.init.constant_(${module}.bias, ${torchNumber(bias)})`);
    lines.push({ variable, expression: text.forward(module, inputs) });
  });
  return { modules, lines, result: variables.get(program.outputs[0] ?? '') ?? 'x' };
}

function quoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/\s+/g, ' ');
}

/** The file's text; `title` names the net in its first line. The program has one input and one output. */
export function writePyTorch(program: Program, title: string): string {
  const { modules, lines, result } = write(program);
  const shapeOf = (path: string | undefined) => torchShape(program.layers.find((call) => call.path === path)?.outputShape ?? []);
  const text = [
    `"""${quoted(title)}, written by Skipbook.`,
    '',
    'Weights start as PyTorch starts them, not as a recipe says; only biases that have a start of their own have it here too.',
    'BatchNorm here keeps the unbiased variance (n / (n - 1)) in its moving average, Skipbook the biased one; in evaluation',
    'both compute the same.',
    '"""',
    'import torch',
    'import torch.nn.functional as F',
    'from torch import nn',
    '',
    '',
    'class Model(nn.Module):',
    `    """Takes images as ${shapeOf(program.inputs[0])}, gives ${shapeOf(program.outputs[0])}."""`,
    '',
    '    def __init__(self):',
    '        super().__init__()',
    ...modules.map((line) => `        ${line}`),
    '',
    '    def forward(self, x):',
    ...lines.map(({ variable, expression }) => `        ${variable} = ${expression}`),
    `        return ${result}`,
    '',
    '',
    'def make_model():',
    '    return Model()',
  ];
  return `${text.join('\n')}\n`;
}
