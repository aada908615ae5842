import { createHash } from 'node:crypto';
import { isAlreadyExists, type KubeClient } from '../../kube/client/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { apiVersionOf, formatTime, keyOf } from '../../kube/meta/index.js';
import { ANNOTATIONS, FIELD_MANAGER } from '../../domain/naming.js';
import { manifestName, originLabels } from '../../backups/index.js';
import { BY_STORAGE, type ClusterCaches } from '../../caches/index.js';
import type { BackupStorage, StorageDiscovery } from '../../resources/backup-storage/index.js';
import { DATABASE_BACKUP, MAX_BACKUP_NAME_LENGTH, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { StorageVisits } from '../buckets/index.js';
import { findManifests, type FoundManifest, type ManifestFinds } from './find-manifests.js';

/** The manifests are small, and there may be a thousand of them. */
const LIMITS = { timeoutMs: 80_000, maxReceivedBytes: 8 * 1024 * 1024 };
const HASH_LENGTH = 8;

export interface DiscoveryParts {
  readonly client: KubeClient;
  readonly caches: Pick<ClusterCaches, 'backups' | 'providers'>;
  readonly visits: Pick<StorageVisits, 'visit'>;
  readonly now: () => Date;
}

/** What somebody who asked for a search wrote, while it has not been answered. */
export function unansweredSearch({ metadata, status }: BackupStorage): string | undefined {
  const request = metadata.annotations?.[ANNOTATIONS.discover]?.slice(0, 128);
  return request && request !== status?.discovery?.request ? request : undefined;
}

/** Makes a DatabaseBackup of whatever our manifests tell of and nobody knows. What fails is told, not tried again. */
export async function discover(
  storage: BackupStorage,
  request: string,
  parts: DiscoveryParts,
  ctx: ReconcileContext,
): Promise<StorageDiscovery> {
  const known = knownIn(storage, parts.caches);
  const namespace = storage.metadata.namespace!;
  const visit = await parts.visits.visit(
    storage,
    (bucket, signal) => findManifests(bucket, { namespace, known: known.manifests }, signal),
    LIMITS,
    ctx.signal,
  );
  const answer = { request, time: formatTime(parts.now()) };
  if (!visit.isDone)
    return { ...answer, found: 0, added: 0, message: `${visit.trouble.reason}: ${visit.trouble.message}` };
  const { manifests, ...finds } = visit.value;
  const sound = manifests.filter((found) => isOurs(found, parts.caches));
  let added = 0;
  for (const found of unknownOf(sound, known)) if (await adopt(storage, found, parts, ctx)) added += 1;
  const message = messageOf({ ...finds, unreadable: finds.unreadable + manifests.length - sound.length });
  return { ...answer, found: finds.known + sound.length, added, ...(message && { message }) };
}

interface Known {
  readonly paths: ReadonlySet<string>;
  readonly manifests: ReadonlySet<string>;
}

function knownIn(storage: BackupStorage, { backups }: DiscoveryParts['caches']): Known {
  const stored = backups.store.byIndex(BY_STORAGE, keyOf(storage));
  const paths = stored.map(({ spec, status }) => spec.existing?.path ?? status?.path);
  const manifests = stored.map((backup) => backup.metadata.annotations?.[ANNOTATIONS.manifest] ?? manifestName(backup));
  return { paths: new Set(paths.filter((path) => path !== undefined)), manifests: new Set(manifests) };
}

/** One of each place, however many tell of it: the newest of them, which come first. */
function unknownOf(found: readonly FoundManifest[], { paths }: Known): FoundManifest[] {
  const byPath = new Map([...found].reverse().map((each) => [each.manifest.backup.path, each]));
  return [...byPath.values()].filter(({ manifest }) => !paths.has(manifest.backup.path));
}

/** Of an engine that is installed here, and where that engine would have put it. */
function isOurs({ manifest: { cluster, backup } }: FoundManifest, { providers }: DiscoveryParts['caches']): boolean {
  const backups = providers.find(cluster.engine)?.backups;
  if (!backups || 'unsupported' in backups) return false;
  const place = backups.layout.placeOf(backup.path);
  return place?.archive === backup.archive && place.backupId === backup.backupId;
}

/** Under its own name where that is free. False when it was there after all. */
async function adopt(
  storage: BackupStorage,
  found: FoundManifest,
  { client, caches }: DiscoveryParts,
  ctx: ReconcileContext,
): Promise<boolean> {
  const { name, path } = found.manifest.backup;
  const hashed = `${name.slice(0, MAX_BACKUP_NAME_LENGTH - HASH_LENGTH - 1)}-${hashOf(`${storage.metadata.name}/${path}`)}`;
  const isFree = !caches.backups.store.get({ namespace: storage.metadata.namespace, name });
  for (const candidate of isFree ? [name, hashed] : [hashed]) {
    try {
      const backup = existingBackup(storage, found, candidate);
      const write = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
      ctx.recordWrite(DATABASE_BACKUP, await client.create(DATABASE_BACKUP, backup, write));
      return true;
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
  }
  return false;
}

function existingBackup(
  { metadata }: BackupStorage,
  { objectName, manifest }: FoundManifest,
  name: string,
): DatabaseBackup {
  return {
    apiVersion: apiVersionOf(DATABASE_BACKUP),
    kind: DATABASE_BACKUP.kind,
    metadata: {
      name,
      namespace: metadata.namespace,
      labels: originLabels(manifest.cluster),
      annotations: { [ANNOTATIONS.manifest]: objectName },
    },
    spec: {
      clusterRef: { name: manifest.cluster.name },
      storageRef: { name: metadata.name },
      existing: { path: manifest.backup.path },
    },
  };
}

function messageOf({ unreadable, leftOut, isWhole }: Omit<ManifestFinds, 'manifests' | 'known'>): string {
  const sentences = [
    unreadable > 0 && `${unreadable} left out that could not be understood.`,
    leftOut > 0 && `${leftOut} older ones left out: delete what is not needed and search again.`,
    !isWhole && 'There is more in the bucket than was looked through.',
  ];
  return sentences.filter(Boolean).join(' ');
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
