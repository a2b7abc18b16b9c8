/** The largest nets of the zoo as TensorFlow.js models: how long they take to compile, and whether they have the parameters that inference counts. */
import * as tf from '@tensorflow/tfjs';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { compileModel } from '@/lib/training/worker/tfjs/model';
import { graphsOf } from '@/lib/zoo/registry';
import { time, type Figures } from './measure';

/** Those that the tests leave out. */
const nets = ['resnet-34', 'plain-34', 'resnet-50', 'resnet-101', 'resnet-152', 'resnext-50-32x4d', 'resnet-1202'];

function noMask(): never {
  throw new Error('The nets of the zoo have no dropout.');
}

async function measureModel(id: string): Promise<Figures> {
  const net = graphsOf(id);
  if (net === null) throw new Error(`The zoo has no ${id}.`);
  const { graphs, root } = net;
  const counted = infer(graphs, root).totals.parameters.trainable;
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(`${id} has problems.`);
  let compiled = 0;
  const timing = await time(
    () => {
      const { model } = compileModel(program.value, noMask);
      compiled = model.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce<number>((product, side) => product * (side ?? 1), 1), 0);
      model.dispose();
    },
    1,
    0,
  );
  return { counted, compiled, equal: counted === compiled, compilation: timing };
}

export async function measureModels(): Promise<Figures> {
  await tf.setBackend('cpu');
  const figures: Record<string, Figures> = {};
  for (const id of nets) figures[id] = await measureModel(id);
  return figures;
}
