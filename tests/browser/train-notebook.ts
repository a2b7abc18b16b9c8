/** Notebooks with a train cell, put into the browser's storage as the app keeps them, for the tests of training. */
import type { Page } from '@playwright/test';
import { layoutSchema, type NotebookDocument } from '@/lib/notebook/document';
import { recipeSchema, type Recipe } from '@/lib/runs/recipe';

export type TrainNotebookOptions = {
  readonly id: string;
  readonly recipe?: Partial<Recipe>;
  readonly units?: number;
  /** A convolution with stride 4 keeps the net small, so that the tests are about the cell and not about waiting. */
  readonly filters?: number;
};

export function trainNotebook({ id, recipe = {}, units = 10, filters = 4 }: TrainNotebookOptions): NotebookDocument {
  const layout = layoutSchema.parse({ direction: 'right', positions: { input1: [0, 0], conv1: [120, 0], relu1: [300, 0], pool1: [440, 0], flatten1: [600, 0], dense1: [740, 0], output1: [900, 0] } });
  return {
    format: 'skipbook',
    version: 1,
    id,
    title: 'Training',
    language: 'en',
    cells: [
      { id: 'cell1', kind: 'graph', graph: 'net' },
      { id: 'cell2', kind: 'train', graph: 'net', data: 'fashion-mnist', recipe: recipeSchema.parse(recipe), device: 'wasm', runs: [] },
    ],
    graphs: {
      net: {
        name: 'Small net',
        nodes: {
          input1: { kind: 'input', config: { height: 28, width: 28, channels: 1 } },
          conv1: { kind: 'conv2d', config: { filters, kernelSize: 3, strides: 2 } },
          relu1: { kind: 'reLU' },
          pool1: { kind: 'maxPooling2d', config: { poolSize: 2, strides: 2 } },
          flatten1: { kind: 'flatten' },
          dense1: { kind: 'dense', config: { units } },
          output1: { kind: 'output' },
        },
        edges: [
          ['input1', 'conv1'],
          ['conv1', 'relu1'],
          ['relu1', 'pool1'],
          ['pool1', 'flatten1'],
          ['flatten1', 'dense1'],
          ['dense1', 'output1'],
        ],
      },
    },
    layout: { net: layout },
  };
}

/** Keeps the notebook in the browser and opens it. */
export async function openTrainNotebook(page: Page, document: NotebookDocument): Promise<void> {
  // The app makes its database when a notebook is first opened.
  await page.goto('notebook/?id=nothing');
  await page.getByRole('main').waitFor();
  await page.evaluate(async (notebook) => {
    const database = await new Promise<IDBDatabase>((settle, refuse) => {
      const request = indexedDB.open('skipbook');
      request.onsuccess = () => settle(request.result);
      request.onerror = () => refuse(new Error('no database'));
    });
    const transaction = database.transaction(['notebooks', 'summaries'], 'readwrite');
    transaction.objectStore('notebooks').put({ id: notebook.id, revision: 1, document: notebook });
    transaction.objectStore('summaries').put({ id: notebook.id, title: notebook.title, modified: '2026-01-01T00:00:00.000Z', cells: notebook.cells.length, picture: { length: 0, arcs: [] } });
    await new Promise((settle) => (transaction.oncomplete = settle));
    database.close();
  }, document);
  await page.goto(`notebook/?id=${document.id}`);
}
