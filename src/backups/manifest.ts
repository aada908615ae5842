import type { DatabaseBackup } from '../resources/database-backup/index.js';
import { PATH_IN_STORAGE } from '../resources/shared/path-in-storage.js';

/**
 * What we keep of a backup beside it: enough to make its database again when nothing is left of the Kubernetes cluster
 * that it ran in. It holds no secrets.
 */
export interface BackupManifest {
  readonly cluster: {
    readonly namespace: string;
    readonly name: string;
    readonly uid?: string;
    readonly engine: string;
  };
  readonly backup: {
    readonly name: string;
    readonly path: string;
    readonly archive: string;
    readonly backupId: string;
    readonly version?: string;
    readonly startedAt?: string;
    readonly completedAt?: string;
    readonly sizeBytes?: number;
  };
  /** The database as it was asked for at that time: its specification and its labels. */
  readonly clusterSnapshot?: object;
}

const API_VERSION = 'dbaas.io/v1alpha1';
const KIND = 'BackupManifest';
const FOLDER = '.dbaas/backups';

/** More than any specification takes; a larger one was not written by us. */
export const MAX_MANIFEST_BYTES = 512 * 1024;

/** Where manifests of a namespace lie, counted from the prefix of the storage; those of a cluster in a folder of its own. */
export function manifestFolder(namespace: string, cluster?: string): string {
  return [FOLDER, namespace, ...(cluster ? [cluster] : [])].join('/');
}

/** The object that tells of a backup that we took. */
export function manifestName({ metadata: { namespace = '', name, uid = '' }, spec }: DatabaseBackup): string {
  return `${manifestFolder(namespace, spec.clusterRef.name)}/${name}-${uid.slice(0, 8)}.json`;
}

export function serializeManifest(manifest: BackupManifest): string {
  return `${JSON.stringify({ apiVersion: API_VERSION, kind: KIND, ...manifest }, null, 2)}\n`;
}

type Json = Readonly<Record<string, unknown>>;

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const WORD = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/;
/** Engines name backups by the time, colons included. */
const BACKUP_ID = /^[A-Za-z0-9][A-Za-z0-9._:+-]{0,127}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const PATH = new RegExp(PATH_IN_STORAGE.pattern);

/** undefined when the text is not one that we wrote: whoever may write into the bucket may have written it. */
export function parseManifest(text: string): BackupManifest | undefined {
  const value = parseObject(text);
  if (value?.apiVersion !== API_VERSION || value.kind !== KIND) return undefined;
  const [cluster, backup] = [clusterIn(value.cluster), backupIn(value.backup)];
  if (!cluster || !backup) return undefined;
  const { clusterSnapshot } = value;
  if (clusterSnapshot !== undefined && !isObject(clusterSnapshot)) return undefined;
  return { cluster, backup, ...(clusterSnapshot && { clusterSnapshot }) };
}

function clusterIn(value: unknown): BackupManifest['cluster'] | undefined {
  if (!isObject(value)) return undefined;
  const { namespace, name, uid, engine } = value;
  if (!isText(namespace, LABEL) || !isText(name, NAME) || !isText(engine, LABEL)) return undefined;
  if (uid !== undefined && !isText(uid, WORD)) return undefined;
  return { namespace, name, engine, ...(uid && { uid }) };
}

function backupIn(value: unknown): BackupManifest['backup'] | undefined {
  if (!isObject(value)) return undefined;
  const { name, path, archive, backupId } = value;
  if (!isText(name, NAME) || !isText(backupId, BACKUP_ID) || !isPath(path) || !isPath(archive)) return undefined;
  // A backup elsewhere than in its archive could make one database out of the parts of two.
  if (!path.startsWith(`${archive}/`)) return undefined;
  const facts = factsIn(value);
  return facts && { name, path, archive, backupId, ...facts };
}

function factsIn({ version, startedAt, completedAt, sizeBytes }: Json): object | undefined {
  const areSound =
    isAbsentOr(version, (text) => isText(text, WORD)) &&
    [startedAt, completedAt].every((time) => isAbsentOr(time, isTime)) &&
    isAbsentOr(sizeBytes, (size) => Number.isSafeInteger(size) && (size as number) >= 0);
  // Through JSON once more: what is absent leaves no member behind.
  return areSound ? (JSON.parse(JSON.stringify({ version, startedAt, completedAt, sizeBytes })) as object) : undefined;
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value);
const isTime = (value: unknown): boolean => isText(value, TIME) && !Number.isNaN(Date.parse(value));
const isAbsentOr = (value: unknown, isSound: (value: unknown) => boolean): boolean =>
  value === undefined || isSound(value);

function isPath(value: unknown): value is string {
  if (!isText(value, PATH) || value.length > PATH_IN_STORAGE.maxLength) return false;
  return !value.split('/').some((segment) => segment === '.' || segment === '..');
}
