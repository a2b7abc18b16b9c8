/** The blocks of a notebook as a list: who uses them, which nobody uses, and how they are taken away. */
import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { applyCommand } from '@/lib/notebook/commands/registry';
import { definitionsOf, unusedDefinitions } from '@/lib/notebook/definitions';
import type { NotebookDocument } from '@/lib/notebook/document';
import { zooNotebook } from '@/lib/zoo/notebook';

function resnet(): NotebookDocument {
  const notebook = zooNotebook('resnet-20');
  if (notebook === null) throw new Error('zoo');
  return notebook;
}

const spare: Graph = { name: 'Spare', nodes: { x: { kind: 'input' }, y: { kind: 'output' } }, edges: [['x', 'y']] };

function parametersOf(document: NotebookDocument): number {
  return infer(document.graphs, 'net').totals.parameters.trainable;
}

describe('definitions of a notebook', () => {
  it('lists blocks with their users, and what a cell shows only when it is a block too', () => {
    const document = { ...resnet(), graphs: { ...resnet().graphs, spare } };
    expect(definitionsOf(document).map(({ id, uses }) => [id, uses.map(({ node }) => node)])).toEqual([['basicBlock', ['stage1', 'stage2', 'stage3']], ['spare', []]]);
    expect(unusedDefinitions(document)).toEqual(['spare']);
    const offered = applyCommand(document, { type: 'updateDefinition', args: { graph: 'net', block: true } });
    if (!offered.ok) throw new Error(offered.problem.code);
    expect(definitionsOf(offered.value).map(({ id }) => id)).toContain('net');
  });

  it('one in use is not taken away unasked', () => {
    const refused = applyCommand(resnet(), { type: 'removeDefinitions', args: { graphs: ['basicBlock'] } });
    expect(!refused.ok && refused.problem).toMatchObject({ code: 'definitionInUse', values: { name: 'Basic block', count: 3 } });
    const shown = applyCommand(resnet(), { type: 'removeDefinitions', args: { graphs: ['net'] } });
    expect(!shown.ok && shown.problem.code).toBe('definitionInCell');
  });

  it('unpacked everywhere, the net is the same', () => {
    const unpacked = applyCommand(resnet(), { type: 'removeDefinitions', args: { graphs: ['basicBlock'], blocks: 'unpack' } });
    if (!unpacked.ok) throw new Error(unpacked.problem.code);
    expect(Object.keys(unpacked.value.graphs)).toEqual(['net']);
    expect(parametersOf(unpacked.value)).toBe(269_722);
  });

  it('removed with its blocks, the chain closes', () => {
    const removed = applyCommand(resnet(), { type: 'removeDefinitions', args: { graphs: ['basicBlock'], blocks: 'remove' } });
    if (!removed.ok) throw new Error(removed.problem.code);
    expect(Object.keys(removed.value.graphs)).toEqual(['net']);
    // 3·3·3·16, two of BN's 16, and a dense layer of 16·10 + 10.
    expect(parametersOf(removed.value)).toBe(432 + 32 + 170);
  });

  it('unused ones stay when a cell goes, what the cell alone used does not', () => {
    const document = { ...resnet(), graphs: { ...resnet().graphs, spare } };
    const cells = document.cells.map(({ id }) => id);
    const removed = applyCommand(document, { type: 'removeCells', args: { cells } });
    expect(removed.ok && Object.keys(removed.value.graphs)).toEqual(['spare']);
  });
});
