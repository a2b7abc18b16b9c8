/** Cells in and out of a notebook: commands, clipboard, copies, the store's history. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packCells, parsePackedCells, unpackCells } from '@/lib/notebook/clipboard';
import { applyCommand, type Command } from '@/lib/notebook/commands/registry';
import { emptyNotebook } from '@/lib/notebook/create';
import { documentSchema, type NotebookDocument } from '@/lib/notebook/document';
import { starterNotebook } from '@/lib/notebook/starter/starter';
import { createNotebookStore } from '@/lib/stores/notebook-store';

function apply(document: NotebookDocument, command: Command): NotebookDocument {
  const result = applyCommand(document, command);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

const starter = starterNotebook('en');

describe('clipboard', () => {
  test('a graph cell travels with its graph and layout', () => {
    const packed = packCells(starter, ['cell2']);
    expect(Object.keys(packed.graphs)).toEqual(['graph1']);
    const pasted = unpackCells(emptyNotebook('en'), packed);
    expect(pasted.cells).toEqual([{ id: 'cell1', kind: 'graph', title: 'A residual net', graph: 'graph1' }]);
    expect(pasted.graphs).toEqual(starter.graphs);
  });

  test('pasted beside its original, cell and graph get ids of their own', () => {
    const pasted = unpackCells(starter, packCells(starter, ['cell2']));
    expect(pasted.cells[0]).toMatchObject({ id: 'cell6', graph: 'graph2' });
    expect(Object.keys(pasted.graphs)).toEqual(['graph2']);
  });

  test('graph and train cell copied together stay together', () => {
    const pasted = unpackCells(starter, packCells(starter, ['cell2', 'cell4']));
    expect(pasted.cells.map((cell) => cell.graph)).toEqual(['graph2', 'graph2']);
  });

  test('runs stay with the train cell that made them', () => {
    const ran = apply(starter, { type: 'updateCell', args: { cell: 'cell4', fields: { runs: ['r1'] } } });
    expect(unpackCells(ran, packCells(ran, ['cell4'])).cells[0].runs).toEqual([]);
  });

  test('blocks, variants and twins that a graph needs come along and are renamed together', () => {
    const { graph1 } = starter.graphs;
    const document: NotebookDocument = {
      ...starter,
      graphs: {
        graph1: { ...graph1, nodes: { ...graph1.nodes, stage1: { kind: 'block', graph: 'block' } } },
        block: { name: 'Block', nodes: {}, edges: [], variants: { active: 'a', of: { a: 'block', b: 'other' } } },
        other: { name: 'Other', nodes: {}, edges: [], twinOf: 'block' },
      },
    };
    const { graphs } = unpackCells(document, packCells(document, ['cell2']));
    expect(Object.keys(graphs)).toEqual(['graph2', 'graph3', 'graph4']);
    expect(graphs.graph2.nodes.stage1.graph).toBe('graph3');
    expect(graphs.graph3.variants?.of).toEqual({ a: 'graph3', b: 'graph4' });
    expect(graphs.graph4.twinOf).toBe('graph3');
  });

  test('other text on the clipboard is no cell', () => {
    for (const text of ['', 'hello', '{}', '[1]', '{"format":"skipbook-nodes"}']) expect(parsePackedCells(text)).toMatchObject({ ok: false, problem: { code: 'noCellsOnClipboard' } });
  });

  test('a pack survives the clipboard as text', () => {
    const packed = packCells(starter, ['cell1', 'cell2', 'cell4']);
    expect(parsePackedCells(JSON.stringify(packed))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(packed)) });
  });
});

describe('commands', () => {
  test('deleting the last cell of a graph takes the graph away; another cell on it keeps it', () => {
    const withoutTraining = apply(starter, { type: 'removeCells', args: { cells: ['cell4'] } });
    expect(Object.keys(withoutTraining.graphs)).toEqual(['graph1']);
    expect(apply(withoutTraining, { type: 'removeCells', args: { cells: ['cell2'] } }).graphs).toEqual({});
    expect(Object.keys(apply(starter, { type: 'removeCells', args: { cells: ['cell2'] } }).graphs)).toEqual(['graph1']);
  });

  test('a cell keeps what this version does not know of it', () => {
    const odd = { ...starter, cells: [{ id: 'cell1', kind: 'text', markdown: 'a', colour: 'blue' }] };
    expect(apply(odd, { type: 'updateCell', args: { cell: 'cell1', fields: { markdown: 'b' } } }).cells[0]).toEqual({ id: 'cell1', kind: 'text', markdown: 'b', colour: 'blue' });
  });

  test.each<[string, Command, string]>([
    ['a cell that is gone', { type: 'updateCell', args: { cell: 'cell99', fields: {} } }, 'noSuchCell'],
    ['a field of the wrong kind', { type: 'updateCell', args: { cell: 'cell1', fields: { markdown: 7 } } }, 'badCellField'],
    ['a cell twice', { type: 'addCell', args: { cell: { id: 'cell1', kind: 'text', markdown: '' } } }, 'cellExists'],
    ['a place that is no place', { type: 'moveCell', args: { cell: 'cell1', index: -1 } }, 'badCommand'],
  ])('%s is refused', (_, command, code) => {
    expect(applyCommand(starter, command)).toMatchObject({ ok: false, problem: { code } });
  });
});

const cellCommand = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), index: fc.nat(8), markdown: fc.string() }),
  fc.record({ kind: fc.constant('move' as const), cell: fc.nat(8), index: fc.nat(8) }),
  fc.record({ kind: fc.constant('remove' as const), cell: fc.nat(8) }),
  fc.record({ kind: fc.constant('title' as const), title: fc.string() }),
  fc.record({ kind: fc.constant('collapse' as const), cell: fc.nat(8) }),
);

test('after any edits the document fits its schema, undo leads back to the start and redo forward again', () => {
  fc.assert(
    fc.property(fc.array(cellCommand, { maxLength: 25 }), (steps) => {
      const notebook = createNotebookStore(starter);
      const current = () => notebook.store.getState().document;
      let count = 0;
      for (const step of steps) {
        const { cells } = current();
        const cell = 'cell' in step ? cells[step.cell % Math.max(1, cells.length)]?.id : undefined;
        if (step.kind === 'add') notebook.dispatch({ type: 'addCell', args: { cell: { id: `new${count++}`, kind: 'text', markdown: step.markdown }, index: step.index } });
        else if (step.kind === 'title') notebook.dispatch({ type: 'setTitle', args: { title: step.title } });
        else if (cell === undefined) continue;
        else if (step.kind === 'move') notebook.dispatch({ type: 'moveCell', args: { cell, index: step.index } });
        else if (step.kind === 'remove') notebook.dispatch({ type: 'removeCells', args: { cells: [cell] } });
        else notebook.dispatch({ type: 'updateCell', args: { cell, fields: { collapsed: true } } });
        expect(documentSchema.safeParse(current()).success).toBe(true);
      }
      const end = current();
      while (notebook.undo());
      expect(current()).toBe(starter);
      while (notebook.redo());
      expect(current()).toBe(end);
    }),
    { numRuns: 60 },
  );
});

describe('history', () => {
  test('the keystrokes of one field are one step, another field begins another', () => {
    const notebook = createNotebookStore(starter);
    for (const markdown of ['a', 'ab', 'abc']) notebook.dispatch({ type: 'updateCell', args: { cell: 'cell1', fields: { markdown } } }, { gesture: 'write cell1' });
    for (const title of ['T', 'Ti']) notebook.dispatch({ type: 'setTitle', args: { title } }, { gesture: 'title' });
    notebook.undo();
    expect(notebook.store.getState().document).toMatchObject({ title: starter.title, cells: [{ markdown: 'abc' }, {}, {}, {}, {}] });
    notebook.undo();
    expect(notebook.store.getState().document).toBe(starter);
    expect(notebook.undo()).toBe(false);
  });

  test('a reader changes nothing, a held gesture stops undo', () => {
    const notebook = createNotebookStore(starter);
    notebook.dispatch({ type: 'setTitle', args: { title: 'Other' } });
    const release = notebook.holdHistory();
    expect(notebook.undo()).toBe(false);
    release();
    notebook.setReadOnly('otherTab');
    expect(notebook.dispatch({ type: 'setTitle', args: { title: 'Third' } })).toMatchObject({ code: 'readOnly' });
    expect(notebook.undo()).toBe(false);
    notebook.setReadOnly(null);
    expect(notebook.undo()).toBe(true);
  });
});
