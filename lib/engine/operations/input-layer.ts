/** The input: its value is written by the executor. */
import { defineOperation, READS_NOTHING } from './operation';

export const inputLayer = defineOperation('InputLayer', {
  reads: READS_NOTHING,
  plan: () => ({ forward: () => undefined, backward: () => undefined }),
});
