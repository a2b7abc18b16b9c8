/** The palette's search: both languages, pinyin, aliases and letters in order. */
import { describe, expect, test } from 'vitest';
import { commonGroups, nodeOf, searchOffers } from '@/components/canvas/palette-entries';
import { paletteChoices } from '@/lib/graph/connect';

const found = (query: string, language: 'en' | 'zh' = 'en') => searchOffers(query, paletteChoices, language).map(({ entry }) => entry.id);

describe('search', () => {
  test.each([
    ['conv', 'conv2d'],
    ['Conv2D', 'conv2d'],
    ['卷积', 'conv2d'],
    ['jj', 'conv2d'],
    ['juanji', 'conv2d'],
    ['bn', 'batchNormalization'],
    ['skip', 'identity'],
    ['fc', 'dense'],
    ['相加', 'add'],
    ['gap', 'globalAveragePooling2d'],
  ])('%s finds %s first', (query, id) => {
    expect(found(query)[0]).toBe(id);
    expect(found(query, 'zh')[0]).toBe(id);
  });

  test('letters in order are enough, nonsense finds nothing', () => {
    expect(found('btchnrm')).toContain('batchNormalization');
    expect(found('qqqq')).toEqual([]);
  });

  test('without a query all are there, in their own order', () => {
    expect(found('')).toEqual(paletteChoices.map(({ entry }) => entry.id));
  });
});

test('the short list names each common entry once', () => {
  const ids = commonGroups().flat().map(({ entry }) => entry.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['conv2d', 'add', 'identity', 'projection', 'zero-padding', 'dense']));
});

test('a new layer brings what its entry and the shape before it suggest', () => {
  const projection = paletteChoices.find(({ entry }) => entry.id === 'projection');
  if (!projection) throw new Error('no projection');
  expect(nodeOf(projection)).toMatchObject({ kind: 'shortcut', config: { type: 'projection' } });
});
