/** Small files of the official formats, made by the tests themselves. */
import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { zipSync } from 'fflate';
import type { ImportOptions } from '@/lib/datasets/import/import-dataset';
import { importDataset } from '@/lib/datasets/import/import-dataset';
import { decodePngPicture } from '@/lib/datasets/import/decode-png';
import type { SourceFile } from '@/lib/datasets/import/entries';
import type { ImportedDataset } from '@/lib/datasets/import/describe';

export function source(path: string, data: Uint8Array): SourceFile {
  return { path, blob: new Blob([new Uint8Array(data)]) };
}

export function idx(sizes: readonly number[], body: Uint8Array, type = 8): Uint8Array {
  const out = new Uint8Array(4 + 4 * sizes.length + body.length);
  const view = new DataView(out.buffer);
  out.set([0, 0, type, sizes.length]);
  sizes.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  out.set(body, 4 + 4 * sizes.length);
  return out;
}

/** `count` images of 2 x 3, of which the first has the bytes 0 to 5. */
export function idxImages(count: number, height = 2, width = 3): Uint8Array {
  return idx([count, height, width], new Uint8Array(count * height * width).map((_, i) => i % 256));
}

export function idxLabels(labels: readonly number[]): Uint8Array {
  return idx([labels.length], Uint8Array.from(labels));
}

export const gzip = (data: Uint8Array) => new Uint8Array(gzipSync(data));

/** CIFAR records; the planes of record r are filled with r, r + 1 and r + 2. */
export function cifar(labels: readonly number[]): Uint8Array {
  const out = new Uint8Array(labels.length * 3073);
  labels.forEach((label, r) => {
    out[r * 3073] = label;
    for (let plane = 0; plane < 3; plane++) out.fill(r + plane, r * 3073 + 1 + plane * 1024, r * 3073 + 1 + (plane + 1) * 1024);
  });
  return out;
}

function tarHeader(name: string, size: number, type: string): Uint8Array {
  const header = new Uint8Array(512);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  put(name.slice(0, 100), 0);
  put('0000644\0', 100);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export type TarFile = { readonly path: string; readonly data: Uint8Array; readonly type?: string };

export function tar(files: readonly TarFile[]): Uint8Array {
  const parts = files.flatMap(({ path, data, type = '0' }) => {
    const padding = new Uint8Array((512 - (data.length % 512)) % 512);
    const name = new TextEncoder().encode(`${path}\0`);
    const long = path.length <= 100 ? [] : [tarHeader('././@LongLink', name.length, 'L'), name, new Uint8Array((512 - (name.length % 512)) % 512)];
    return [...long, tarHeader(path, data.length, type), data, padding];
  });
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(1024)]));
}

export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(files, { level: 6 });
}

export function png(width: number, height: number, pixel: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const image = new PNG({ width, height });
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set([...pixel(x, y), 255], (y * width + x) * 4);
  return new Uint8Array(PNG.sync.write(image));
}


export const pictures = { side: 4, colour: 'rgb', flippable: true, decode: decodePngPicture } as const;

export async function imported(sources: readonly SourceFile[], options: Partial<ImportOptions> = {}): Promise<ImportedDataset> {
  const result = await importDataset(sources, { pictures, ...options });
  if (!result.ok) throw new Error(`${result.problem.code} ${JSON.stringify(result.problem.values)}`);
  return result.value;
}

export async function refused(sources: readonly SourceFile[], options: Partial<ImportOptions> = {}) {
  const result = await importDataset(sources, { pictures, ...options });
  if (result.ok) throw new Error('The import was expected to fail.');
  return result.problem;
}

export async function bytesOf(blob: Blob): Promise<readonly number[]> {
  return [...new Uint8Array(await blob.arrayBuffer())];
}
