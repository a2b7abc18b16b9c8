/** Random nets of random shapes, against the double-precision reference. */
import fc from 'fast-check';
import { it } from 'vitest';
import type { ActivationName, Operation, Padding, Program } from '@/lib/graph/program';
import { checkProgram } from './checks';
import { classify, net } from './programs';

const padding = fc.constantFrom<Padding>('same', 'valid');
const small = fc.integer({ min: 1, max: 3 });
const channels = fc.integer({ min: 1, max: 10 });

const operation = fc.oneof<fc.Arbitrary<Operation>[]>(
  fc.record({ className: fc.constant('Conv2D'), config: fc.record({ filters: channels, kernelSize: fc.integer({ min: 1, max: 5 }), strides: small, padding, useBias: fc.boolean() }) }),
  fc.record({ className: fc.constant('DepthwiseConv2D'), config: fc.record({ kernelSize: small, strides: small, padding, depthMultiplier: fc.integer({ min: 1, max: 2 }), useBias: fc.boolean() }) }),
  fc.record({ className: fc.constant('BatchNormalization'), config: fc.constant({ momentum: 0.9, epsilon: 1e-3 }) }),
  fc.record({ className: fc.constant('Activation'), config: fc.record({ activation: fc.constantFrom<ActivationName>('elu', 'gelu', 'sigmoid', 'tanh', 'softmax'), alpha: fc.constant(0.8) }) }),
  fc.record({ className: fc.constant('AveragePooling2D'), config: fc.record({ poolSize: small, strides: small, padding }) }),
  fc.record({ className: fc.constant('MaxPooling2D'), config: fc.record({ poolSize: small, strides: small, padding }) }),
  fc.record({ className: fc.constant('ZeroPadding2D'), config: fc.record({ top: fc.nat(2), bottom: fc.nat(2), left: fc.nat(2), right: fc.nat(2) }) }),
  fc.record({ className: fc.constant('Scale'), config: fc.record({ factor: fc.constant(0.7), trainable: fc.boolean() }) }),
);

/** A convolution in as many groups as channels and filters allow, where both are even. */
function inGroups(next: Operation, depth: number): Operation {
  if (next.className !== 'Conv2D' || depth % 2 === 1 || next.config.filters % 2 === 1) return next;
  return { ...next, config: { ...next.config, groups: depth === next.config.filters ? depth : 2 } };
}

/** A chain of the operations that fit, with a skip connection wherever a shape comes back. */
function build(height: number, width: number, depth: number, operations: readonly Operation[]): Program {
  const builder = net();
  let path = builder.add({ className: 'Conv2D', config: { filters: depth, kernelSize: 3, strides: 1, padding: 'same', useBias: true } }, builder.input([height, width, 2]));
  for (const next of operations) {
    const [rows, columns] = builder.shape(path);
    const { config } = next;
    const window = 'kernelSize' in config ? config.kernelSize : 'poolSize' in config ? config.poolSize : 1;
    if ('padding' in config && config.padding === 'valid' && window > Math.min(rows, columns)) continue;
    const before = path;
    path = builder.add(inGroups(next, builder.shape(path)[2]), path);
    const same = builder.shape(before).join() === builder.shape(path).join();
    if (same) path = builder.add({ className: 'Add', config: {} }, path, before);
  }
  return classify(builder, path);
}

it('agrees on random nets', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 3, max: 9 }), channels, fc.array(operation, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 4 }), async (height, width, depth, operations, images) => {
      await checkProgram(build(height, width, depth, operations), { images, batchSize: 4, tolerance: 2e-4 });
    }),
    { numRuns: 40, seed: 20151210 },
  );
}, 120_000);
