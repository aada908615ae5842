import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { packS2, unpackS2 } from './s2-stream.js';

interface Method {
  readonly suffix: string;
  readonly pack: (content: Buffer) => Buffer | Promise<Buffer>;
  readonly unpack: (content: Buffer) => Buffer | undefined | Promise<Buffer | undefined>;
}

const unchanged = (content: Buffer): Buffer => content;

const METHODS: Readonly<Record<string, Method>> = {
  none: { suffix: '', pack: unchanged, unpack: unchanged },
  gzip: {
    suffix: '.gz',
    pack: promisify(gzip),
    unpack: (content) => promisify(gunzip)(content).catch(() => undefined),
  },
  s2: { suffix: '.s2', pack: packS2, unpack: unpackS2 },
};

/** @throws ArchiveError when the sandbox does not know it. */
export function compression(name: string): Method {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (!method) throw new ArchiveError(`the sandbox compresses by ${Object.keys(METHODS).join(', ')}, not by ${name}`);
  return method;
}

/** By the suffix of its name. @throws ArchiveError when it cannot be read. */
export async function unpackNamed(name: string, content: Buffer): Promise<Buffer> {
  const packed = Object.values(METHODS).find(({ suffix }) => suffix !== '' && name.endsWith(suffix));
  const unpacked = await (packed ?? compression('none')).unpack(content);
  if (!unpacked) throw new ArchiveError(`${name} cannot be read`);
  return unpacked;
}
