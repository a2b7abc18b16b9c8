/** The zoo's nets as TensorFlow.js models have the parameters of the paper's tables. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { lower } from '@/lib/graph/lower';
import { compileModel } from '@/lib/training/worker/tfjs/model';
import { graphsOf } from '@/lib/zoo/registry';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function noMask(): never {
  throw new Error('The nets of the zoo have no dropout.');
}

test.each([
  ['resnet-18', 11_689_512],
  ['plain-18', 11_515_688],
  ['resnet-20', 269_722],
  ['plain-20', 269_722],
  ['resnet-20-pre-activation', 269_722],
  ['resnet-20-exclusive-gating', 283_626],
  ['resnet-32', 464_154],
  ['resnet-44', 658_586],
  ['resnet-56', 853_018],
  ['plain-56', 853_018],
  ['resnet-110', 1_727_962],
  ['plain-110', 1_727_962],
  ['resnet-20-grey-16', 269_434],
  ['resnext-29-8x64d', 34_426_698],
])('%s', (id, parameters) => {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  const program = lower(net.graphs, net.root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  const { model } = compileModel(program.value, noMask);
  const trainable = model.trainableWeights.reduce((sum, weight) => sum + weight.shape.reduce<number>((product, side) => product * (side ?? 1), 1), 0);
  expect(trainable).toBe(parameters);
  model.dispose();
});
