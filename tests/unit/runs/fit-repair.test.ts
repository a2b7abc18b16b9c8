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
