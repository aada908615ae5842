/**
 * The stream format of S2, PBM's own choice for the oplog, with nothing compressed in it: any reader of S2 takes it.
 * Frames begin with a kind and a length of three bytes; data follow a masked CRC-32C.
 */
const IDENTIFIER = Buffer.from([0xff, 0x06, 0x00, 0x00, ...Buffer.from('S2sTwO')]);
const UNCOMPRESSED = 0x01;
const HEADER = 4;
const CHECKSUM = 4;
const MAX_FRAME = 65_536;
const MASK_DELTA = 0xa2_82_ea_d8;
const POLYNOMIAL = 0x82_f6_3b_78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** Castagnoli's. */
export function crc32c(content: Buffer): number {
  let sum = 0xff_ff_ff_ff;
  for (const byte of content) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 0xff]!;
  return (sum ^ 0xff_ff_ff_ff) >>> 0;
}

const masked = (sum: number): number => (((sum >>> 15) | (sum << 17)) + MASK_DELTA) >>> 0;

export function packS2(content: Buffer): Buffer {
  const frames: Buffer[] = [IDENTIFIER];
  for (let at = 0; at < content.length; at += MAX_FRAME) frames.push(...frame(content.subarray(at, at + MAX_FRAME)));
  return Buffer.concat(frames);
}

function frame(content: Buffer): Buffer[] {
  const header = Buffer.alloc(HEADER + CHECKSUM);
  header.writeUInt8(UNCOMPRESSED, 0);
  header.writeUIntLE(content.length + CHECKSUM, 1, 3);
  header.writeUInt32LE(masked(crc32c(content)), HEADER);
  return [header, content];
}

/** undefined for what is none, is damaged, or holds frames that are compressed in earnest. */
export function unpackS2(stream: Buffer): Buffer | undefined {
  if (!stream.subarray(0, IDENTIFIER.length).equals(IDENTIFIER)) return undefined;
  const contents: Buffer[] = [];
  for (let at = IDENTIFIER.length; at < stream.length;) {
    const content = contentAt(stream, at);
    if (!content) return undefined;
    contents.push(content);
    at += HEADER + CHECKSUM + content.length;
  }
  return Buffer.concat(contents);
}

function contentAt(stream: Buffer, at: number): Buffer | undefined {
  if (stream.length < at + HEADER + CHECKSUM || stream.readUInt8(at) !== UNCOMPRESSED) return undefined;
  const end = at + HEADER + stream.readUIntLE(at + 1, 3);
  const content = stream.subarray(at + HEADER + CHECKSUM, end);
  const isWhole = stream.length >= end && stream.readUInt32LE(at + HEADER) === masked(crc32c(content));
  return isWhole ? content : undefined;
}
