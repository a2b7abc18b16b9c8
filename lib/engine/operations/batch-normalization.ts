/** Batch normalisation by itself. */
import { planNormalization } from './normalization';
import { defineOperation } from './operation';

export const batchNormalization = defineOperation('BatchNormalization', ({ config }, context) => planNormalization(context, config, { adds: false, rectifies: false }));
