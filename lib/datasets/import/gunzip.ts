/** Unpacks gzip as a stream with bounded memory and checks it: fflate inflates but leaves the checksum to its caller. */
import { Gunzip } from 'fflate';
import { crc32 } from '@/lib/util/crc32';
import { DatasetFailure } from '../failure';
import type { ByteStream } from './bytes';
import { MAXIMUM_UNPACKED_BYTES } from './limits';

const TRAILER_BYTES = 8;
/** fflate's code for data that end too early. */
const UNEXPECTED_END = 0;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function isUnexpectedEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNEXPECTED_END;
}

function lastBytes(before: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (chunk.length >= TRAILER_BYTES) return chunk.slice(-TRAILER_BYTES);
  const joined = new Uint8Array(before.length + chunk.length);
  joined.set(before);
  joined.set(chunk, before.length);
  return joined.slice(-TRAILER_BYTES);
}

/** The contents of a gzip file; the checksum is checked where it has one member, as nearly all have. */
export async function* gunzip(source: ByteStream, file: string): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = [];
  let trailer: Uint8Array = new Uint8Array(0);
  let checksum = 0;
  let size = 0;
  let members = 1;
  const stream = new Gunzip((piece) => unpacked.push(piece));
  stream.onmember = () => {
    members++;
  };
  function push(chunk: Uint8Array, final: boolean): Uint8Array[] {
    unpacked = [];
    try {
      stream.push(chunk, final);
    } catch (error) {
      throw new DatasetFailure(isUnexpectedEnd(error) ? 'gzipTruncated' : 'gzipBroken', file, { bytes: size });
    }
    const pieces = unpacked.filter((piece) => piece.length > 0);
    for (const piece of pieces) {
      checksum = crc32(piece, checksum);
      size += piece.length;
    }
    if (size > MAXIMUM_UNPACKED_BYTES) throw new DatasetFailure('unpackedTooLarge', file, { maximum: MAXIMUM_UNPACKED_BYTES });
    return pieces;
  }
  for await (const chunk of source) {
    trailer = lastBytes(trailer, chunk);
    yield* push(chunk, false);
  }
  yield* push(new Uint8Array(0), true);
  if (members > 1) return;
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength);
  if (trailer.length < TRAILER_BYTES || view.getUint32(4, true) !== size % 2 ** 32) throw new DatasetFailure('gzipTruncated', file, { bytes: size });
  if (view.getUint32(0, true) !== checksum) throw new DatasetFailure('gzipBroken', file, { bytes: size });
}
