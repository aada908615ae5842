import { manifestFolder, MAX_MANIFEST_BYTES, parseManifest, type BackupManifest } from '../../backups/index.js';
import { listFolder, type Bucket, type StoredObject } from '../../object-storage/index.js';

/** Looked through for the newest. */
const MAX_LISTED = 10_000;
const MAX_READ = 1_000;
const READ_AT_ONCE = 8;

export interface FoundManifest {
  /** Of the object, counted from the prefix. */
  readonly objectName: string;
  /** Without what it says of the specification: a thousand of those are not to be held at once. */
  readonly manifest: Omit<BackupManifest, 'clusterSnapshot'>;
}

export interface ManifestFinds {
  readonly manifests: readonly FoundManifest[];
  /** So many were not read, for what they tell is known. */
  readonly known: number;
  /** So many were not written by us, or not for this namespace. */
  readonly unreadable: number;
  /** So many were not read, for there were newer ones. */
  readonly leftOut: number;
  /** False when there may be even newer ones. */
  readonly isWhole: boolean;
}

/** The manifests of a namespace, the newest first, but for those that are known by their names. */
export async function findManifests(
  bucket: Bucket,
  { namespace, known }: { readonly namespace: string; readonly known: ReadonlySet<string> },
  signal: AbortSignal,
): Promise<ManifestFinds> {
  const { objects, isWhole } = await listFolder(bucket, manifestFolder(namespace), { atMost: MAX_LISTED }, signal);
  const unknown = objects.filter(({ name }) => !known.has(name)).sort(newestFirst);
  const newest = unknown.slice(0, MAX_READ);
  const read: (FoundManifest | undefined)[] = [];
  for (let from = 0; from < newest.length; from += READ_AT_ONCE) {
    const few = newest.slice(from, from + READ_AT_ONCE);
    read.push(...(await Promise.all(few.map((object) => readManifest(bucket, object, signal)))));
  }
  const manifests = read.filter((found) => found?.manifest.cluster.namespace === namespace) as FoundManifest[];
  return {
    manifests,
    known: objects.length - unknown.length,
    unreadable: read.length - manifests.length,
    leftOut: unknown.length - newest.length,
    isWhole,
  };
}

/** undefined for one that was not written by us. */
async function readManifest(
  bucket: Bucket,
  { name, sizeBytes }: StoredObject,
  signal: AbortSignal,
): Promise<FoundManifest | undefined> {
  if (sizeBytes > MAX_MANIFEST_BYTES) return undefined;
  const manifest = parseManifest(Buffer.from(await bucket.get(name, signal)).toString());
  return manifest && { objectName: name, manifest: { cluster: manifest.cluster, backup: manifest.backup } };
}

const newestFirst = (a: StoredObject, b: StoredObject): number => b.modifiedAt.getTime() - a.modifiedAt.getTime();
