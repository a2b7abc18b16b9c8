/** Repairs of nets that do not fit their data: after the edit the net fits. */
import { expect, test } from 'vitest';
import { applyGraphEdit } from '@/lib/graph/edit';
import type { Graph } from '@/lib/graph/graph';
import { programOf } from '@/lib/runs/net';
import { snapshotOf } from '@/lib/runs/snapshot';
import { fitRepair } from '@/lib/training/fit-repair';
import { misfit } from '@/lib/training/plan';
import type { Program } from '@/lib/graph/program';

const data = { name: 'Clothes', shape: [28, 28, 1] as const, classes: Array.from({ length: 10 }, (_, index) => `class ${index}`) };

function chain(nodes: Graph['nodes']): Graph {
  const ids = Object.keys(nodes);
  return { name: 'Net', nodes, edges: ids.slice(1).map((id, index): [string, string] => [ids[index], id]) };
}

function program(graph: Graph): Program {
  const lowered = programOf(snapshotOf({ net: graph }, 'net', {}));
  if (!lowered.ok) throw new Error(lowered.problem[0].code);
  return lowered.value;
}

/** Repairs until nothing more is known, and gives what is then still wrong. */
function mended(graph: Graph): { readonly kinds: readonly string[]; readonly problem: string | null } {
  const kinds: string[] = [];
  let current = graph;
  for (let round = 0; round < 3; round++) {
    const problem = misfit(program(current), data);
    if (problem === null) return { kinds, problem: null };
    const repair = fitRepair(problem, program(current), { net: current }, 'net', data);
    if (repair === null) return { kinds, problem: problem.code };
    kinds.push(repair.kind);
    if (repair.kind === 'arguments') throw new Error('not an edit');
    const edited = applyGraphEdit(current, repair.edit);
    if (!edited.ok) throw new Error(edited.problem.code);
    current = edited.value;
  }
  return { kinds, problem: 'not mended' };
}

test('the units of the last dense layer are set to the number of classes', () => {
  const graph = chain({ input1: { kind: 'input', config: { height: 28, width: 28, channels: 1 } }, flatten1: { kind: 'flatten' }, dense1: { kind: 'dense', config: { units: 7 } }, output1: { kind: 'output' } });
  expect(mended(graph)).toEqual({ kinds: ['units'], problem: null });
});

test('a dense layer is put in where the net ends without one, and the input takes the size of the images', () => {
  const graph = chain({ input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, pool1: { kind: 'globalAveragePooling2d' }, output1: { kind: 'output' } });
  expect(mended(graph)).toEqual({ kinds: ['input', 'dense'], problem: null });
});

test('a net that ends in an image is left to its author', () => {
  const graph = chain({ input1: { kind: 'input', config: { height: 28, width: 28, channels: 1 } }, conv1: { kind: 'conv2d' }, output1: { kind: 'output' } });
  expect(mended(graph)).toEqual({ kinds: [], problem: 'trainingClassesDiffer' });
});

test('what the net leaves to its parameters is set in the train cell, and the net keeps them', () => {
  const parameters = ['side', 'depth', 'classes'].map((name) => ({ name, type: 'integer' as const, default: 32 }));
  const input = { height: '=side', width: '=side', channels: '=depth' };
  const graph: Graph = { ...chain({ input1: { kind: 'input', config: input }, flatten1: { kind: 'flatten' }, dense1: { kind: 'dense', config: { units: '= classes' } }, output1: { kind: 'output' } }), parameters };
  let values: Readonly<Record<string, number>> = {};
  const steps: readonly Readonly<Record<string, number>>[] = [{ side: 28, depth: 1 }, { classes: 10 }];
  for (const expected of steps) {
    const lowered = programOf(snapshotOf({ net: graph }, 'net', values));
    if (!lowered.ok) throw new Error(lowered.problem[0].code);
    const problem = misfit(lowered.value, data);
    const repair = problem && fitRepair(problem, lowered.value, { net: graph }, 'net', data);
    expect(repair).toEqual({ kind: 'arguments', values: expected });
    values = { ...values, ...expected };
  }
  const lowered = programOf(snapshotOf({ net: graph }, 'net', values));
  expect(lowered.ok && misfit(lowered.value, data)).toBeNull();
});

test('a parameter that would have to be two numbers is left, and the layer gets numbers', () => {
  const graph: Graph = { ...chain({ input1: { kind: 'input', config: { height: '=side', width: '=side', channels: '=side' } }, flatten1: { kind: 'flatten' }, output1: { kind: 'output' } }), parameters: [{ name: 'side', type: 'integer', default: 32 }] };
  const problem = misfit(program(graph), data);
  expect(problem && fitRepair(problem, program(graph), { net: graph }, 'net', data)).toMatchObject({ kind: 'input', edit: { configure: { input1: { height: 28, width: 28, channels: 1 } } } });
});
