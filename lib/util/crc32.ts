/** The checksum of PNG, gzip and zip (CRC-32, polynomial 0xEDB88320), over one piece of data or several. */

const TABLE = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The checksum of `data`; give the last result as `before` to go on with a further piece. */
export function crc32(data: Uint8Array, before = 0): number {
  let value = ~before;
  for (let i = 0; i < data.length; i++) value = TABLE[(value ^ data[i]) & 0xff] ^ (value >>> 8);
  return ~value >>> 0;
}
