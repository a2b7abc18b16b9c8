/** Gated shortcuts: the bias that a gate starts from, and what it lets through then. */
import { describe, expect, it } from 'vitest';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf } from '@/lib/zoo/registry';

function programOf(id: string, options: ZooOptions): Program {
  const net = graphsOf(id, { blocks: [1, 1, 1], filters: 4, imageSize: 8, ...options });
  if (net === null) throw new Error(id);
  const program = lower(net.graphs, net.root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}

/** The mean of what the gate of the first block lets through on its shortcut, at the start. */
async function openness(id: string, gateBias: number): Promise<number> {
  const program = programOf(id, { own: { gateBias } });
  const executor = await createWasmExecutor(program, { batchSize: 4, weights: initialWeights(program, { seed: 2, initializer: 'heNormal', lastGamma: 1 }) });
  const images = Float32Array.from({ length: 4 * 8 * 8 * 3 }, (_, index) => Math.sin(index));
  const gate = id.endsWith('exclusive-gating') ? 'stage1.0.counterGate' : 'stage1.0.gate';
  const found = program.layers.find(({ path }) => path === gate)?.path ?? gate.replace('.0', '');
  const taps = await executor.tap({ size: 4, images, labels: new Int32Array(4) }, [found], true);
  executor.dispose();
  return taps[found].reduce((sum, value) => sum + value, 0) / taps[found].length;
}

describe.each(['resnet-20-shortcut-only-gating', 'resnet-20-exclusive-gating'])('%s', (id) => {
  it('starts with its shortcut nearly open at −6, and nearly closed at 6', async () => {
    expect(await openness(id, -6)).toBeGreaterThan(0.95);
    expect(await openness(id, 6)).toBeLessThan(0.05);
  });
  it('has the bias of its parameter as start value, 0 where none is given', () => {
    const constants = (own: ZooOptions['own']) => programOf(id, { own }).layers.flatMap(({ weights }) => weights).filter(({ name }) => name === 'bias').map(({ constant }) => constant);
    const sign = id.endsWith('exclusive-gating') ? 1 : -1;
    expect(constants({})).toEqual([sign * -6, sign * -6, sign * -6, undefined]);
    expect(constants({ gateBias: 0 })).toEqual([undefined, undefined, undefined, undefined]);
  });
});
