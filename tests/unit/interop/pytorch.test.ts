/** Exported PyTorch text; where PyTorch is installed it is run and held against the engine, number by number. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Graph, GraphNode } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { kinds } from '@/lib/graph/registry';
import { sizeOf } from '@/lib/graph/shape';
import { writePyTorch } from '@/lib/interop/pytorch';
import { moduleNames } from '@/lib/interop/pytorch/names';
import { graphsOf } from '@/lib/zoo/registry';
import { randomBatch, randomWeights } from '../engine/programs';
import { relativeError } from '../engine/reference';

function programOf(graph: Graph): Program {
  const program = lower({ net: graph }, 'net');
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}

function zooProgram(id: string, imageSize: number, policy: 'A' | 'B'): Program {
  const net = graphsOf(id, { blocks: id.startsWith('resnet-50') ? [1, 1, 1, 1] : [2, 2, 2], filters: 4, classes: 5, imageSize, policy });
  if (net === null) throw new Error(id);
  const program = lower(net.graphs, net.root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}

function chainOf(nodes: Readonly<Record<string, GraphNode>>, more: readonly [string, string][] = []): Graph {
  const ids = Object.keys(nodes);
  const taken = new Set(more.map(([, target]) => target.split(':')[0]));
  return { name: 'chain', nodes, edges: [...ids.slice(1).flatMap((id, index): [string, string][] => (taken.has(id) ? [] : [[ids[index], id]])), ...more] };
}

/** Layers of every kind on odd sizes, with names that Python keeps for itself. */
const everyKind: Graph = chainOf(
  {
    input: { kind: 'input', config: { height: 17, width: 14, channels: 3 } },
    train: { kind: 'conv2d', config: { filters: 6, kernelSize: 4, strides: 2, useBias: true } },
    class: { kind: 'activation', config: { activation: 'leakyReLU', alpha: 0.2 } },
    depthwise: { kind: 'depthwiseConv2d', config: { kernelSize: 3, strides: 2, depthMultiplier: 2, useBias: true } },
    elu: { kind: 'activation', config: { activation: 'elu', alpha: 1.5 } },
    pad: { kind: 'zeroPadding2d', config: { top: 1, bottom: 2, left: 3, right: 0 } },
    maxPool: { kind: 'maxPooling2d', config: { poolSize: 3, strides: 2, padding: 'same' } },
    tanh: { kind: 'activation', config: { activation: 'tanh' } },
    meanUneven: { kind: 'averagePooling2d', config: { poolSize: 2, strides: 1, padding: 'same' } },
    meanEven: { kind: 'averagePooling2d', config: { poolSize: 3, strides: 1, padding: 'same' } },
    valid: { kind: 'conv2d', config: { filters: 4, kernelSize: 2, padding: 'valid' } },
    grouped: { kind: 'conv2d', config: { filters: 8, kernelSize: 3, groups: 4, useBias: true } },
    bn: { kind: 'batchNormalization', config: { momentum: 0.99, epsilon: 0.001 } },
    gelu: { kind: 'activation', config: { activation: 'gelu' } },
    sigmoid: { kind: 'activation', config: { activation: 'sigmoid' } },
    scale: { kind: 'scale', config: { factor: -0.5, trainable: true } },
    product: { kind: 'multiply' },
    both: { kind: 'concatenate' },
    dropout: { kind: 'dropout' },
    softmax: { kind: 'activation', config: { activation: 'softmax' } },
    flatten: { kind: 'flatten' },
    dense: { kind: 'dense', config: { units: 6, useBias: false } },
    bnVector: { kind: 'batchNormalization' },
    relu: { kind: 'reLU' },
    last: { kind: 'dense', config: { units: 3 } },
    output: { kind: 'output' },
  },
  [
    ['scale', 'product:0'],
    ['gelu', 'product:1'],
    ['product', 'both:0'],
    ['sigmoid', 'both:1'],
  ],
);

const cases: Readonly<Record<string, Program>> = {
  'every kind': programOf(everyKind),
  'ResNet-14 with option A on odd images': zooProgram('resnet-20', 15, 'A'),
  'ResNet-14 with option B on even images': zooProgram('resnet-20', 16, 'B'),
  'full pre-activation': zooProgram('resnet-20-pre-activation', 16, 'A'),
  'exclusive gating': zooProgram('resnet-20-exclusive-gating', 16, 'B'),
  'ImageNet bottleneck': zooProgram('resnet-50', 45, 'B'),
};

function trainable(program: Program): number {
  return program.layers.flatMap((layer) => layer.weights).reduce((sum, weight) => sum + (weight.trainable ? sizeOf(weight.shape) : 0), 0);
}

describe('text', () => {
  it('has a line for every module and ends in make_model()', () => {
    const text = writePyTorch(zooProgram('resnet-20', 32, 'A'), 'A "net"');
    expect(text).toContain('"""A \\"net\\", written by Skipbook.');
    expect(text).toContain('self.conv = nn.Conv2d(3, 4, 3, padding=1, bias=False)');
    expect(text).toContain('self.bn = nn.BatchNorm2d(4, eps=0.00001, momentum=0.1)');
    expect(text).toMatch(/def make_model\(\):\n {4}return Model\(\)\n$/);
  });
  it('pads unevenly where TensorFlow’s same does, and pads channels for option A', () => {
    const text = writePyTorch(zooProgram('resnet-20', 32, 'A'), 'net');
    expect(text).toContain('self.stage2_0_conv1(F.pad(x, (0, 1, 0, 1)))');
    expect(text).toMatch(/F\.pad\(x\[:, :, ::2, ::2\], \(0, 0, 0, 0, 0, 4\)\)/);
  });
  it('starts the bias of a gate where the gate says', () => {
    const text = writePyTorch(zooProgram('resnet-20-shortcut-only-gating', 32, 'A'), 'net');
    expect(text).toContain('nn.init.constant_(self.stage1_0_gateConv.bias, 6)');
  });
  it('is there for the operations of every kind that lowers to one', () => {
    for (const kind of kinds) if (kind.kind !== 'input' && kind.kind !== 'output') expect(kind.torch, kind.kind).toBeDefined();
  });
  it('names every layer once, and none as Python or nn.Module does', () => {
    expect([...moduleNames(['train', 'a.0.b', 'a_0_b', 'class']).values()]).toEqual(['train_', 'a_0_b', 'a_0_b_', 'class_']);
  });
});

/** The first Python here that has PyTorch. */
const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import torch']).status === 0);

describe.skipIf(python === undefined)('PyTorch', () => {
  it('computes what the engine computes, with as many parameters', { timeout: 120_000 }, async () => {
    const inputs = Object.entries(cases).map(([name, program], index) => {
      const names = moduleNames(program.layers.map((call) => call.path));
      const weights = randomWeights(program, index);
      const batch = randomBatch(program, 2, index);
      return { name, program, names, weights, batch };
    });
    const request = inputs.map(({ name, program, names, weights, batch }) => ({
      name,
      source: writePyTorch(program, name),
      weights: program.layers.flatMap((call) => call.weights.map((weight) => ({ module: names.get(call.path), name: weight.name, shape: weight.shape, values: [...weights[`${call.path}/${weight.name}`]] }))),
      images: [...batch.images],
      shape: [2, ...program.layers[0].outputShape],
    }));
    const run = spawnSync(python ?? '', [join(import.meta.dirname, 'run_model.py')], { input: JSON.stringify(request), encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(run.stderr).toBe('');
    const answer: unknown = JSON.parse(run.stdout);
    const results = z.array(z.object({ parameters: z.number(), logits: z.array(z.number()) })).parse(answer);
    for (const [index, { name, program, weights, batch }] of inputs.entries()) {
      const executor = await createWasmExecutor(program, { batchSize: 2, weights });
      const [output] = program.outputs;
      const taps = await executor.tap(batch, [output], false);
      executor.dispose();
      expect(results[index].parameters, name).toBe(trainable(program));
      expect(relativeError(results[index].logits, [...taps[output]]), name).toBeLessThan(1e-4);
    }
  });
});
