import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blobWriter, byteReader } from '@/lib/datasets/import/bytes';
import { gunzip } from '@/lib/datasets/import/gunzip';
import { tarEntries } from '@/lib/datasets/import/tar';
import { bytesOf, gzip, tar } from './files';

/** The data in pieces of these sizes, again and again. */
async function* pieces(data: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < data.length; i++) {
    const size = sizes[i % sizes.length];
    yield await Promise.resolve(data.subarray(at, at + size));
    at += size;
  }
}

const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });

describe('streams', () => {
  test('a reader gives the same bytes, however they arrive', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), sizes, fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 5 }), async (data, arriving, asked) => {
      const reader = byteReader(pieces(data, arriving));
      const got: number[] = [];
      for (let i = 0; got.length < data.length; i++) {
        const count = asked[i % asked.length] + 1;
        const seen = [...(await reader.peek(count))];
        const taken = [...(i % 2 === 0 ? await reader.read(count) : await reader.readSome(count))];
        expect(seen.slice(0, taken.length)).toEqual(taken);
        if (i % 2 === 0) expect(taken.length).toBe(Math.min(count, data.length - got.length));
        got.push(...taken);
      }
      expect(got).toEqual([...data]);
      expect((await reader.readSome(10)).length).toBe(0);
    }), { numRuns: 60 });
  });

  test('gzip and tar are read alike in any pieces', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.string({ minLength: 1, maxLength: 130 }), sizes, async (data, name, arriving) => {
      const path = `a${name.replaceAll('\0', '')}`;
      const archive = gzip(tar([{ path: 'first', data: data.subarray(0, 700) }, { path, data }]));
      const found: (readonly [string, readonly number[]])[] = [];
      for await (const entry of tarEntries(byteReader(gunzip(pieces(archive, arriving), 'a.tar.gz')), 'a.tar.gz')) {
        found.push([entry.path, [...(await entry.reader.read(entry.path === 'first' ? 5 : entry.size))]]);
      }
      expect(found).toEqual([['first', [...data.subarray(0, 5)]], [path, [...data]]]);
    }), { numRuns: 60 });
  });

  test('a writer keeps every byte', async () => {
    const writer = blobWriter();
    const parts = [3, 70_000, 5_000_000, 1, 4_194_304].map((length, part) => new Uint8Array(length).fill(part + 1));
    for (const part of parts) writer.write(part);
    const blob = writer.blob();
    expect(blob.size).toBe(writer.size());
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect(Buffer.compare(bytes, Buffer.concat(parts))).toBe(0);
    expect(await bytesOf(blobWriter().blob())).toEqual([]);
  });
});
