/** Streams of bytes for the readers: from a Blob in pieces, cut as a reader asks for them, and back into a Blob. */
import { DatasetFailure } from '../failure';

export type ByteStream = AsyncIterable<Uint8Array>;

/** Pieces of a Blob, which may be a file of 170 MB; `onBytes` hears of each, and an aborted signal ends it with a problem. */
export async function* blobStream(blob: Blob, file: string, signal: AbortSignal, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return;
      onBytes(value.length);
      yield value;
    }
  } catch (error) {
    if (error instanceof DatasetFailure) throw error;
    if (signal.aborted) throw new DatasetFailure('importCancelled');
    throw new DatasetFailure('fileUnreadable', file);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export type ByteReader = {
  /** The next `count` bytes without taking them; fewer at the end. Valid until the next call. */
  readonly peek: (count: number) => Promise<Uint8Array>;
  /** Takes the next `count` bytes; fewer at the end. Valid until the next call. */
  readonly read: (count: number) => Promise<Uint8Array>;
  /** Takes what is at hand, at most `limit` bytes; empty only at the end. Valid until the next call. */
  readonly readSome: (limit: number) => Promise<Uint8Array>;
};

export function byteReader(source: ByteStream): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let buffer: Uint8Array = new Uint8Array(0);
  let ended = false;

  async function pull(): Promise<boolean> {
    if (ended) return false;
    const next = await iterator.next();
    if (next.done === true) {
      ended = true;
      return false;
    }
    if (buffer.length === 0) {
      buffer = next.value;
    } else {
      const joined = new Uint8Array(buffer.length + next.value.length);
      joined.set(buffer);
      joined.set(next.value, buffer.length);
      buffer = joined;
    }
    return true;
  }
  async function peek(count: number): Promise<Uint8Array> {
    while (buffer.length < count && (await pull())) continue;
    return buffer.subarray(0, count);
  }
  async function read(count: number): Promise<Uint8Array> {
    const taken = await peek(count);
    buffer = buffer.subarray(taken.length);
    return taken;
  }
  async function readSome(limit: number): Promise<Uint8Array> {
    while (buffer.length === 0 && (await pull())) continue;
    return read(Math.min(limit, buffer.length));
  }
  return { peek, read, readSome };
}

const PIECE_BYTES = 4 * 1024 * 1024;

export type BlobWriter = {
  readonly write: (data: Uint8Array) => void;
  readonly size: () => number;
  readonly blob: () => Blob;
};

/** Gathers bytes into a Blob, which a browser keeps on disk when it is large; only one piece of 4 MiB is held here. */
export function blobWriter(): BlobWriter {
  const parts: Blob[] = [];
  let piece = new Uint8Array(64 * 1024);
  let filled = 0;
  let size = 0;

  function flush(): void {
    if (filled === 0) return;
    parts.push(new Blob([piece.slice(0, filled)]));
    filled = 0;
  }
  function write(data: Uint8Array): void {
    if (filled + data.length > PIECE_BYTES) flush();
    if (data.length > PIECE_BYTES) {
      parts.push(new Blob([new Uint8Array(data)]));
    } else {
      if (filled + data.length > piece.length) {
        const larger = new Uint8Array(Math.min(PIECE_BYTES, Math.max(piece.length * 2, filled + data.length)));
        larger.set(piece.subarray(0, filled));
        piece = larger;
      }
      piece.set(data, filled);
      filled += data.length;
    }
    size += data.length;
  }
  function blob(): Blob {
    flush();
    return new Blob(parts);
  }
  return { write, size: () => size, blob };
}
