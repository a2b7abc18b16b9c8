/** The bias of convolutions and dense layers: padded to whole panels for the products, its gradient by column sums. */
import { plainColumnSums, perChannel, DOUBLE_BYTES } from '../kernels/column-sums';
import { packedBytes, packMatrix } from '../kernels/matrix-product';
import { FLOAT_BYTES, kernelName } from '../kernels/loops';
import { f32, f64 } from '../wasm/code';
import type { ModuleBuilder, Kernel } from '../wasm/module-builder';
import type { PlanContext } from './operation';

/** Kernel (sums, gradient): gradient [channels] += sums, which are doubles. */
function addSums(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('addSums', channels), (f) => {
    const sums = f.parameter('i32');
    const gradient = f.parameter('i32');
    perChannel(f, channels, [gradient], [sums], () => f.storeF32(gradient, 0, f32.add(f32.load(gradient), f32.fromF64(f64.load(sums)))));
  });
}

export type BiasSteps = {
  /** Prepares the padded bias and gives its address; 0 without a bias. */
  prepare(): number;
  /** Adds the column sums of the output's gradient [rows, channels] to the bias's. */
  backward(gradient: number, rows: number): void;
};

export function planBias(context: PlanContext, channels: number, useBias: boolean): BiasSteps {
  if (!useBias) return { prepare: () => 0, backward: () => undefined };
  const { module, scratch, weight } = context;
  const bias = weight('bias');
  const padded = scratch(packedBytes(1, channels));
  const sums = scratch(channels * DOUBLE_BYTES);
  const pack = packMatrix(module, { taps: 1, rows: 1, tapStep: 0, rowStep: 0, columns: channels, columnStep: FLOAT_BYTES });
  const sum = plainColumnSums(module, channels);
  const addTo = addSums(module, channels);
  return {
    prepare() {
      pack(bias.value.address, padded.address);
      return padded.address;
    },
    backward(gradient, rows) {
      if (bias.gradient === null) return;
      sum(gradient, sums.address, rows);
      addTo(sums.address, bias.gradient.address);
    },
  };
}
