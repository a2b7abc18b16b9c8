/** Reads zip archives by their directory, without unpacking more than is asked for (APPNOTE 6.3.10, with zip64; stored and deflated files). */
import { Inflate } from 'fflate';
import { crc32 } from '@/lib/util/crc32';
import { DatasetFailure } from '../failure';
import type { ByteReader, ByteStream } from './bytes';
import { blobStream, byteReader } from './bytes';
import { MAXIMUM_ARCHIVE_ENTRIES, MAXIMUM_UNPACKED_BYTES } from './limits';

const END_BYTES = 22;
const END64_LOCATOR_BYTES = 20;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
/** Names and extra fields before the data of a file are rarely longer. */
const USUAL_NAME_BYTES = 1024;
/** A file of this size is read in one piece: most zips hold many small pictures. */
const SMALL_BYTES = 1024 * 1024;
const MAXIMUM_DIRECTORY_BYTES = 512 * 1024 * 1024;

export type ZipEntry = { readonly path: string; readonly size: number; readonly reader: ByteReader };

type DirectoryEntry = {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && (head[3] === 4 || head[3] === 6);
}

async function viewOf(blob: Blob, from: number, to: number, file: string): Promise<DataView> {
  if (from < 0 || to > blob.size) throw new DatasetFailure('zipBroken', file);
  return new DataView(await blob.slice(from, to).arrayBuffer());
}

/** Where the directory is, from the record at the file's end. */
async function findDirectory(blob: Blob, file: string): Promise<{ readonly count: number; readonly size: number; readonly offset: number }> {
  const from = Math.max(0, blob.size - END_BYTES - 0xffff);
  const tail = await viewOf(blob, from, blob.size, file);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw new DatasetFailure('zipBroken', file);
  const locator = at - END64_LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === 0x07064b50) {
    const offset = Number(tail.getBigUint64(locator + 8, true));
    const record = await viewOf(blob, offset, offset + 56, file);
    if (record.getUint32(0, true) !== 0x06064b50) throw new DatasetFailure('zipBroken', file);
    return { count: Number(record.getBigUint64(32, true)), size: Number(record.getBigUint64(40, true)), offset: Number(record.getBigUint64(48, true)) };
  }
  return { count: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) };
}

/** The zip64 field holds, in this order, those of the three that did not fit into 32 bits. */
function wideFields(extra: DataView, narrow: readonly [size: number, packed: number, offset: number]): readonly number[] {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return narrow.map((value) => {
      if (value !== 0xffffffff || next + 8 > extra.byteLength) return value;
      next += 8;
      return Number(extra.getBigUint64(next - 8, true));
    });
  }
  return narrow;
}

function parseDirectory(view: DataView, count: number, file: string): readonly DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY_ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw new DatasetFailure('zipBroken', file);
    const nameEnd = at + DIRECTORY_ENTRY_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > view.byteLength) throw new DatasetFailure('zipBroken', file);
    const extra = new DataView(view.buffer, view.byteOffset + nameEnd, extraEnd - nameEnd);
    const [size, packed, offset] = wideFields(extra, [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]);
    entries.push({
      path: new TextDecoder().decode(bytes.subarray(at + DIRECTORY_ENTRY_BYTES, nameEnd)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed,
      size,
      offset,
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return entries;
}

async function* inflate(source: ByteStream, path: string): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const stream = new Inflate((piece) => pieces.push(piece));
  function push(chunk: Uint8Array, final: boolean): Uint8Array[] {
    pieces = [];
    try {
      stream.push(chunk, final);
    } catch {
      throw new DatasetFailure('zipBroken', path);
    }
    return pieces;
  }
  for await (const chunk of source) yield* push(chunk, false);
  yield* push(new Uint8Array(0), true);
}

/** Passes the unpacked bytes on, and ends with a problem where they are more than, fewer than or other than the directory says. */
async function* checked(source: ByteStream, { path, size, checksum }: DirectoryEntry): AsyncGenerator<Uint8Array> {
  let found = 0;
  let sum = 0;
  for await (const piece of source) {
    found += piece.length;
    if (found > size) throw new DatasetFailure('zipBroken', path);
    sum = crc32(piece, sum);
    yield piece;
  }
  if (found !== size || sum !== checksum) throw new DatasetFailure('zipBroken', path);
}

/** The bytes of one file as they are in the archive: at once if they are few, else as a stream. */
async function packedBytes(blob: Blob, entry: DirectoryEntry, file: string, signal: AbortSignal, onBytes: (count: number) => void): Promise<ByteStream> {
  const small = entry.packed <= SMALL_BYTES;
  const read = LOCAL_HEADER_BYTES + (small ? USUAL_NAME_BYTES + entry.packed : 0);
  const local = await viewOf(blob, entry.offset, Math.min(blob.size, entry.offset + read), file);
  if (local.byteLength < LOCAL_HEADER_BYTES || local.getUint32(0, true) !== 0x04034b50) throw new DatasetFailure('zipBroken', file);
  const start = LOCAL_HEADER_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  const from = entry.offset + start;
  if (from + entry.packed > blob.size) throw new DatasetFailure('zipBroken', file);
  if (start + entry.packed > local.byteLength) return blobStream(blob.slice(from, from + entry.packed), file, signal, onBytes);
  if (signal.aborted) throw new DatasetFailure('importCancelled');
  return oneNow(new Uint8Array(local.buffer, start, entry.packed), onBytes);
}

async function* oneNow(bytes: Uint8Array, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  onBytes(bytes.length);
  yield await Promise.resolve(bytes);
}

/** The files of the archive by path, so that a zip and the folder it was made of give the same data set. */
export async function* zipEntries(blob: Blob, file: string, signal: AbortSignal, onBytes: (count: number) => void): AsyncGenerator<ZipEntry> {
  const directory = await findDirectory(blob, file);
  if (directory.count > MAXIMUM_ARCHIVE_ENTRIES || directory.size > MAXIMUM_DIRECTORY_BYTES) {
    throw new DatasetFailure('tooManyImages', file, { maximum: MAXIMUM_ARCHIVE_ENTRIES });
  }
  const view = await viewOf(blob, directory.offset, directory.offset + directory.size, file);
  const entries = parseDirectory(view, directory.count, file).filter(({ path }) => !path.endsWith('/'));
  for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (entry.flags & 1 || (entry.method !== 0 && entry.method !== 8)) throw new DatasetFailure('zipUnsupported', entry.path);
    if (entry.size > MAXIMUM_UNPACKED_BYTES) throw new DatasetFailure('unpackedTooLarge', entry.path, { maximum: MAXIMUM_UNPACKED_BYTES });
    const packed = await packedBytes(blob, entry, file, signal, onBytes);
    yield { path: entry.path, size: entry.size, reader: byteReader(checked(entry.method === 8 ? inflate(packed, entry.path) : packed, entry)) };
  }
}
