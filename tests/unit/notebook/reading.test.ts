/** What is read off a document: outline, picture, starter net, versions that are kept. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasErrors, infer } from '@/lib/graph/infer';
import { markdownHeadings, outlineOf } from '@/lib/notebook/outline';
import type { Graph } from '@/lib/graph/graph';
import { graphPicture, notebookPicture } from '@/lib/notebook/picture';
import { zooNotebook } from '@/lib/zoo/notebook';
import { residualNet } from '@/lib/notebook/starter/graphs';
import { starterNotebook } from '@/lib/notebook/starter/starter';
import { surplusVersions, VERSION_LIMIT } from '@/lib/storage/versions';
import { languages } from '@/lib/i18n/define';

describe('starter notebook', () => {
  test('its net has no problem, ten logits and the parameters that the text names', () => {
    const inference = infer({ graph1: residualNet('net') }, 'graph1');
    expect(inference.problems).toEqual([]);
    expect(hasErrors(inference)).toBe(false);
    expect(inference.outputShape).toEqual([10]);
    // stem 3·3·1·16 + 2·16; block 2 (3·3·16·16 + 2·16); dense 7·7·16·10 + 10
    expect(inference.totals.parameters.trainable).toBe(144 + 32 + 2 * (2304 + 32) + 7840 + 10);
    expect(inference.totals.parameters.trainable).toBe(12_698);
    expect(inference.totals.weightedLayers).toBe(4);
  });

  test.each(languages)('the text in %s names this count, and the train cell trains this graph', (language) => {
    const document = starterNotebook(language);
    expect(JSON.stringify(document.cells)).toContain('12,698');
    expect(document.cells.find((cell) => cell.kind === 'train')?.graph).toBe('graph1');
  });
});

describe('outline', () => {
  test('headings of levels 1 to 3 outside code, without their marks', () => {
    const markdown = '# One *two*\ntext\n\n```\n# no\n```\n## `three` [four](https://example.org) ##\n#### too deep\n#no space\n~~~\n```\n# no\n~~~\n### five';
    expect(markdownHeadings(markdown)).toEqual([
      { level: 1, text: 'One two' },
      { level: 2, text: 'three four' },
      { level: 3, text: 'five' },
    ]);
  });

  test('cells that are no text are lines of their own', () => {
    expect(outlineOf(starterNotebook('en')).map((entry) => (entry.type === 'heading' ? entry.text : entry.title))).toEqual(['A residual net', 'Train it', 'Train one block', 'Then change something']);
  });
});

describe('picture', () => {
  test('the starter has one arc, from the end of the stem to the addition', () => {
    expect(notebookPicture(starterNotebook('en'))).toEqual({ length: 14, arcs: [{ from: 3, to: 9, dashed: false }] });
  });

  test('a projection is dashed; cycles and loose shortcuts do no harm', () => {
    const nodes = { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, shortcut1: { kind: 'shortcut', config: { type: 'projection' } }, add1: { kind: 'add' }, shortcut2: { kind: 'shortcut' } };
    const net: Graph = { name: '', nodes, edges: [['input1', 'conv1'], ['conv1', 'add1:0'], ['input1', 'shortcut1'], ['shortcut1', 'add1:1'], ['add1', 'conv1']] };
    expect(graphPicture({ net }, 'net').arcs).toMatchObject([{ dashed: true }]);
  });

  test('the nets of the zoo have an arc a block, dashed at the first of a stage; of many blocks a few are shown', () => {
    const dashes = (id: string) => {
      const document = zooNotebook(id);
      return document === null ? null : notebookPicture(document).arcs.map(({ dashed }) => (dashed ? '-' : '+')).join('');
    };
    expect(dashes('resnet-20')).toBe('+++-++-++');
    expect(dashes('plain-20')).toBe('');
    expect(dashes('resnet-50')).toBe('-++-++-++-++');
    expect(dashes('resnet-1202')).toBe('+++-++-++');
    expect(dashes('resnet-20-constant-scaling')).toBe('+++-++-++');
  });
});

describe('versions', () => {
  const minute = 60_000;

  test('the first state is kept, one within two minutes of it is not', () => {
    expect(surplusVersions([], 0).keep).toBe(true);
    expect(surplusVersions([0], minute).keep).toBe(false);
    expect(surplusVersions([0], 2 * minute).keep).toBe(true);
  });

  test('over weeks of work at most fifty stay, the newest close together, the oldest from the beginning', () => {
    let saved: readonly number[] = [];
    const day = 24 * 60 * minute;
    for (let now = 0; now < 20 * day; now += now % day < 3 * 60 * minute ? minute : 7 * minute) {
      const { keep, remove } = surplusVersions(saved, now);
      saved = [...saved.filter((time) => !remove.includes(time)), ...(keep ? [now] : [])];
      expect(saved.length).toBeLessThanOrEqual(VERSION_LIMIT);
    }
    const newest = Math.max(...saved);
    expect(saved.filter((time) => newest - time < 10 * minute).length).toBeGreaterThanOrEqual(2);
    expect(newest - Math.min(...saved)).toBeGreaterThan(10 * day);
  });

  test('never takes away what was saved last', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(10 ** 9), { minLength: 1, maxLength: 60 }), (times) => {
        const now = Math.max(...times) + 1;
        const { keep, remove } = surplusVersions(times, now);
        if (!keep) expect(remove).not.toContain(Math.max(...times));
      }),
    );
  });
});
