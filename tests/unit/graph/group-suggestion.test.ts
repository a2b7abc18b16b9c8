/** The way out of a selection that cannot become a block: always one that can, and none where it can already. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupNodes } from '@/lib/graph/group';
import { groupSuggestion } from '@/lib/graph/group-suggestion';
import { problemSentence } from '@/lib/i18n/format';
import { graphsOf } from '@/lib/zoo/registry';

const block = graphsOf('resnet-20')?.graphs.basicBlock;
if (block === undefined) throw new Error('zoo');
const graphs = { block };

function refusal(ids: readonly string[]): string {
  const grouped = groupNodes(graphs, 'block', ids, 'Block');
  return grouped.ok ? '' : problemSentence(grouped.problem, 'en');
}

it('leaves out the ends of the graph', () => {
  expect(refusal(['input', 'conv1'])).toContain('Leave it out of the selection');
  expect(groupSuggestion(graphs, 'block', ['input', 'conv1', 'bn1'])).toEqual(['conv1', 'bn1']);
});

it('takes in what lies between', () => {
  expect(refusal(['conv1', 'relu1'])).toContain('Select it too');
  expect(groupSuggestion(graphs, 'block', ['conv1', 'relu1'])).toEqual(['conv1', 'bn1', 'relu1']);
});

it('goes on to where branches meet', () => {
  expect(refusal(['conv1', 'shortcut'])).toContain('exactly one output');
  const found = groupSuggestion(graphs, 'block', ['conv1', 'shortcut']) ?? [];
  expect([...found].sort()).toEqual(['add', 'bn1', 'bn2', 'conv1', 'conv2', 'relu1', 'shortcut']);
});

it('is null where there is nothing to group, or it is a block already', () => {
  expect(refusal([])).toContain('Select the layers first');
  expect(groupSuggestion(graphs, 'block', [])).toBeNull();
  expect(groupSuggestion(graphs, 'block', ['input', 'output'])).toBeNull();
  expect(groupSuggestion(graphs, 'block', ['bn1', 'conv1'])).toBeNull();
});

it('whatever is selected, what is suggested can become a block and holds the layers of the selection (property)', () => {
  fc.assert(
    fc.property(fc.subarray(Object.keys(block.nodes)), (ids) => {
      const found = groupSuggestion(graphs, 'block', ids);
      if (found === null) return;
      expect(groupNodes(graphs, 'block', found, 'Block').ok).toBe(true);
      for (const id of ids) if (id !== 'input' && id !== 'output') expect(found).toContain(id);
    }),
    { numRuns: 200 },
  );
});
