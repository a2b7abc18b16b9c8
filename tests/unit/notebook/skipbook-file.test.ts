/** Files of notebooks: what is written is read back word for word; what is broken gets a problem that names the place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemSentence } from '@/lib/i18n/format';
import { languages } from '@/lib/i18n/define';
import { readSkipbookFile, writeSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import { starterNotebook } from '@/lib/notebook/starter/starter';

const fixtures = join(import.meta.dirname, '../../fixtures/v1');

function read(text: string): NotebookDocument {
  const result = readSkipbookFile(text);
  if (!result.ok) throw new Error(problemSentence(result.problem, 'en'));
  return result.value;
}

function problemOf(text: string): { readonly code: string; readonly field: string | undefined; readonly sentence: string } {
  const result = readSkipbookFile(text);
  if (result.ok) throw new Error('The file was read.');
  return { code: result.problem.code, field: result.problem.place.field, sentence: problemSentence(result.problem, 'en') };
}

const minimal = { format: 'skipbook', version: 1, id: 'n1', title: 'Example', language: 'en', cells: [], graphs: {}, layout: {} };

describe('files of version 1', () => {
  test.each(readdirSync(fixtures))('%s opens, and is written again byte for byte', (name) => {
    const text = readFileSync(join(fixtures, name), 'utf8');
    const document = read(text);
    expect(writeSkipbookFile(document, Object.values(document.runs ?? {}), document.snapshots ?? {})).toBe(text);
  });

  test.each(languages)('the starter notebook in %s survives', (language) => {
    const document = starterNotebook(language);
    expect(read(writeSkipbookFile(document))).toEqual(document);
  });

  test('one node, edge and field of a cell a line, fields in the order of the schema', () => {
    const text = writeSkipbookFile({ ...starterNotebook('en'), id: 'n1', modified: '2026-11-24T12:00:00.000Z' });
    expect(text.split('\n').slice(0, 9).map((line) => /^\s*"?(\w*)/.exec(line)?.[1])).toEqual(['', 'format', 'version', 'id', 'title', 'language', 'modified', 'cells', '']);
    expect(text).toContain('\n        "conv2": { "kind": "conv2d", "config": { "filters": 16, "kernelSize": 3 } },\n');
    expect(text).toContain('\n        ["bn3", "add1:0"],\n');
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('a byte order mark at the beginning does no harm', () => {
    expect(read(`\ufeff${JSON.stringify(minimal)}`).title).toBe('Example');
  });
});

const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,12}$/).filter((text) => !(text in Object.prototype));
const unknownFields = fc.dictionary(
  name.map((text) => `new${text}`),
  fc.jsonValue({ maxDepth: 3 }).map((value): unknown => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto'))),
  { maxKeys: 3, noNullPrototype: true },
);
const node = fc.tuple(fc.constantFrom('conv2d', 'add', 'block', 'kindOfTomorrow'), fc.dictionary(name, fc.oneof(fc.integer(), fc.boolean(), fc.string()), { maxKeys: 3, noNullPrototype: true }), unknownFields).map(([kind, config, extra]) => ({ ...extra, kind, config }));
const graph = fc.tuple(fc.string(), fc.dictionary(name, node, { maxKeys: 5, noNullPrototype: true }), unknownFields).map(([title, nodes, extra]) => {
  const ids = Object.keys(nodes);
  return { ...extra, name: title, nodes, edges: ids.slice(1).map((id, index): [string, string] => [ids[index], `${id}:0`]) };
});
const cell = fc.oneof(
  fc.tuple(fc.string(), unknownFields).map(([markdown, extra]) => ({ ...extra, kind: 'text', markdown })),
  fc.tuple(fc.constantFrom('experiment', 'probe', 'Essay'), unknownFields).map(([kind, extra]) => ({ ...extra, kind })),
);
const documents = fc
  .record({ title: fc.string(), language: fc.constantFrom('en', 'zh'), cells: fc.array(cell, { maxLength: 5 }), graphs: fc.dictionary(name, graph, { maxKeys: 3, noNullPrototype: true }), extra: unknownFields })
  .map(({ extra, cells, graphs, ...rest }) => ({
    ...extra,
    ...minimal,
    ...rest,
    cells: [...cells.map((value, index) => ({ ...value, id: `cell${index}` })), ...Object.keys(graphs).map((id, index) => ({ id: `graphCell${index}`, kind: 'graph', graph: id }))],
    graphs,
    layout: Object.fromEntries(Object.entries(graphs).map(([id, { nodes }]) => [id, { direction: 'down', positions: Object.fromEntries(Object.keys(nodes).map((key, index) => [key, [8 * index, -8.5]])) }])),
  }));

test('whatever a notebook holds, unknown fields and kinds included, comes back word for word', () => {
  fc.assert(
    fc.property(documents, (value) => {
      const document = read(JSON.stringify(value));
      expect(JSON.parse(JSON.stringify(document))).toEqual(JSON.parse(JSON.stringify(value)));
      const text = writeSkipbookFile(document);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(writeSkipbookFile(read(text))).toBe(text);
    }),
    { numRuns: 200 },
  );
});

describe('broken files', () => {
  const withCell = (value: unknown) => JSON.stringify({ ...minimal, cells: [value] });
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  test.each([
    ['nothing', '', 'fileEmpty', undefined],
    ['text', 'hello', 'fileNotJson', undefined],
    ['another JSON', '{"cells":[],"nbformat":4}', 'fileNotSkipbook', undefined],
    ['a list', '[]', 'fileNotSkipbook', undefined],
    ['no version', '{"format":"skipbook"}', 'fieldType', 'version'],
    ['no cells', JSON.stringify({ ...minimal, cells: undefined }), 'fieldMissing', 'cells'],
    ['a title that is a number', JSON.stringify({ ...minimal, title: 3 }), 'fieldType', 'title'],
    ['a language that is not one of ours', JSON.stringify({ ...minimal, language: 'fr' }), 'fieldChoice', 'language'],
    ['an id with a space', JSON.stringify({ ...minimal, id: 'my notebook' }), 'fieldName', 'id'],
    ['a node whose id is a number', JSON.stringify({ ...minimal, graphs: { graph1: { name: '', nodes: { 7: { kind: 'add' } }, edges: [] } } }), 'fieldName', 'graphs.graph1.nodes.7'],
    ['an edge with one end', JSON.stringify({ ...minimal, graphs: { graph1: { name: '', nodes: {}, edges: [['a']] } } }), 'fieldType', 'graphs.graph1.edges.0'],
    ['a text cell without text', withCell({ id: 'cell1', kind: 'text' }), 'badCellField', 'markdown'],
    ['a graph that is not there', withCell({ id: 'cell1', kind: 'graph', graph: 'graph9' }), 'fileGraphMissing', undefined],
    ['the same cell twice', JSON.stringify({ ...minimal, cells: [{ id: 'cell1', kind: 'text', markdown: '' }, { id: 'cell1', kind: 'text', markdown: '' }] }), 'fileCellTwice', undefined],
    ['a name that reaches into objects', `{"format":"skipbook","version":1,"cells":[{"__proto__":{"polluted":true}}]}`, 'fileForbiddenName', 'cells.0.__proto__'],
    ['another such name', JSON.stringify({ ...minimal, graphs: { graph1: { nodes: { toString: {} } } } }), 'fileForbiddenName', 'graphs.graph1.nodes.toString'],
    ['endless nesting', `{"format":"skipbook","version":1,"x":${deep(500)}}`, 'fileTooDeep', undefined],
    ['a newer version that cannot be shown', JSON.stringify({ format: 'skipbook', version: 9 }), 'fileTooNew', undefined],
  ])('%s', (_, text, code, field) => {
    const found = problemOf(text);
    expect(found.code).toBe(code);
    if (field !== undefined) expect(found.field).toBe(field);
    expect(found.sentence).not.toBe(code);
    expect(found.sentence).toMatch(/[.]$/);
  });

  test('broken JSON names its line', () => {
    const text = writeSkipbookFile(starterNotebook('en')).split('\n');
    text[5] = '  "language" "en",';
    const result = readSkipbookFile(text.join('\n'));
    expect(result).toMatchObject({ ok: false, problem: { code: 'fileNotJson', place: { line: 6 } } });
  });

  test('an unknown field may have any name that does no harm', () => {
    const text = JSON.stringify({ ...minimal, graphs: { graph1: { name: '', nodes: { a: { kind: 'add', future: { toString: false, constructor: 1 } } }, edges: [] } } });
    const result = readSkipbookFile(text);
    expect(result.ok && JSON.stringify(result.value)).toContain('"future":{"toString":false,"constructor":1}');
  });

  test('no object of JavaScript is changed by a file', () => {
    readSkipbookFile('{"format":"skipbook","version":1,"__proto__":{"polluted":true},"cells":[]}');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('whatever is taken from a file, or put into it, gives a document or a sentence', () => {
    const text = writeSkipbookFile({ ...starterNotebook('en'), id: 'n1' });
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 6 }), (from, length, replacement) => {
        const result = readSkipbookFile(text.slice(0, from) + replacement + text.slice(from + length));
        if (!result.ok) for (const language of languages) expect(problemSentence(result.problem, language)).not.toBe(result.problem.code);
      }),
      { numRuns: 300 },
    );
  });
});

test('a newer version that can be shown comes back with its version', () => {
  expect(read(JSON.stringify({ ...minimal, version: 2, shelf: { row: 1 } }))).toMatchObject({ version: 2, shelf: { row: 1 } });
});
