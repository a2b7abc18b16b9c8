/** Runs the bundled command as a person would, and makes files for it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../../..');

export const resnet20 = join(project, 'tests/fixtures/resnet-20.skipbook.json');

export type Answer = { readonly code: number | null; readonly out: string; readonly err: string };

/** Bundles the command from the present sources; call it before the tests of a file. */
export function bundleCommand(): void {
  const run = spawnSync(process.execPath, [join(project, 'scripts/prepare.mjs')], { cwd: project, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}

export function skipbook(...args: readonly string[]): Answer {
  const run = spawnSync(process.execPath, [join(project, 'dist/skipbook.mjs'), ...args], { encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'skipbook-cli-'));
}

/** A file with this text, or with this value as JSON, in a folder of its own. */
export function fileWith(content: unknown): string {
  const file = join(temporaryFolder(), 'notebook.skipbook.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** The ResNet-20 with one piece of its text replaced. */
export function resnet20With(piece: string, replacement: string): string {
  const text = readFileSync(resnet20, 'utf8');
  if (!text.includes(piece)) throw new Error(`The fixture does not hold ${piece}.`);
  return fileWith(text.replace(piece, replacement));
}
