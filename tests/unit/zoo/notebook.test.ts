/** A notebook that starts from a net of the zoo is a file like any other. */
import { expect, it } from 'vitest';
import { readSkipbookFile, writeSkipbookFile } from '@/lib/interop/skipbook-file';
import { zooNotebook } from '@/lib/zoo/notebook';
import { zoo } from '@/lib/zoo/registry';

it.each(zoo.map((entry) => entry.id))('%s survives writing and reading', (id) => {
  for (const language of ['en', 'zh'] as const) {
    const notebook = zooNotebook(id, { language });
    if (notebook === null) throw new Error(id);
    const read = readSkipbookFile(writeSkipbookFile(notebook));
    expect(read.ok ? read.value : read.problem).toEqual(notebook);
  }
});

it('is null for a name that the zoo does not have', () => {
  expect(zooNotebook('resnet-7')).toBeNull();
});
