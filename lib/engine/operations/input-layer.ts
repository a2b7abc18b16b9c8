/** The input: its value is written by the executor, which gives it to the plan. */
import { defineOperation } from './operation';

export const inputLayer = defineOperation('InputLayer', (_, context) => ({ value: context.tensor('value'), backward: () => undefined }));
