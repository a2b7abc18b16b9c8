/** The weights that a program starts from: made from the seed by named streams, bit for bit the same on every device. */
import type { InitializerName, LayerCall, Program, WeightSpec } from '@/lib/graph/program';
import { assertNever } from '@/lib/util/assert-never';
import type { RandomStream } from '@/lib/util/random';
import { randomStream } from '@/lib/util/random';
import { closingNormalizations } from './closing-normalization';
import type { Recipe } from './recipe';

type Fans = { readonly fanIn: number; readonly fanOut: number };

function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}

/**
 * How many inputs feed one output of a kernel, and how many outputs one input feeds: HWIO for convolutions (in groups a channel feeds the filters of its own), HWIM for depthwise
 * ones (a channel sees its own window alone, as in PyTorch; Keras counts all channels), [inputs, units] for dense layers.
 */
export function fansOf(call: LayerCall, weight: WeightSpec): Fans {
  const { shape } = weight;
  const window = product(shape.slice(0, -2));
  const [inputs, outputs] = [shape[shape.length - 2] ?? 1, shape[shape.length - 1] ?? 1];
  if (call.className === 'DepthwiseConv2D') return { fanIn: window, fanOut: window * outputs };
  if (call.className === 'Conv2D') return { fanIn: window * inputs, fanOut: (window * outputs) / (call.config.groups ?? 1) };
  return { fanIn: window * inputs, fanOut: window * outputs };
}

function fill(values: Float32Array, draw: () => number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return values;
}

/** Where the recipe decides; `logits` is uniform within ±1/√fanIn. */
type Draw = InitializerName | 'logits';

/** He's variance is made for a ReLU behind the layer. Behind the logits is none, and with it they start so large that the first epochs go into shrinking them. */
function drawOf(weight: WeightSpec, isOutput: boolean, recipe: Recipe['initializer']): Draw {
  if (weight.initializer !== 'default') return weight.initializer;
  return isOutput && (recipe === 'heNormal' || recipe === 'heNormalFanOut') ? 'logits' : recipe;
}

function drawn(initializer: Draw, size: number, { fanIn, fanOut }: Fans, stream: () => RandomStream): Float32Array {
  const values = new Float32Array(size);
  const normal = (variance: number) => {
    const { normal: draw } = stream();
    const deviation = Math.sqrt(variance);
    return fill(values, () => draw() * deviation);
  };
  const uniform = (limit: number) => {
    const { uniform: draw } = stream();
    return fill(values, () => (2 * draw() - 1) * limit);
  };
  switch (initializer) {
    case 'heNormal':
      return normal(2 / fanIn);
    case 'heNormalFanOut':
      return normal(2 / fanOut);
    case 'glorotNormal':
      return normal(2 / (fanIn + fanOut));
    case 'glorotUniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'logits':
      return uniform(Math.sqrt(1 / fanIn));
    case 'zeros':
      return values;
    case 'ones':
      return values.fill(1);
    case 'default':
      throw new Error('The recipe’s initialiser stands for `default`.');
    default:
      return assertNever(initializer);
  }
}

/**
 * Weights by `path/name`, in the order of the program. Normals are untruncated (He et al. 2015; Glorot, Bengio 2010); with a He initialiser
 * the layer that gives the logits starts as PyTorch's linear layers do, uniform within ±1/√fanIn.
 * With `lastGamma` 0 the last batch normalization of each residual branch starts closed, so that a block starts as the identity.
 */
export function initialWeights(program: Program, recipe: Pick<Recipe, 'seed' | 'initializer' | 'lastGamma'>): Readonly<Record<string, Float32Array>> {
  const closed = recipe.lastGamma === 0 ? new Set(closingNormalizations(program)) : new Set<string>();
  const weights: Record<string, Float32Array> = {};
  for (const call of program.layers) {
    for (const weight of call.weights) {
      const size = product(weight.shape);
      const key = `${call.path}/${weight.name}`;
      const initializer = drawOf(weight, program.outputs.includes(call.path), recipe.initializer);
      if (weight.constant !== undefined) weights[key] = new Float32Array(size).fill(weight.constant);
      else if (weight.name === 'gamma' && closed.has(call.path)) weights[key] = new Float32Array(size);
      else weights[key] = drawn(initializer, size, fansOf(call, weight), () => randomStream(recipe.seed, `init/${key}`));
    }
  }
  return weights;
}
