/** Looks through what was handed over, files and archives alike, and gives one file after the other to the formats' readers. */
import { DatasetFailure } from '../failure';
import type { ByteReader } from './bytes';
import { blobStream, byteReader } from './bytes';
import { gunzip, isGzip } from './gunzip';
import { isTar, tarEntries } from './tar';
import { isZip, zipEntries } from './zip';

/** A file as the page or the command line has it; `path` has the folders above it, if they are known. */
export type SourceFile = { readonly path: string; readonly blob: Blob };

/** One file, unpacked, with the path that it has in its archive. */
export type Entry = { readonly path: string; /** Bytes, where it is known beforehand. */ readonly size: number | null; readonly reader: ByteReader };

const HEAD_BYTES = 512;

/** Files that operating systems leave behind. */
function isLitter(path: string): boolean {
  return path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.') || part === 'Thumbs.db' || part === 'desktop.ini');
}

async function* entriesOfStream(reader: ByteReader, path: string, size: number | null): AsyncGenerator<Entry> {
  if (isTar(await reader.peek(HEAD_BYTES))) yield* tarEntries(reader, path);
  else yield { path: path.replace(/\.gz$/i, ''), size, reader };
}

async function* entriesOf({ path, blob }: SourceFile, signal: AbortSignal, onBytes: (count: number) => void): AsyncGenerator<Entry> {
  let head: Uint8Array;
  try {
    head = new Uint8Array(await blob.slice(0, 4).arrayBuffer());
  } catch {
    throw new DatasetFailure('fileUnreadable', path);
  }
  if (isZip(head)) {
    yield* zipEntries(blob, path, signal, onBytes);
    return;
  }
  const stream = blobStream(blob, path, signal, onBytes);
  if (isGzip(head)) yield* entriesOfStream(byteReader(gunzip(stream, path)), path, null);
  else yield* entriesOfStream(byteReader(stream), path, blob.size);
}

/** Every file of every source, the sources in the order of their paths; each must be read before the next is asked for. */
export async function* allEntries(sources: readonly SourceFile[], signal: AbortSignal, onBytes: (count: number) => void): AsyncGenerator<Entry> {
  for (const source of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (isLitter(source.path)) continue;
    for await (const entry of entriesOf(source, signal, onBytes)) if (!isLitter(entry.path)) yield entry;
  }
}
