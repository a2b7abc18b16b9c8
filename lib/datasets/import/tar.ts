/** Reads tar archives as a stream, file by file (POSIX.1-2001 `ustar` and `pax`, and GNU's long names). */
import { DatasetFailure } from '../failure';
import type { ByteReader } from './bytes';
import { byteReader } from './bytes';
import { MAXIMUM_ARCHIVE_ENTRIES } from './limits';

const BLOCK = 512;
const MAXIMUM_NAME_BYTES = 1024 * 1024;

/** A file within the archive; what its reader leaves is skipped. */
export type TarEntry = { readonly path: string; readonly size: number; readonly reader: ByteReader };

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary form for sizes of 8 GB and more; NaN if it is neither. */
function numberOf(field: Uint8Array): number {
  if (field[0] & 0x80) {
    let value = field[0] & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return value;
  }
  const digits = text(field).trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

function hasChecksum(header: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : header[i];
  return sum === numberOf(header.subarray(148, 156));
}

export function isTar(head: Uint8Array): boolean {
  return head.length >= BLOCK && hasChecksum(head) && head.some((byte) => byte !== 0);
}

function paxPath(record: Uint8Array): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(record))?.[1] ?? null;
}

function pathOf(header: Uint8Array): string {
  const name = text(header.subarray(0, 100));
  const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Every ordinary file of the archive, in its order. Throws a `DatasetFailure` where it is cut off or damaged. */
export async function* tarEntries(reader: ByteReader, file: string): AsyncGenerator<TarEntry> {
  let longPath: string | null = null;
  let offset = 0;
  for (let count = 0; ; count++) {
    const header = (await reader.read(BLOCK)).slice();
    if (header.length === 0 || header.every((byte) => byte === 0)) return;
    if (header.length < BLOCK) throw new DatasetFailure('tarTruncated', file, { path: '', expected: BLOCK, found: header.length });
    const size = numberOf(header.subarray(124, 136));
    if (!hasChecksum(header) || Number.isNaN(size)) throw new DatasetFailure('tarBroken', file, { offset });
    if (count > MAXIMUM_ARCHIVE_ENTRIES) throw new DatasetFailure('tooManyImages', file, { maximum: MAXIMUM_ARCHIVE_ENTRIES });
    const path = longPath ?? pathOf(header);
    const type = String.fromCharCode(header[156] || 48);
    let left = size;
    const content = async function* (): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        const piece = await reader.readSome(left);
        if (piece.length === 0) throw new DatasetFailure('tarTruncated', file, { path, expected: size, found: size - left });
        left -= piece.length;
        yield piece;
      }
    };
    if (type === 'L' || type === 'x') {
      if (size > MAXIMUM_NAME_BYTES) throw new DatasetFailure('tarBroken', file, { offset });
      const record = await byteReader(content()).read(size);
      longPath = type === 'L' ? text(record) : (paxPath(record) ?? longPath);
    } else {
      longPath = null;
      if (type === '0' || type === '7') yield { path, size, reader: byteReader(content()) };
      for await (const _ of content()) continue;
    }
    await reader.read((BLOCK - (size % BLOCK)) % BLOCK);
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
