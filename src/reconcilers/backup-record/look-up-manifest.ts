import { manifestFolder, MAX_MANIFEST_BYTES, parseManifest, type BackupManifest } from '../../backups/index.js';
import { listFolder, readText, type Bucket, type StoredObject } from '../../object-storage/index.js';

export interface ManifestQuery {
  readonly namespace: string;
  readonly cluster: string;
  /** Of the DatabaseBackup. */
  readonly name: string;
  /** Where its backup lies. */
  readonly path: string;
  /** The object that tells of it, by whoever made the DatabaseBackup. */
  readonly hint?: string;
}

export interface KnownManifest {
  readonly objectName: string;
  readonly manifest: BackupManifest;
}

const MAX_LISTED = 1_000;
/** Without a hint it is looked for among so many. */
const MAX_READ = 50;
const PLAIN = /^[A-Za-z0-9._-]+$/;

/** What we once wrote of the backup at a path; undefined when there is nothing of the kind. */
export async function lookUpManifest(
  bucket: Bucket,
  query: ManifestQuery,
  signal: AbortSignal,
): Promise<KnownManifest | undefined> {
  for (const objectName of await candidates(bucket, query, signal)) {
    const text = await readText(bucket, objectName, MAX_MANIFEST_BYTES, signal);
    const manifest = text === undefined ? undefined : parseManifest(text);
    if (manifest?.backup.path === query.path && manifest.cluster.namespace === query.namespace) {
      return { objectName, manifest };
    }
  }
  return undefined;
}

async function candidates(
  bucket: Bucket,
  { namespace, cluster, name, hint }: ManifestQuery,
  signal: AbortSignal,
): Promise<string[]> {
  if (isManifestOf(namespace, hint)) return [hint];
  if (!isPlain(cluster)) return [];
  const { objects } = await listFolder(bucket, manifestFolder(namespace, cluster), { atMost: MAX_LISTED }, signal);
  const isNamed = ({ name: object }: StoredObject): boolean => object.includes(`/${name}-`);
  const inOrder = [...objects].sort(
    (a, b) => Number(isNamed(b)) - Number(isNamed(a)) || b.modifiedAt.getTime() - a.modifiedAt.getTime(),
  );
  return inOrder.slice(0, MAX_READ).map((object) => object.name);
}

/** Annotations are anybody's to write. */
export function isManifestOf(namespace: string, hint: string | undefined): hint is string {
  const folder = `${manifestFolder(namespace)}/`;
  return hint !== undefined && hint.startsWith(folder) && hint.split('/').every(isPlain);
}

const isPlain = (segment: string): boolean => PLAIN.test(segment) && !/^\.\.?$/.test(segment);
