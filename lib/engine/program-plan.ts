/** Lays a program out for one batch size: flat weight vectors, buffers with their lives, and each call's kernels. */
import type { LayerCall, Program, WeightSpec } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import { addTensors, vectorBytes, vectorsOf } from './kernels/elementwise';
import { FLOAT_BYTES } from './kernels/loops';
import { TOTALS } from './kernels/softmax';
import { MemoryPlan, type Allocation, type PlacedMemory } from './memory-plan';
import type { InputTensor, OperationSteps, PlanContext, WeightTensor } from './operations/operation';
import { OPERATIONS } from './operations/registry';
import type { ModuleBuilder } from './wasm/module-builder';

export type PlannedWeight = { readonly key: string; readonly spec: WeightSpec; readonly floats: number; /** Bytes from the start of its flat vector. */ readonly offset: number };

export type PlannedCall = { readonly call: LayerCall; readonly value: Allocation; readonly steps: OperationSteps; readonly hasBackward: boolean };

/** Trainable weights, their gradients and optimiser slots lie in vectors of one layout; so do the other weights. */
export type FlatVectors = {
  readonly weights: Allocation;
  readonly gradients: Allocation;
  readonly slots: readonly [Allocation, Allocation];
  readonly fixed: Allocation;
};

export type ProgramPlan = {
  readonly calls: readonly PlannedCall[];
  readonly trainable: readonly PlannedWeight[];
  readonly fixed: readonly PlannedWeight[];
  readonly vectors: FlatVectors;
  readonly images: Allocation;
  readonly imageFloats: number;
  readonly classes: number;
  readonly labels: Allocation;
  readonly logits: Allocation;
  readonly logitsGradient: Allocation;
  readonly probabilities: Allocation;
  readonly totals: Allocation;
  readonly memory: PlacedMemory;
};

const NOWHERE: Allocation = { bytes: 0, address: 0 };

/** A part of an allocation; its address follows the whole's. */
function part(whole: Allocation, offset: number, bytes: number): Allocation {
  return {
    bytes,
    get address() {
      return whole.address + offset;
    },
  };
}

function layOutWeights(program: Program, trainable: boolean): { readonly weights: PlannedWeight[]; readonly bytes: number } {
  let bytes = 0;
  const weights = program.layers.flatMap((call) =>
    call.weights
      .filter((spec) => spec.trainable === trainable)
      .map((spec) => {
        const floats = sizeOf(spec.shape);
        const planned = { key: `${call.path}/${spec.name}`, spec, floats, offset: bytes };
        bytes += vectorBytes(floats);
        return planned;
      }),
  );
  return { weights, bytes };
}

/** The calls' edges by index, and what follows from them for the gradients. */
type Wiring = {
  readonly inputs: readonly (readonly number[])[];
  readonly output: number;
  /** Calls that get a gradient: those between a trainable weight and the output. */
  readonly hasBackward: readonly boolean[];
  /** Last call that reads each call's value; the call itself if none does. */
  readonly lastConsumer: readonly number[];
  /** By call and input: whether another call has already given that input a gradient when this one does. */
  readonly accumulates: readonly (readonly boolean[])[];
};

function wire(program: Program): Wiring {
  const { layers } = program;
  const indexOf = new Map(layers.map((call, index) => [call.path, index]));
  const find = (path: string): number => {
    const index = indexOf.get(path);
    if (index === undefined) throw new Error(`The program has no call ${path}.`);
    return index;
  };
  const inputs = layers.map((call) => call.inputs.map(find));
  if (program.inputs.length !== 1 || program.outputs.length !== 1) throw new Error('The engine takes programs with one input and one output.');
  const output = find(program.outputs[0]);

  const reachesOutput = layers.map((_, index) => index === output);
  for (let index = layers.length - 1; index >= 0; index--) if (reachesOutput[index]) for (const source of inputs[index]) reachesOutput[source] = true;
  const wantsGradient: boolean[] = [];
  layers.forEach((call, index) => wantsGradient.push(call.weights.some((spec) => spec.trainable) || inputs[index].some((source) => wantsGradient[source])));
  const hasBackward = wantsGradient.map((wants, index) => wants && reachesOutput[index]);

  const lastConsumer = layers.map((_, index) => index);
  inputs.forEach((sources, index) => sources.forEach((source) => (lastConsumer[source] = index)));

  const given = layers.map(() => false);
  const accumulates = inputs.map((sources) => sources.map(() => false));
  for (let index = layers.length - 1; index >= 0; index--) {
    if (!hasBackward[index]) continue;
    inputs[index].forEach((source, port) => {
      accumulates[index][port] = given[source];
      given[source] = true;
    });
  }
  return { inputs, output, hasBackward, lastConsumer, accumulates };
}

/**
 * Plans the program for batches of up to `batchSize` images. Moments of a step: call i runs forward at i, the loss comes at n,
 * call i runs backward at 2n − i. The module gets the kernels that the plan asks for.
 */
export function planProgram(program: Program, batchSize: number, module: ModuleBuilder): ProgramPlan {
  const { layers } = program;
  const wiring = wire(program);
  const memory = new MemoryPlan();
  const lossTime = layers.length;
  const backwardTime = (index: number): number => 2 * layers.length - index;

  const trainable = layOutWeights(program, true);
  const fixed = layOutWeights(program, false);
  const vectors: FlatVectors = {
    weights: memory.forever('weights', trainable.bytes),
    fixed: memory.forever('weights', fixed.bytes),
    gradients: memory.forever('optimizer', trainable.bytes),
    slots: [memory.forever('optimizer', trainable.bytes), memory.forever('optimizer', trainable.bytes)],
  };
  const weightTensors = new Map<string, WeightTensor>();
  for (const { key, offset, floats: length } of trainable.weights) {
    weightTensors.set(key, { value: part(vectors.weights, offset, length * FLOAT_BYTES), gradient: part(vectors.gradients, offset, length * FLOAT_BYTES) });
  }
  for (const { key, offset, floats: length } of fixed.weights) weightTensors.set(key, { value: part(vectors.fixed, offset, length * FLOAT_BYTES), gradient: null });

  const tensorBytes = (call: LayerCall): number => vectorBytes(batchSize * sizeOf(call.outputShape));
  const lastRead = layers.map((_, index) => Math.max(index, wiring.lastConsumer[index], index === wiring.output ? lossTime : 0));
  layers.forEach((call, index) => {
    if (!wiring.hasBackward[index]) return;
    const reads = OPERATIONS[call.className].reads(call);
    if (reads.output) lastRead[index] = Math.max(lastRead[index], backwardTime(index));
    if (reads.inputs) for (const source of wiring.inputs[index]) lastRead[source] = Math.max(lastRead[source], backwardTime(index));
  });
  const values = layers.map((call, index) => memory.between(index, lastRead[index], tensorBytes(call)));
  const gradients = layers.map((call, index) => {
    if (!wiring.hasBackward[index]) return NOWHERE;
    const firstGiven = index === wiring.output ? lossTime : backwardTime(wiring.lastConsumer[index]);
    return memory.between(firstGiven, backwardTime(index), tensorBytes(call));
  });

  const addInto = addTensors(module);
  const calls = layers.map((call, index): PlannedCall => {
    const hasBackward = wiring.hasBackward[index];
    const scratch = memory.scratchArea();
    const sources = wiring.inputs[index];
    const collected = sources.map((source, port) => (wiring.accumulates[index][port] && wiring.hasBackward[source] ? scratch(tensorBytes(layers[source])) : null));
    const context: PlanContext = {
      module,
      batchSize,
      inputs: sources.map((source): InputTensor => ({ shape: layers[source].outputShape, value: values[source], needsGradient: hasBackward && wiring.hasBackward[source] })),
      output: { shape: call.outputShape, value: values[index], gradient: gradients[index] },
      weight(name) {
        const tensor = weightTensors.get(`${call.path}/${name}`);
        if (tensor === undefined) throw new Error(`The program has no weight ${call.path}/${name}.`);
        return tensor;
      },
      kept: (bytes) => memory.between(index, hasBackward ? backwardTime(index) : index, bytes),
      scratch,
      propagate(port, images, write) {
        const source = sources[port];
        if (!wiring.hasBackward[source]) return;
        const into = gradients[source].address;
        const apart = collected[port];
        write(apart === null ? into : apart.address);
        if (apart !== null) addInto(into, apart.address, into, vectorsOf(images * sizeOf(layers[source].outputShape)));
      },
    };
    return { call, value: values[index], steps: OPERATIONS[call.className].plan(call, context), hasBackward };
  });

  const inputCall = layers.findIndex((call) => call.path === program.inputs[0]);
  const classes = sizeOf(layers[wiring.output].outputShape);
  return {
    calls,
    trainable: trainable.weights,
    fixed: fixed.weights,
    vectors,
    images: values[inputCall],
    imageFloats: sizeOf(layers[inputCall].outputShape),
    classes,
    labels: memory.forever('activations', batchSize * FLOAT_BYTES),
    logits: values[wiring.output],
    logitsGradient: gradients[wiring.output],
    probabilities: memory.forever('activations', batchSize * classes * FLOAT_BYTES),
    totals: memory.forever('activations', TOTALS.bytes),
    memory: memory.place(),
  };
}
