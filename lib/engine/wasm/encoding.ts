/** The byte-level encodings of the WebAssembly binary format; apart because everything else in the emitter is built from them. */

/** Unsigned LEB128 of a 32-bit integer. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer; addresses above 2 GiB wrap to the same bits. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

/** Signed LEB128 of a 64-bit integer. */
export function signed64(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, value);
  for (;;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

const float = new DataView(new ArrayBuffer(4));
const floatBytes = new Uint8Array(float.buffer);

/** Four little-endian bytes of a float32. */
export function float32Bytes(value: number): number[] {
  float.setFloat32(0, value, true);
  return [floatBytes[0], floatBytes[1], floatBytes[2], floatBytes[3]];
}

/** Eight little-endian bytes of a float64. */
export function float64Bytes(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

/** A name: its length in bytes, then UTF-8. */
export function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}

/** Appends without the argument limit that spreading a long array into `push` has. */
export function append(target: number[], bytes: readonly number[]): void {
  for (let index = 0; index < bytes.length; index++) target.push(bytes[index]);
}
