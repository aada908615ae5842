import { gunzipSync, gzipSync } from 'node:zlib';
import { ArchiveError, type ArchiveBucket } from '../../mechanics/archive/archive-bucket.js';
import { parseOwn } from '../../mechanics/archive/parse-own.js';
import type { Copy } from '../data.js';

const FILE = /physicalbackup-(\d{14})\.xb\.gz$/;

const stampOf = (time: string): string => new Date(time).toISOString().slice(0, 19).replace(/\D/g, '');

/** As the operator names it, by the second in which it was begun. What is in it is our own: JSON, which a person can read. */
export const putCopy = (bucket: ArchiveBucket, prefix: string, begunAt: string, copy: Copy): Promise<void> =>
  bucket.put(keyIn(prefix, `physicalbackup-${stampOf(begunAt)}.xb.gz`), gzipSync(`${JSON.stringify(copy)}\n`));

/** Of the copies in a folder the one of that very second, or the nearest before. @throws ArchiveError when there is none. */
export async function readCopy(bucket: ArchiveBucket, prefix: string, until: string): Promise<Copy> {
  const keys = (await bucket.list(keyIn(prefix, 'physicalbackup-'))).filter((key) => FILE.test(key));
  const nearest = keys.findLast((key) => FILE.exec(key)![1]! <= stampOf(until));
  if (nearest === undefined) throw new ArchiveError('no valid backup files were found');
  return unpack(await bucket.get(nearest));
}

const keyIn = (prefix: string, name: string): string => [prefix.replace(/\/$/, ''), name].filter(Boolean).join('/');

/** @throws ArchiveError */
function unpack(content: Buffer): Copy {
  try {
    return parseOwn<Copy>(gunzipSync(content));
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError('the archive cannot be read');
  }
}
