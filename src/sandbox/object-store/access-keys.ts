import { randomBytes } from 'node:crypto';
import type { DataFolder } from '../data-folder.js';
import type { S3Keys } from './s3-protocol.js';

const FILE = 'object-store-keys.json';

/** The keys of this sandbox's object store, made at its first start and kept with its data. */
export async function accessKeysOf(folder: DataFolder): Promise<S3Keys> {
  const known = parse(await folder.read(FILE));
  if (known) return known;
  const keys = {
    accessKeyId: `AK${randomBytes(9).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  await folder.write(FILE, JSON.stringify(keys));
  return keys;
}

/** undefined for what is none: a write of it was cut off. */
function parse(text: string): S3Keys | undefined {
  try {
    const { accessKeyId, secretAccessKey } = JSON.parse(text) as Partial<S3Keys>;
    return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  } catch {
    return undefined;
  }
}
