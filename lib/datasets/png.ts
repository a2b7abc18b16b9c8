/**
 * Decodes PNG files to their exact bytes, alike in page, worker and Node: a canvas would round through its colour space.
 * Source: Portable Network Graphics (third edition), W3C 2025. Left out: 16 bits a channel, interlacing.
 */
import { Unzlib } from 'fflate';
import { crc32 } from '@/lib/util/crc32';
import { DatasetFailure } from './failure';

export type Pixels = {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Row by row, `channels` bytes a pixel. */
  readonly data: Uint8Array<ArrayBuffer>;
};

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MAXIMUM_PIXELS = 64 * 1024 * 1024;

type Header = {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
};

type Chunk = { readonly type: string; readonly data: Uint8Array };

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

function* chunksOf(bytes: Uint8Array, file: string): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw new DatasetFailure('pngBroken', file, { reason: 'checksum' });
    }
    yield { type, data: bytes.subarray(at + 8, at + 8 + length) };
    if (type === 'IEND') return;
    at += 12 + length;
  }
  throw new DatasetFailure('pngBroken', file, { reason: 'truncated' });
}

function headerOf(data: Uint8Array, file: string): Header {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length !== 13) throw new DatasetFailure('pngBroken', file, { reason: 'header' });
  const header = { width: view.getUint32(0), height: view.getUint32(4), bitDepth: data[8], colourType: data[9] };
  if (header.width * header.height > MAXIMUM_PIXELS) {
    throw new DatasetFailure('imageTooLarge', file, { width: header.width, height: header.height, maximum: MAXIMUM_PIXELS });
  }
  const depths = header.colourType === 0 || header.colourType === 3 ? [1, 2, 4, 8] : [8];
  if (!depths.includes(header.bitDepth) || data[12] !== 0) {
    throw new DatasetFailure('pngUnsupported', file, { bitDepth: header.bitDepth, interlaced: data[12] === 0 ? 'no' : 'yes' });
  }
  return header;
}

/** Samples a pixel in the file: a palette's index is one. */
function samplesOf(colourType: number, file: string): 1 | 2 | 3 | 4 {
  switch (colourType) {
    case 0:
    case 3:
      return 1;
    case 2:
      return 3;
    case 4:
      return 2;
    case 6:
      return 4;
    default:
      throw new DatasetFailure('pngBroken', file, { reason: 'header' });
  }
}

/** Inflates the image data, never beyond the size that the header promises. */
function inflate(parts: readonly Uint8Array[], size: number, file: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(size);
  let filled = 0;
  const unzlib = new Unzlib((piece) => {
    const rest = piece.subarray(0, size - filled);
    out.set(rest, filled);
    filled += rest.length;
  });
  try {
    for (let i = 0; i < parts.length && filled < size; i++) unzlib.push(parts[i], i === parts.length - 1);
  } catch {
    throw new DatasetFailure('pngBroken', file, { reason: 'compressed' });
  }
  if (filled < size) throw new DatasetFailure('pngBroken', file, { reason: 'short' });
  return out;
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** Undoes the row filters; `raw` has a filter byte before each row, the result has not. */
function unfilter(raw: Uint8Array, rowBytes: number, rows: number, step: number, file: string): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rowBytes * rows);
  const above = new Uint8Array(rowBytes);
  for (let y = 0; y < rows; y++) {
    const filter = raw[y * (rowBytes + 1)];
    if (filter > 4) throw new DatasetFailure('pngBroken', file, { reason: 'filter' });
    const row = out.subarray(y * rowBytes, (y + 1) * rowBytes);
    const up = y === 0 ? above : out.subarray((y - 1) * rowBytes, y * rowBytes);
    row.set(raw.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1)));
    if (filter === 0) continue;
    for (let i = 0; i < rowBytes; i++) {
      const left = i >= step ? row[i - step] : 0;
      if (filter === 1) row[i] += left;
      else if (filter === 2) row[i] += up[i];
      else if (filter === 3) row[i] += (left + up[i]) >> 1;
      else row[i] += paeth(left, up[i], i >= step ? up[i - step] : 0);
    }
  }
  return out;
}

/** One byte a sample from rows of 1, 2 or 4 bits a sample. */
function unpackBits(packed: Uint8Array, rowBytes: number, header: Header): Uint8Array<ArrayBuffer> {
  const { width, height, bitDepth, colourType } = header;
  const mask = (1 << bitDepth) - 1;
  const scale = colourType === 0 ? 255 / mask : 1;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * bitDepth;
      const value = (packed[y * rowBytes + (bit >> 3)] >> (8 - bitDepth - (bit & 7))) & mask;
      out[y * width + x] = value * scale;
    }
  }
  return out;
}

function applyPalette(indices: Uint8Array, palette: Uint8Array, alpha: Uint8Array | null, file: string): Pick<Pixels, 'channels' | 'data'> {
  const channels = alpha === null ? 3 : 4;
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0; i < indices.length; i++) {
    const entry = indices[i] * 3;
    if (entry + 3 > palette.length) throw new DatasetFailure('pngBroken', file, { reason: 'palette' });
    for (let c = 0; c < 3; c++) data[i * channels + c] = palette[entry + c];
    if (alpha !== null) data[i * channels + 3] = alpha[indices[i]] ?? 255;
  }
  return { channels, data };
}

/** The pixels of a PNG file; `file` names it in the problem of the `DatasetFailure` that is thrown where it cannot be read. */
export function decodePng(bytes: Uint8Array, file: string): Pixels {
  if (!isPng(bytes)) throw new DatasetFailure('pngBroken', file, { reason: 'signature' });
  let header: Header | null = null;
  let palette: Uint8Array | null = null;
  let alpha: Uint8Array | null = null;
  const parts: Uint8Array[] = [];
  for (const { type, data } of chunksOf(bytes, file)) {
    if (type === 'IHDR') header = headerOf(data, file);
    else if (type === 'PLTE') palette = data;
    else if (type === 'tRNS') alpha = data;
    else if (type === 'IDAT') parts.push(data);
  }
  if (header === null) throw new DatasetFailure('pngBroken', file, { reason: 'header' });
  const { width, height, bitDepth, colourType } = header;
  const samples = samplesOf(colourType, file);
  const rowBytes = Math.ceil((width * samples * bitDepth) / 8);
  const raw = inflate(parts, (rowBytes + 1) * height, file);
  const rows = unfilter(raw, rowBytes, height, Math.max(1, (samples * bitDepth) >> 3), file);
  const unpacked = bitDepth === 8 ? rows : unpackBits(rows, rowBytes, header);
  if (colourType !== 3) return { width, height, channels: samples, data: unpacked };
  if (palette === null) throw new DatasetFailure('pngBroken', file, { reason: 'palette' });
  return { width, height, ...applyPalette(unpacked, palette, alpha, file) };
}
