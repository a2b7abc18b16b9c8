/** The WebAssembly executor: plans a program, emits its kernels, and trains or evaluates it batch by batch on one thread. */
import type { Program } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import { engineError } from './engine-error';
import type { Batch, Executor, ExecutorMemory, ExecutorOptions, ExecutorState, OptimizerSettings, StepSettings, Weights } from './executor';
import { clearBytes } from './kernels/elementwise';
import { crossEntropy, crossEntropyGradient, TOTALS } from './kernels/softmax';
import type { Allocation } from './memory-plan';
import type { PassMode } from './operations/operation';
import { planUpdate, slotNames } from './optimizer';
import { planProgram, type PlannedWeight, type ProgramPlan } from './program-plan';
import type { Numerics } from './wasm/function-builder';
import { ModuleBuilder } from './wasm/module-builder';
import { detectNumerics } from './wasm/numerics';

const PAGE_BYTES = 65536;
const MAXIMUM_PAGES = 65536;

export type WasmExecutorOptions = ExecutorOptions & {
  /** Arithmetic to emit; by default what `detectNumerics` finds. */
  readonly numerics?: Numerics;
};

/** Bytes that an executor of this program would take, known before anything is allocated. */
export function planMemory(program: Program, batchSize: number): ExecutorMemory {
  return memoryOf(planProgram(program, batchSize, new ModuleBuilder('simd')));
}

/** Throws an EngineError if the host has no SIMD or the plan does not fit; an Error if a weight is missing or has a wrong length. */
export async function createWasmExecutor(program: Program, options: WasmExecutorOptions): Promise<Executor> {
  const detected = detectNumerics();
  if (detected === null) throw engineError('engineNoSimd');
  const numerics = options.numerics ?? detected;
  const module = new ModuleBuilder(numerics);
  const plan = planProgram(program, options.batchSize, module);
  const passes = planPasses(module, plan);
  const memory = allocate(plan.memory.totalBytes);
  const { instance } = await WebAssembly.instantiate(module.assemble(), { engine: { memory } });
  module.link(instance);
  return makeExecutor({ program, options, numerics, plan, passes, memory, module });
}

function memoryOf({ memory }: ProgramPlan): ExecutorMemory {
  const { weights, activations, optimizer } = memory.bytes;
  return { weightBytes: weights, activationBytes: activations, optimizerBytes: optimizer, totalBytes: memory.totalBytes };
}

function tooLarge(bytes: number): { readonly megabytes: number } {
  return { megabytes: Math.ceil(bytes / 1e6) };
}

function allocate(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  if (pages > MAXIMUM_PAGES) throw engineError('engineTooLarge', tooLarge(bytes));
  try {
    return new WebAssembly.Memory({ initial: pages });
  } catch (error) {
    if (error instanceof RangeError) throw engineError('engineTooLarge', tooLarge(bytes));
    throw error;
  }
}

/** The passes over the planned calls. */
type Passes = {
  forward(images: number, mode: PassMode, after?: (index: number) => void): void;
  /** Probabilities and totals of the batch whose logits are there. */
  loss(images: number): void;
  /** Gradients of the mean loss in the flat vector. */
  backward(images: number): void;
  update(settings: StepSettings): void;
  clearSlots(): void;
};

function planPasses(module: ModuleBuilder, plan: ProgramPlan): Passes {
  const entropy = crossEntropy(module, plan.classes);
  const entropyGradient = crossEntropyGradient(module, plan.classes);
  const clear = clearBytes(module);
  const backwardCalls = plan.calls.filter((planned) => planned.hasBackward).reverse();
  return {
    forward(images, mode, after) {
      plan.calls.forEach(({ steps }, index) => {
        steps.forward(images, mode);
        after?.(index);
      });
    },
    loss: (images) => entropy(plan.logits.address, plan.labels.address, plan.probabilities.address, plan.totals.address, images),
    backward(images) {
      if (backwardCalls.length === 0) return;
      clear(plan.vectors.gradients.address, plan.vectors.gradients.bytes);
      entropyGradient(plan.probabilities.address, plan.labels.address, plan.logitsGradient.address, images);
      for (const { steps } of backwardCalls) steps.backward(images);
    },
    update: planUpdate(module, plan.vectors),
    clearSlots: () => plan.vectors.slots.forEach((slot) => clear(slot.address, slot.bytes)),
  };
}

type Parts = {
  readonly program: Program;
  readonly options: WasmExecutorOptions;
  readonly numerics: Numerics;
  readonly plan: ProgramPlan;
  readonly passes: Passes;
  readonly memory: WebAssembly.Memory;
  readonly module: ModuleBuilder;
};

function makeExecutor({ program, options, numerics, plan, passes: run, memory, module }: Parts): Executor {
  const { batchSize } = options;
  /** Null once disposed of. */
  let live: WebAssembly.Memory | null = memory;
  /** Whose moments the slot vectors hold; null before the first step. */
  let slotOwner: OptimizerSettings['kind'] | null = null;

  function buffer(): ArrayBufferLike {
    if (live === null) throw new Error('The executor was disposed of.');
    return live.buffer;
  }

  function floatsAt(vector: Allocation, { offset, floats }: PlannedWeight): Float32Array {
    return new Float32Array(buffer(), vector.address + offset, floats);
  }

  function write(vector: Allocation, weight: PlannedWeight, values: Float32Array, name: string): void {
    if (values.length !== weight.floats) throw new Error(`${name} has ${weight.floats} numbers, not ${values.length}.`);
    floatsAt(vector, weight).set(values);
  }

  function read(vector: Allocation, weights: readonly PlannedWeight[], suffix = ''): Weights {
    return Object.fromEntries(weights.map((weight) => [weight.key + suffix, floatsAt(vector, weight).slice()]));
  }

  function writeWeights(weights: Weights): void {
    const writeAll = (vector: Allocation, planned: readonly PlannedWeight[]): void => {
      for (const weight of planned) if (Object.hasOwn(weights, weight.key)) write(vector, weight, weights[weight.key], weight.key);
    };
    writeAll(plan.vectors.weights, plan.trainable);
    writeAll(plan.vectors.fixed, plan.fixed);
  }

  function writeSlots(slots: Weights): void {
    const kinds: readonly OptimizerSettings['kind'][] = ['sgd', 'adam'];
    const kind = kinds.find((candidate) => plan.trainable.some(({ key }) => Object.hasOwn(slots, `${key}/${slotNames(candidate)[0]}`)));
    if (kind === undefined) return;
    claimSlots(kind);
    slotNames(kind).forEach((name, index) => {
      for (const weight of plan.trainable) {
        const key = `${weight.key}/${name}`;
        if (Object.hasOwn(slots, key)) write(plan.vectors.slots[index], weight, slots[key], key);
      }
    });
  }

  /** Clears the slots if they hold another optimiser's moments. */
  function claimSlots(kind: OptimizerSettings['kind']): void {
    if (slotOwner !== null && slotNames(slotOwner)[0] !== slotNames(kind)[0]) run.clearSlots();
    slotOwner = kind;
  }

  function enter(batch: Batch): void {
    const { size, images, labels } = batch;
    if (size < 1 || size > batchSize) throw new RangeError(`A batch has 1 to ${batchSize} images, not ${size}.`);
    for (let index = 0; index < size; index++) {
      if (labels[index] < 0 || labels[index] >= plan.classes) throw new RangeError(`Label ${labels[index]} is none of ${plan.classes} classes.`);
    }
    new Float32Array(buffer(), plan.images.address, size * plan.imageFloats).set(images.subarray(0, size * plan.imageFloats));
    new Int32Array(buffer(), plan.labels.address, size).set(labels.subarray(0, size));
  }

  function totals(): { readonly lossSum: number; readonly correct: number } {
    const view = new DataView(buffer(), plan.totals.address, TOTALS.bytes);
    return { lossSum: view.getFloat64(TOTALS.loss, true), correct: view.getInt32(TOTALS.correct, true) };
  }

  const resting = { updateMoving: false, seed: 0, step: 0 };

  const missing = [...plan.trainable, ...plan.fixed].find(({ key }) => !Object.hasOwn(options.weights, key));
  if (missing !== undefined) throw new Error(`The weight ${missing.key} is missing.`);
  writeWeights(options.weights);

  return {
    device: { backend: 'wasm', threads: 1, numerics, adapter: 'WebAssembly', software: false },
    program,
    batchSize,
    classes: plan.classes,
    async step(batch, settings) {
      enter(batch);
      run.forward(batch.size, { training: true, updateMoving: true, seed: settings.seed, step: settings.step });
      run.loss(batch.size);
      run.backward(batch.size);
      claimSlots(settings.optimizer.kind);
      run.update(settings);
      const { lossSum, correct } = totals();
      return { loss: lossSum / batch.size, correct };
    },
    async evaluate(batch) {
      enter(batch);
      run.forward(batch.size, { training: false, ...resting });
      run.loss(batch.size);
      return { ...totals(), probabilities: new Float32Array(buffer(), plan.probabilities.address, batch.size * plan.classes).slice() };
    },
    async gradients(batch, settings) {
      enter(batch);
      run.forward(batch.size, { training: true, updateMoving: false, seed: settings.seed, step: settings.step });
      run.loss(batch.size);
      run.backward(batch.size);
      return { loss: totals().lossSum / batch.size, gradients: read(plan.vectors.gradients, plan.trainable) };
    },
    async tap(batch, paths, training) {
      enter(batch);
      const outputs: Record<string, Float32Array> = {};
      run.forward(batch.size, { training, ...resting }, (index) => {
        const { call, value } = plan.calls[index];
        if (paths.includes(call.path)) outputs[call.path] = new Float32Array(buffer(), value.address, batch.size * sizeOf(call.outputShape)).slice();
      });
      return outputs;
    },
    async state(): Promise<ExecutorState> {
      const slots = slotOwner === null ? [] : slotNames(slotOwner);
      const optimizer = slots.reduce<Weights>((all, name, index) => ({ ...all, ...read(plan.vectors.slots[index], plan.trainable, `/${name}`) }), {});
      return { weights: { ...read(plan.vectors.weights, plan.trainable), ...read(plan.vectors.fixed, plan.fixed) }, optimizer };
    },
    async load(state) {
      writeWeights(state.weights);
      writeSlots(state.optimizer);
    },
    memory: () => memoryOf(plan),
    dispose() {
      module.unlink();
      live = null;
    },
  };
}
