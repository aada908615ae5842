const BLOCK = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;

/** A tar archive (ustar) of one file. */
export function packFile(name: string, content: Buffer, modifiedSeconds: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write('0000600\0', 100);
  header.write('0000032\0', 108);
  header.write('0000032\0', 116);
  header.write(octal(content.length), 124);
  header.write(octal(modifiedSeconds), 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.fill(' ', CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_LENGTH);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK)]);
}

const octal = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`;

/** The first file of a tar archive; undefined when that is none. */
export function unpackFile(archive: Buffer): Buffer | undefined {
  const size = parseInt(archive.toString('latin1', 124, 135), 8);
  const isArchive = archive.toString('latin1', 257, 262) === 'ustar' && archive.length >= BLOCK + size;
  return isArchive ? archive.subarray(BLOCK, BLOCK + size) : undefined;
}
