/** The bias of convolutions and dense layers: padded to whole panels for the products, its gradient by column sums. */
import { addSums, DOUBLE_BYTES, plainColumnSums } from '../kernels/column-sums';
import { FLOAT_BYTES } from '../kernels/loops';
import { packedBytes, packMatrix } from '../kernels/matrix-product';
import type { PlanContext } from './operation';

export type BiasSteps = {
  /** Prepares the padded bias and gives its address; 0 without a bias. */
  prepare(): number;
  /** Bytes from a group's padded part to the next one's; 0 without a bias. */
  readonly groupStep: number;
  /** Adds the column sums of the output's gradient [rows, channels] to the bias's. */
  backward(gradient: number, rows: number): void;
};

export function planBias(context: PlanContext, channels: number, useBias: boolean, groups = 1): BiasSteps {
  if (!useBias) return { prepare: () => 0, groupStep: 0, backward: () => undefined };
  const { module, scratch, weight } = context;
  const bias = weight('bias');
  const groupChannels = channels / groups;
  const groupStep = packedBytes(1, groupChannels);
  const padded = scratch(groups * groupStep);
  const sums = scratch(channels * DOUBLE_BYTES);
  const pack = packMatrix(module, { taps: 1, rows: 1, tapStep: 0, rowStep: 0, columns: groupChannels, columnStep: FLOAT_BYTES });
  const sum = plainColumnSums(module, channels);
  const addTo = addSums(module, channels);
  return {
    groupStep,
    prepare() {
      for (let group = 0; group < groups; group++) pack(bias.value.address + group * groupChannels * FLOAT_BYTES, padded.address + group * groupStep);
      return padded.address;
    },
    backward(gradient, rows) {
      if (bias.gradient === null) return;
      sum(gradient, sums.address, rows);
      addTo(sums.address, bias.gradient.address);
    },
  };
}
