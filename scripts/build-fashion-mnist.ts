/**
 * Builds the data set that ships with the app from the four official files of Fashion-MNIST:
 * `npx tsx scripts/build-fashion-mnist.ts [FOLDER WITH *-ubyte.gz] [FOLDER TO WRITE]`. The same input gives the same bytes.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, zlibSync } from 'fflate';
import { datasetHash } from '@/lib/datasets/hash';
import { crc32 } from '@/lib/util/crc32';
import { sha256Hex } from '@/lib/util/sha256';

const SIDE = 28;
const TRAINING_COUNT = 8_000;
const TEST_COUNT = 2_000;

/** Of the unpacked files: packages and mirrors compress them anew. */
const OFFICIAL = {
  'train-images-idx3-ubyte': 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  'train-labels-idx1-ubyte': 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  't10k-images-idx3-ubyte': '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  't10k-labels-idx1-ubyte': '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
} as const;

const LICENCE = `Fashion-MNIST, https://github.com/zalandoresearch/fashion-mnist
The first 8,000 training images and 2,000 test images of it, in another file format.

The MIT License (MIT)

Copyright (c) 2017 Zalando SE, https://tech.zalando.com

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

function official(folder: string, name: keyof typeof OFFICIAL): Uint8Array {
  const bytes = gunzipSync(readFileSync(join(folder, `${name}.gz`)));
  const found = sha256Hex(bytes);
  if (found !== OFFICIAL[name]) throw new Error(`${name} is not the official file: its SHA-256 is ${found}, expected ${OFFICIAL[name]}.`);
  return bytes;
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** An 8-bit grey PNG without row filters: on these images they save nothing. fflate, as it is pinned and the same on every machine. */
function encodeGreyPng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', header),
    pngChunk('IDAT', zlibSync(rows, { level: 9, mem: 12 })),
    pngChunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

type Split = { readonly images: Uint8Array; readonly labels: Uint8Array };

function firstOf(folder: string, prefix: 'train' | 't10k', count: number): Split {
  const images = official(folder, `${prefix}-images-idx3-ubyte`).subarray(16, 16 + count * SIDE * SIDE);
  const labels = official(folder, `${prefix}-labels-idx1-ubyte`).subarray(8, 8 + count);
  return { images, labels };
}

function build(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  function write(file: string, data: Uint8Array): { readonly file: string; readonly bytes: number; readonly sha256: string } {
    writeFileSync(join(to, file), data);
    return { file, bytes: data.length, sha256: sha256Hex(data) };
  }
  function writeSplit(name: string, count: number, { images, labels }: Split) {
    return {
      count,
      images: write(`${name}-images.png`, encodeGreyPng(images, SIDE * SIDE, count)),
      labels: write(`${name}-labels.bin`, labels),
    };
  }
  const training = firstOf(from, 'train', TRAINING_COUNT);
  const test = firstOf(from, 't10k', TEST_COUNT);
  const hashes = (split: Split) => ({ images: sha256Hex(split.images), labels: sha256Hex(split.labels) });
  const manifest = {
    format: 'skipbook-sheets',
    version: 1,
    shape: [SIDE, SIDE, 1],
    training: writeSplit('training', TRAINING_COUNT, training),
    test: writeSplit('test', TEST_COUNT, test),
    hash: datasetHash([SIDE, SIDE, 1], hashes(training), hashes(test)),
  };
  writeFileSync(join(to, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(to, 'LICENSE.txt'), LICENCE);
  const bytes = [manifest.training, manifest.test].flatMap((split) => [split.images.bytes, split.labels.bytes]);
  console.log(`${to}: ${bytes.reduce((sum, part) => sum + part, 0).toLocaleString('en')} bytes, hash ${manifest.hash}`);
}

const [from = '/usr/share/datasets/fashion-mnist', to = resolve(import.meta.dirname, '../public/datasets/fashion-mnist')] = process.argv.slice(2);
build(from, to);
