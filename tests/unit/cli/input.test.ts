/** Bad input: one sentence on standard error, exit code 2, no stack trace, whatever the command. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleCommand, fileWith, resnet20, skipbook, temporaryFolder, type Answer } from './command';

beforeAll(bundleCommand);

function expectOneSentence({ code, out, err }: Answer): void {
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).not.toMatch(/^\s*at |node:internal|\[object/m);
  expect(err.trim()).toMatch(/[.。]$/);
}

describe.each(['summary', 'validate', 'train'])('%s', (command) => {
  test.each([
    ['a file that is not there', () => join(temporaryFolder(), 'none.json'), 'does not exist'],
    ['a folder', () => temporaryFolder(), 'is a folder'],
    ['a file that is empty', () => fileWith(''), 'empty'],
    ['JSON that breaks off', () => fileWith('{ "format": "skipbook", '), 'JSON'],
    ['JSON of another kind', () => fileWith({ cells: [], nbformat: 4 }), 'no notebook'],
    ['a list', () => fileWith([1, 2, 3]), 'no notebook'],
    ['a version that is no number', () => fileWith({ format: 'skipbook', version: 'one' }), 'version'],
    ['a document without graphs', () => fileWith({ format: 'skipbook', version: 1, id: 'n1', title: '', language: 'en', cells: [] }), 'graphs'],
    ['a node without a kind', () => fileWith({ format: 'skipbook', version: 1, id: 'n1', title: '', language: 'en', cells: [], layout: {}, graphs: { net: { name: '', nodes: { a: {} }, edges: [] } } }), 'kind'],
  ])('%s', (_, file, words) => {
    const answer = skipbook(command, file());
    expectOneSentence(answer);
    expect(answer.err).toContain(words);
    expectOneSentence(skipbook(command, file(), '--lang', 'zh'));
  });
});

test.each([
  ['an unknown command', ['sumary', resnet20], 'There is no command "sumary"'],
  ['an unknown option', ['summary', resnet20, '--jsn'], 'There is no option "--jsn"'],
  ['no file', ['summary'], 'The argument "file" is missing'],
  ['an option without its value', ['summary', resnet20, '--graph'], 'needs a value'],
  ['two files', ['summary', resnet20, resnet20], 'too many arguments'],
  ['an unknown language', ['summary', resnet20, '--lang', 'fr'], 'en or zh, not "fr"'],
  ['epochs that are no number', ['train', resnet20, '--epochs', 'many'], 'not "many"'],
  ['an output that cannot be written', ['summary', resnet20, '-o', join('/', 'no', 'such', 'folder', 'file')], 'could not be written'],
])('%s', (_, args, words) => {
  const answer = skipbook(...args);
  expectOneSentence(answer);
  expect(answer.err).toContain(words);
});

test('help and version go to standard output, with exit code 0', () => {
  const help = skipbook('--help');
  expect(help.code).toBe(0);
  expect(help.out).toContain('summary');
  expect(skipbook('summary', '--help', '--lang', 'zh').out).toContain('用法：');
  expect(skipbook('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('no command at all shows the help on standard error', () => {
  const answer = skipbook();
  expect(answer.code).toBe(2);
  expect(answer.err).toContain('validate');
});
