/** Plans one pass over a program: forward and loss, and in training backward and what an update adds. */
import type { LayerCall, Program } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import { crossEntropy, crossEntropyGradient, TOTALS } from '../kernels/softmax';
import { planFolded } from '../operations/folded';
import { planNormalization } from '../operations/normalization';
import type { Backward, InputTensor, ParameterWriter, PassNumbers, PlanContext, Planned } from '../operations/operation';
import { OPERATIONS } from '../operations/registry';
import type { ModuleBuilder } from '../wasm/module-builder';
import { imageBuffer, threadBuffer, wholeBuffer, type Buffer } from './buffer';
import type { ControlBlock } from './control';
import { call, count, flexibleImages, from, images, into, part, stepping, type Part } from './part';
import { nodesOf, type Fusions, type Node } from './rewrite';
import { Scheduler } from './schedule';
import type { FlatWeights } from './weights';

/** What the passes of an executor share. */
export type Shared = {
  readonly program: Program;
  readonly batchSize: number;
  readonly module: ModuleBuilder;
  readonly control: ControlBlock;
  readonly weights: FlatWeights;
  readonly images: Buffer;
  readonly labels: Buffer;
  readonly probabilities: Buffer;
  readonly classes: number;
};

export type PassOptions = {
  readonly training: boolean;
  readonly fusions: Fusions;
  /** Whether loss and, in training, gradients are wanted; else only the values. */
  readonly loss: boolean;
};

export type Pass = {
  readonly nodes: readonly Node[];
  /** Forward, loss and backward, then what runs only if weights are updated. */
  readonly step: Scheduler;
  readonly update: Scheduler;
  /** A slot of totals for each chunk of this part; null without a loss. */
  readonly totals: { readonly buffer: Buffer; readonly part: Part } | null;
  /** By path of the last call of each node. */
  readonly values: ReadonlyMap<string, Buffer>;
  beforePass(numbers: PassNumbers, writer: ParameterWriter): void;
};

type Gradients = Map<number, Buffer[]>;

/** Nodes that get a gradient: those between a trainable weight and the output. */
function backwardNodes(nodes: readonly Node[], output: number): readonly boolean[] {
  const reaches = nodes.map((_, index) => index === output);
  for (let index = nodes.length - 1; index >= 0; index--) if (reaches[index]) for (const source of nodes[index].inputs) reaches[source] = true;
  const wants: boolean[] = [];
  for (const { calls, inputs } of nodes) wants.push(calls.some(({ weights }) => weights.some(({ trainable }) => trainable)) || inputs.some((source) => wants[source]));
  return wants.map((one, index) => one && reaches[index]);
}

export function planPass(shared: Shared, { training, fusions, loss }: PassOptions): Pass {
  const { program, module, batchSize, weights, control } = shared;
  const nodes = nodesOf(program, fusions);
  const lastCall = (node: Node): LayerCall => node.calls[node.calls.length - 1];
  const output = nodes.findIndex((node) => lastCall(node).path === program.outputs[0]);
  const hasBackward = training && loss ? backwardNodes(nodes, output) : nodes.map(() => false);
  const step = new Scheduler();
  const update = new Scheduler();
  const writers: ((numbers: PassNumbers, writer: ParameterWriter) => void)[] = [];
  const planned: Planned[] = [];
  const again = new Map<number, Buffer>();
  const gradients: Gradients = new Map();
  let workspaceBytes = 0;
  const workspace: Buffer = {
    ...threadBuffer('workspace', 0),
    get bytes() {
      return workspaceBytes;
    },
  };

  function contextOf(node: Node): PlanContext {
    const path = node.kind === 'normalization' ? node.normalization.path : node.calls[0].path;
    const { outputShape } = lastCall(node);
    const name = (what: string): string => `${path} ${what}`;
    return {
      module,
      path,
      batchSize,
      training,
      inputs: node.inputs.map((source): InputTensor => {
        const { outputShape: shape } = lastCall(nodes[source]);
        return { shape, floats: sizeOf(shape), value: planned[source].value, needsGradient: hasBackward[source] };
      }),
      outputShape,
      outputFloats: sizeOf(outputShape),
      weight: (weightName) => weights.tensor(`${path}/${weightName}`),
      tensor: (what, floats = sizeOf(outputShape)) => imageBuffer(name(what), floats, batchSize),
      whole: (what, bytes) => wholeBuffer(name(what), 'work', bytes),
      workspace(bytes) {
        workspaceBytes = Math.max(workspaceBytes, bytes);
        return workspace;
      },
      scratch: (what, bytes) => threadBuffer(name(what), bytes),
      parameter: () => control.parameter(),
      beforePass: (write) => writers.push(write),
      add(description) {
        const one = part({ path, ...description });
        step.add(one);
        return one;
      },
      addToUpdate: (description) => update.add(part({ path, ...description })),
      inputAgain(port) {
        const source = node.inputs[port];
        const known = again.get(source);
        if (known !== undefined) return known;
        const { value, again: compute } = planned[source];
        const buffer = compute === undefined ? value : compute();
        again.set(source, buffer);
        return buffer;
      },
      contribute(port, gradient) {
        const source = node.inputs[port];
        if (!hasBackward[source]) return;
        gradients.set(source, [...(gradients.get(source) ?? []), gradient]);
      },
    };
  }

  function planNode(node: Node): Planned {
    const context = contextOf(node);
    switch (node.kind) {
      case 'normalization':
        return planNormalization(context, node.normalization.config, { adds: node.adds, rectifies: node.rectifies });
      case 'folded':
        return planFolded(context, { ...node, statistics: (name) => weights.tensor(`${node.normalization.path}/${name}`) });
      case 'call':
        if (node.calls[0].path === program.inputs[0]) return { value: shared.images, backward: () => undefined };
        return OPERATIONS[node.calls[0].className].plan(node.calls[0], context);
    }
  }

  nodes.forEach((node) => planned.push(planNode(node)));
  const totals = loss ? addLoss(shared, step, planned[output].value) : null;
  if (hasBackward[output]) gradients.set(output, [addLossGradient(shared, step)]);
  for (let index = nodes.length - 1; index >= 0; index--) {
    const given = gradients.get(index);
    const backward: Backward = planned[index].backward;
    if (hasBackward[index] && given !== undefined) backward(given);
  }
  return {
    nodes,
    step,
    update,
    totals,
    values: new Map(nodes.map((node, index) => [lastCall(node).path, planned[index].value])),
    beforePass: (numbers, writer) => writers.forEach((write) => write(numbers, writer)),
  };
}

function addLoss({ module, classes, batchSize, labels, probabilities }: Shared, step: Scheduler, logits: Buffer): { readonly buffer: Buffer; readonly part: Part } {
  const buffer = wholeBuffer('totals', 'work', batchSize * TOTALS.bytes, true);
  const one = part({
    path: 'loss',
    does: 'loss',
    split: flexibleImages(classes),
    calls: [call(crossEntropy(module, classes), from(logits), from(labels), into(probabilities), stepping(buffer, 'chunk', TOTALS.bytes, 'write'), count())],
  });
  step.add(one);
  return { buffer, part: one };
}

function addLossGradient({ module, classes, batchSize, labels, probabilities }: Shared, step: Scheduler): Buffer {
  const gradient = imageBuffer('loss gradient', classes, batchSize);
  step.add(
    part({
      path: 'loss',
      does: 'gradient',
      split: flexibleImages(classes),
      calls: [call(crossEntropyGradient(module, classes), from(probabilities), from(labels), into(gradient), count(), images())],
    }),
  );
  return gradient;
}
