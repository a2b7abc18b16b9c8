/** An executor by TensorFlow.js: the layers model of a program with a training step of our own, on whichever back end is set. */
import * as tf from '@tensorflow/tfjs';
import type { Batch, DeviceInfo, Executor, ExecutorOptions, StepSettings, Weights } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import { fillDropoutMask } from '@/lib/util/dropout-mask';
import type { ShaderContext } from '../webgpu/layers';
import { compileModel } from './model';
import { createTfjsOptimizer } from './optimizer';

const BYTES = 4;

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

function single(output: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[]): tf.Tensor {
  if (output instanceof tf.Tensor) return output;
  throw new Error('The model has one output.');
}

/** Softmax of the rows in place, and the sums over the batch; in double, like every sum over images. */
function judge(logits: Float32Array, labels: Int32Array, size: number, classes: number): { readonly lossSum: number; readonly correct: number } {
  let lossSum = 0;
  let correct = 0;
  for (let row = 0; row < size; row++) {
    const at = row * classes;
    let winner = 0;
    for (let i = 1; i < classes; i++) if (logits[at + i] > logits[at + winner]) winner = i;
    const largest = logits[at + winner];
    let sum = 0;
    for (let i = 0; i < classes; i++) sum += Math.exp(logits[at + i] - largest);
    lossSum += Math.log(sum) - (logits[at + labels[row]] - largest);
    if (winner === labels[row]) correct++;
    for (let i = 0; i < classes; i++) logits[at + i] = Math.exp(logits[at + i] - largest) / sum;
  }
  return { lossSum, correct };
}

async function readAll(tensors: ReadonlyMap<string, tf.Tensor>): Promise<Weights> {
  const values: Record<string, Float32Array> = {};
  for (const [key, tensor] of tensors) values[key] = Float32Array.from(await tensor.data());
  return values;
}

/** The back end must be set and ready; the executor keeps to it. */
export function createTfjsExecutor(program: Program, { batchSize, weights }: ExecutorOptions, device: DeviceInfo, shaders: ShaderContext | null = null): Executor {
  let masking = { seed: 0, step: 0 };
  const { model, variables, outputs } = compileModel(program, (path, rate, shape) => {
    const mask = new Float32Array(sizeOf(shape));
    fillDropoutMask(mask, masking.seed, path, masking.step, rate);
    return tf.tensor(mask, shape);
  }, shaders);
  const specs = program.layers.flatMap((call) => call.weights.map((weight) => ({ key: `${call.path}/${weight.name}`, ...weight })));
  const trainable = specs.filter((spec) => spec.trainable).map(({ key }) => key);
  const moving = specs.filter((spec) => !spec.trainable).map(({ key }) => key);
  const optimizer = createTfjsOptimizer();
  const callOf = new Map(program.layers.map((call) => [call.path, call]));
  const imageShape = callOf.get(program.inputs[0])?.outputShape ?? [];
  const classes = sizeOf(callOf.get(program.outputs[0])?.outputShape ?? []);
  const tapModels = new Map<string, tf.LayersModel>();

  function variable(key: string): tf.Variable {
    const found = variables.get(key);
    if (found === undefined) throw new Error(`The program has no weight ${key}.`);
    return found;
  }

  function setWeights(values: Weights): void {
    for (const { key, shape } of specs) {
      const data = values[key];
      if (data === undefined) continue;
      if (data.length !== sizeOf(shape)) throw new Error(`${key} has ${sizeOf(shape)} numbers, not ${data.length}.`);
      tf.tidy(() => variable(key).assign(tf.tensor(data.slice(), [...shape])));
    }
  }

  function imagesOf({ size, images }: Batch): tf.Tensor {
    return tf.tensor(images.slice(0, size * sizeOf(imageShape)), [size, ...imageShape]);
  }

  /** Loss, logits and gradients of a batch in training mode; to be called within a tidy. */
  function differentiate(batch: Batch, settings: StepSettings): { readonly loss: tf.Scalar; readonly logits: tf.Tensor; readonly gradients: ReadonlyMap<string, tf.Tensor> } {
    masking = settings;
    const images = imagesOf(batch);
    const labels = tf.oneHot(tf.tensor1d(batch.labels.slice(0, batch.size), 'int32'), classes);
    let logits: tf.Tensor | null = null;
    const list = trainable.map(variable);
    const { value, grads } = tf.variableGrads(() => {
      logits = tf.keep(single(model.apply(images, { training: true })));
      return tf.losses.softmaxCrossEntropy(labels, logits).asScalar();
    }, list);
    if (logits === null) throw new Error('The model was not called.');
    const gradients = new Map(trainable.map((key) => [key, grads[variable(key).name] ?? tf.zerosLike(variable(key))]));
    return { loss: value, logits, gradients };
  }

  function train(batch: Batch, settings: StepSettings): { readonly loss: tf.Tensor; readonly logits: tf.Tensor } {
    return tf.tidy(() => {
      const { loss, logits, gradients } = differentiate(batch, settings);
      for (const [key, gradient] of gradients) optimizer.update(key, variable(key), gradient, settings);
      return { loss, logits };
    });
  }

  async function step(batch: Batch, settings: StepSettings): Promise<{ loss: number; correct: number }> {
    const { loss, logits } = train(batch, settings);
    const [[value], rows] = await Promise.all([loss.data(), logits.data()]);
    tf.dispose([loss, logits]);
    return { loss: value, correct: judge(Float32Array.from(rows), batch.labels, batch.size, classes).correct };
  }

  async function evaluate(batch: Batch): Promise<{ lossSum: number; correct: number; probabilities: Float32Array }> {
    const logits = tf.tidy(() => single(model.apply(imagesOf(batch), { training: false })));
    const probabilities = Float32Array.from(await logits.data());
    logits.dispose();
    return { ...judge(probabilities, batch.labels, batch.size, classes), probabilities };
  }

  /** Runs `work` and gives the moving averages their values back. */
  async function withMovingKept<T>(work: () => Promise<T>): Promise<T> {
    const kept = moving.map((key) => variable(key).clone());
    try {
      return await work();
    } finally {
      moving.forEach((key, index) => variable(key).assign(kept[index]));
      tf.dispose(kept);
    }
  }

  const gradientsOf: Executor['gradients'] = (batch, settings) =>
    withMovingKept(async () => {
      const { loss, gradients } = tf.tidy(() => {
        const all = differentiate(batch, settings);
        all.logits.dispose();
        return { loss: all.loss, gradients: Object.fromEntries(all.gradients) };
      });
      const [value] = await loss.data();
      const read = await readAll(new Map(Object.entries(gradients)));
      tf.dispose([loss, ...Object.values(gradients)]);
      return { loss: value, gradients: read };
    });

  function tapModel(paths: readonly string[]): tf.LayersModel {
    const key = paths.join(' ');
    const found = tapModels.get(key);
    if (found !== undefined) return found;
    const made = tf.model({
      inputs: model.inputs,
      outputs: paths.map((path) => {
        const output = outputs.get(path);
        if (output === undefined) throw new Error(`The program has no call ${path}.`);
        return output;
      }),
    });
    tapModels.set(key, made);
    return made;
  }

  const tap: Executor['tap'] = (batch, paths, training) =>
    withMovingKept(async () => {
      const tensors = tf.tidy(() => {
        const result = tapModel(paths).apply(imagesOf(batch), { training });
        return (Array.isArray(result) ? result : [result]).map(single);
      });
      const read = await readAll(new Map(paths.map((path, index) => [path, tensors[index]])));
      tf.dispose(tensors);
      return read;
    });

  setWeights(weights);
  return {
    device,
    program,
    batchSize,
    classes,
    step,
    evaluate,
    gradients: gradientsOf,
    tap,
    state: async () => ({ weights: await readAll(variables), optimizer: await readAll(optimizer.slots) }),
    load: (state) => {
      setWeights(state.weights);
      optimizer.load(state.optimizer, (key) => (trainable.includes(key) ? variable(key).shape : null));
      return Promise.resolve();
    },
    memory: () => {
      const weightBytes = BYTES * specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      const activationBytes = BYTES * batchSize * program.layers.reduce((sum, call) => sum + sizeOf(call.outputShape), 0);
      const optimizerBytes = BYTES * [...optimizer.slots.values()].reduce((sum, slot) => sum + slot.size, 0);
      return { weightBytes, activationBytes, optimizerBytes, totalBytes: weightBytes + activationBytes + optimizerBytes };
    },
    dispose: () => {
      model.dispose();
      optimizer.dispose();
    },
  };
}
