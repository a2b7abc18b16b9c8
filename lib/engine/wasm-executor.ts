/** The WebAssembly executor: plans a program, emits its kernels, and trains or evaluates it batch by batch. */
import type { Program } from '@/lib/graph/program';
import { engineError } from './engine-error';
import type { Batch, Executor, ExecutorOptions, ExecutorState, OptimizerSettings, StepSettings, Weights } from './executor';
import { TOTALS } from './kernels/softmax';
import { fittingBatch, MOST_BYTES } from './fitting-batch';
import { createMachine, type Machine } from './machine';
import { slotNames, updateNumbers, updateOf } from './optimizer';
import type { Buffer } from './plan/buffer';
import { memoryOf, planExecutor, sequencesOf, type ExecutorPlan } from './plan-executor';
import type { PlacedPass } from './plan/program-plan';
import { chunkCount } from './plan/schedule';
import type { PlannedWeight } from './plan/weights';
import { probe } from './probe';
import type { StartThread } from './threads';
import type { Numerics } from './wasm/function-builder';
import { detectNumerics } from './wasm/numerics';

export type WasmExecutorOptions = ExecutorOptions & {
  /** Arithmetic to emit; by default what `detectNumerics` finds. */
  readonly numerics?: Numerics;
  /** How the host starts threads; without it there is one, whatever `threads` says. */
  readonly startThread?: StartThread;
};

/** Throws an EngineError if the host has no SIMD or the plan does not fit; an Error if a weight is missing or has a wrong length. */
export async function createWasmExecutor(program: Program, options: WasmExecutorOptions): Promise<Executor> {
  const detected = detectNumerics();
  if (detected === null) throw engineError('engineNoSimd');
  const numerics = options.numerics ?? detected;
  const startThread = options.startThread ?? null;
  const threads = startThread === null ? 1 : Math.max(1, options.threads ?? 1);
  const planned = planExecutor(program, options.batchSize, threads, numerics);
  const { plan, module } = planned;
  const tooLarge = (bytes: number): Error => {
    // Who gives less than WebAssembly could address does not say how much: half of what was asked is a fair try.
    const fits = fittingBatch(program, threads, bytes > MOST_BYTES ? MOST_BYTES : bytes / 2, options.batchSize);
    return engineError('engineTooLarge', { megabytes: Math.ceil(bytes / 1e6), fits });
  };
  const machine = await createMachine({ module, control: plan.control, totalBytes: plan.totalBytes, sequences: sequencesOf(planned), threads, startThread, tooLarge });
  try {
    return makeExecutor(program, options, numerics, planned, machine);
  } catch (error) {
    await machine.dispose();
    throw error;
  }
}

function makeExecutor(program: Program, options: WasmExecutorOptions, numerics: Numerics, { plan, updates }: ExecutorPlan, machine: Machine): Executor {
  const { batchSize } = options;
  const { weights: flat, classes } = plan;
  /** Whose moments the slot vectors hold; null before the first step. */
  let slotOwner: OptimizerSettings['kind'] | null = null;

  function floatsAt(vector: Buffer, { offset, floats }: PlannedWeight): Float32Array {
    return new Float32Array(machine.buffer(), vector.address + offset, floats);
  }

  function write(vector: Buffer, weight: PlannedWeight, values: Float32Array, name: string): void {
    if (values.length !== weight.floats) throw new Error(`${name} has ${weight.floats} numbers, not ${values.length}.`);
    floatsAt(vector, weight).set(values);
  }

  function read(vector: Buffer, weights: readonly PlannedWeight[], suffix = ''): Weights {
    return Object.fromEntries(weights.map((weight) => [weight.key + suffix, floatsAt(vector, weight).slice()]));
  }

  function writeWeights(weights: Weights): void {
    const writeAll = (vector: Buffer, planned: readonly PlannedWeight[]): void => {
      for (const weight of planned) if (Object.hasOwn(weights, weight.key)) write(vector, weight, weights[weight.key], weight.key);
    };
    writeAll(flat.weights, flat.trainable);
    writeAll(flat.fixedWeights, flat.fixed);
  }

  function readWeights(): Weights {
    return { ...read(flat.weights, flat.trainable), ...read(flat.fixedWeights, flat.fixed) };
  }

  function writeSlots(slots: Weights): void {
    const kinds: readonly OptimizerSettings['kind'][] = ['sgd', 'adam'];
    const kind = kinds.find((candidate) => flat.trainable.some(({ key }) => Object.hasOwn(slots, `${key}/${slotNames(candidate)[0]}`)));
    if (kind === undefined) return;
    claimSlots(kind);
    slotNames(kind).forEach((name, index) => {
      for (const weight of flat.trainable) {
        const key = `${weight.key}/${name}`;
        if (Object.hasOwn(slots, key)) write(flat.slots[index], weight, slots[key], key);
      }
    });
  }

  /** Clears the slots if they hold another optimiser's moments. */
  function claimSlots(kind: OptimizerSettings['kind']): void {
    if (slotOwner !== null && slotNames(slotOwner)[0] !== slotNames(kind)[0]) for (const slot of flat.slots) new Uint8Array(machine.buffer(), slot.address, slot.bytes).fill(0);
    slotOwner = kind;
  }

  function enter({ size, images, labels }: Batch): void {
    if (size < 1 || size > batchSize) throw new RangeError(`A batch has 1 to ${batchSize} images, not ${size}.`);
    for (let index = 0; index < size; index++) {
      if (labels[index] < 0 || labels[index] >= classes) throw new RangeError(`Label ${labels[index]} is none of ${classes} classes.`);
    }
    new Float32Array(machine.buffer(), plan.images.address, size * plan.imageFloats).set(images.subarray(0, size * plan.imageFloats));
    new Int32Array(machine.buffer(), plan.labels.address, size).set(labels.subarray(0, size));
  }

  function placedPass(name: PlacedPass['name']): PlacedPass {
    const found = plan.passes.find((pass) => pass.name === name);
    if (found === undefined) throw new Error(`The plan has no pass for ${name}.`);
    return found;
  }
  const [training, evaluation] = [placedPass('training'), placedPass('evaluation')];

  /** Runs a pass over the batch that has been entered, and adds up the totals in the order of the images. */
  function runPass({ name, pass }: PlacedPass, size: number, settings: Pick<StepSettings, 'seed' | 'step'>): { readonly lossSum: number; readonly correct: number } {
    pass.beforePass(settings, { integer: (offset, value) => void (new Int32Array(machine.buffer(), plan.control.address + offset, 1)[0] = value) });
    machine.run(name, size);
    if (pass.totals === null) return { lossSum: 0, correct: 0 };
    const { buffer, part } = pass.totals;
    const view = new DataView(machine.buffer(), buffer.address, buffer.bytes);
    let [lossSum, correct] = [0, 0];
    for (let chunk = 0; chunk < chunkCount(pass.step.pipeline(part), size); chunk++) {
      lossSum += view.getFloat64(chunk * TOTALS.bytes + TOTALS.loss, true);
      correct += view.getInt32(chunk * TOTALS.bytes + TOTALS.correct, true);
    }
    return { lossSum, correct };
  }

  function update(size: number, settings: StepSettings): void {
    machine.run('trainingUpdate', size);
    claimSlots(settings.optimizer.kind);
    updateNumbers(settings).forEach((value, index) => (new Float32Array(machine.buffer(), plan.control.address + updates.numbers[index], 1)[0] = value));
    machine.run(updateOf(settings.optimizer), size);
  }

  const missing = [...flat.trainable, ...flat.fixed].find(({ key }) => !Object.hasOwn(options.weights, key));
  if (missing !== undefined) throw new Error(`The weight ${missing.key} is missing.`);
  writeWeights(options.weights);
  return {
    device: { backend: 'wasm', threads: machine.threads, numerics, adapter: 'WebAssembly', software: false },
    program,
    batchSize,
    classes,
    async step(batch, settings) {
      enter(batch);
      const { lossSum, correct } = runPass(training, batch.size, settings);
      update(batch.size, settings);
      return { loss: lossSum / batch.size, correct };
    },
    async evaluate(batch) {
      enter(batch);
      const sums = runPass(evaluation, batch.size, { seed: 0, step: 0 });
      return { ...sums, probabilities: new Float32Array(machine.buffer(), plan.probabilities.address, batch.size * classes).slice() };
    },
    async gradients(batch, settings) {
      enter(batch);
      const { lossSum } = runPass(training, batch.size, settings);
      return { loss: lossSum / batch.size, gradients: read(flat.gradients, flat.trainable) };
    },
    async tap(batch, paths, inTraining) {
      enter(batch);
      return probe(program, readWeights(), batch, paths, { training: inTraining, numerics });
    },
    async state(): Promise<ExecutorState> {
      const slots = slotOwner === null ? [] : slotNames(slotOwner);
      const optimizer = slots.reduce<Weights>((all, name, index) => ({ ...all, ...read(flat.slots[index], flat.trainable, `/${name}`) }), {});
      return { weights: readWeights(), optimizer };
    },
    async load(state) {
      writeWeights(state.weights);
      writeSlots(state.optimizer);
    },
    memory: () => memoryOf(plan),
    dispose: () => void machine.dispose(),
  };
}
