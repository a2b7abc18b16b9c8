/** Variants on the command line: named in the summary, and chosen for one command. */
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { applyCommand } from '@/lib/notebook/commands/registry';
import type { NotebookDocument } from '@/lib/notebook/document';
import { variantOffers } from '@/lib/zoo/block-variants';
import { zooNotebook } from '@/lib/zoo/notebook';
import { bundleCommand, fileWith, readJson, skipbook } from './command';

beforeAll(bundleCommand);

function withKernel5(): NotebookDocument {
  const notebook = zooNotebook('resnet-20');
  const offer = notebook && variantOffers(notebook.graphs.basicBlock).find(({ id }) => id === 'kernel5');
  if (!notebook || !offer?.graph.ok) throw new Error('kernel5');
  const { nodes, edges } = offer.graph.value;
  const made = applyCommand(notebook, { type: 'makeVariant', args: { graph: 'basicBlock', name: '5×5', original: '3×3', body: { nodes: { ...nodes }, edges: [...edges] } } });
  if (!made.ok) throw new Error(made.problem.code);
  return made.value;
}

const summarySchema = z.object({ variants: z.array(z.object({ block: z.string(), name: z.string() })), totals: z.object({ parameters: z.object({ trainable: z.number() }) }) });

test('the summary names the active variants, and --variant takes others', () => {
  const file = fileWith(withKernel5());
  const summary = (...args: readonly string[]) => summarySchema.parse(readJson(skipbook('summary', file, '--json', ...args).out));
  expect(summary().variants).toEqual([{ block: 'basicBlock', name: '3×3' }]);
  expect(summary().totals.parameters.trainable).toBe(269_722);
  const other = summary('--variant', '5×5');
  expect(other.variants).toEqual([{ block: 'basicBlock', name: '5×5' }]);
  expect(other.totals.parameters.trainable).toBe(744_858);
  expect(summary('--variant', 'basicBlock=5×5')).toEqual(other);
  expect(skipbook('summary', file, '--variant', 'Basic block=5×5').out).toContain('Active variants: Basic block: 5×5');
  expect(skipbook('export', file, '--to', 'pytorch', '--variant', '5×5').out).toContain('nn.Conv2d(16, 16, 5, padding=2, bias=False)');
  expect(skipbook('validate', file).code).toBe(0);
  const unknown = skipbook('summary', file, '--variant', '7×7');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('basicBlock=3×3, basicBlock=5×5')]);
});
