/** A layer with a kernel whose normalisation by moving statistics is folded into its weights, with what follows it; for evaluation. */
import type { LayerCall, OperationOf } from '@/lib/graph/program';
import { foldNormalization } from '../kernels/batch-normalization';
import { addRectified, addTensors, rectify } from '../kernels/elementwise';
import { FLOAT_BYTES } from '../kernels/loops';
import { call, from, integer, into, ONCE } from '../plan/part';
import { convolutionLayer } from './conv-2d';
import { planForward, type KernelLayer } from './convolution';
import { denseLayer } from './dense';
import { depthwiseLayer } from './depthwise-conv-2d';
import type { PlanContext, Planned, WeightTensor } from './operation';
import { addPointwise } from './pointwise';

export type Folding = {
  readonly layer: LayerCall;
  readonly normalization: LayerCall & OperationOf<'BatchNormalization'>;
  readonly adds: boolean;
  readonly rectifies: boolean;
  /** Weights of the normalisation. */
  statistics(name: string): WeightTensor;
};

type Described = { readonly shape: KernelLayer; readonly kernelName: string; readonly useBias: boolean };

/** The layer with a bias, which takes in the normalisation's. */
function describe(layer: LayerCall, context: PlanContext): Described {
  switch (layer.className) {
    case 'Conv2D':
      return { shape: convolutionLayer(layer, context, true), kernelName: 'kernel', useBias: layer.config.useBias };
    case 'Dense':
      return { shape: denseLayer(layer, context, true), kernelName: 'kernel', useBias: layer.config.useBias };
    case 'DepthwiseConv2D':
      return { shape: depthwiseLayer(layer, context, true), kernelName: 'depthwiseKernel', useBias: layer.config.useBias };
    default:
      throw new Error(`${layer.path} has no kernel.`);
  }
}

export function planFolded(context: PlanContext, { layer, normalization, adds, rectifies, statistics }: Folding): Planned {
  const { module, outputFloats } = context;
  const { shape, kernelName, useBias } = describe(layer, context);
  const original = context.weight(kernelName);
  const { filters } = shape;
  const kernel = context.whole('folded kernel', original.floats * FLOAT_BYTES);
  // Products read it in whole panels of eight.
  const bias = context.whole('folded bias', (filters + 8) * FLOAT_BYTES);
  const slope = context.whole('slope', filters * FLOAT_BYTES);
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'movingMean', 'movingVariance'].map((name) => from(statistics(name).value));
  context.add({
    does: 'foldNormalization',
    split: ONCE,
    early: true,
    calls: [
      call(
        foldNormalization(module, filters, normalization.config.epsilon, useBias),
        from(original.value),
        gamma,
        beta,
        mean,
        variance,
        ...(useBias ? [from(context.weight('bias').value)] : []),
        into(kernel),
        into(bias),
        into(slope),
        integer(original.floats / filters),
      ),
    ],
  });
  const raw = planForward(context, shape, { kernel, bias });
  const finish = adds || rectifies;
  const value = finish ? context.tensor('sum') : raw;
  if (adds) addPointwise(context, rectifies ? 'addAndRectify' : 'add', rectifies ? addRectified(module) : addTensors(module), outputFloats, [raw, context.inputs[1].value], value);
  else if (rectifies) addPointwise(context, 'rectify', rectify(module), outputFloats, [raw], value);
  return {
    value,
    backward() {
      throw new Error(`${context.path} is folded, which is for evaluation only.`);
    },
  };
}
