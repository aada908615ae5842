import { createHash } from 'node:crypto';

/** Names, labels and annotations of everything we make: deterministic, so a retry collides instead of duplicating. */

export const FIELD_MANAGER = 'dbaas-operator';
/** Of what operations write: fields of a cluster's specification, and operators' objects where they act on them. */
export const OPERATIONS_MANAGER = 'dbaas-operations';
/** Of what the API writes for its callers. */
export const API_MANAGER = 'dbaas-api';
export const CLEANUP_FINALIZER = 'dbaas.io/cleanup';
/** On an operation that has not ended. */
export const OPERATION_FINALIZER = 'dbaas.io/operation';

/** On a backup: what takes it, or needs it, has not ended. */
export const BACKUP_FINALIZER = 'dbaas.io/backup';
/** On a storage, or on a backup that has ended, that something refers to. */
export const IN_USE_FINALIZER = 'dbaas.io/in-use';

/** The longest name of our objects: whatever is derived from it still fits in 63 characters. */
export const MAX_NAME_LENGTH = 40;

export const LABELS = {
  cluster: 'dbaas.io/cluster',
  /** Whose child this is: without our cluster's uid an object is not ours, whatever its name. */
  clusterUid: 'dbaas.io/cluster-uid',
  engine: 'dbaas.io/engine',
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  managedBy: 'app.kubernetes.io/managed-by',
  /** Whose credentials a Secret holds that the API made for a storage. */
  backupStorage: 'dbaas.io/backup-storage',
  /** On a backup: the schedule that asked for it. */
  schedule: 'dbaas.io/schedule',
  /** On a backup: uid of the operation that asked for it. */
  operationUid: 'dbaas.io/operation-uid',
  /** Of the Leases of processes that share the clusters out among them. */
  shardGroup: 'dbaas.io/shard-group',
} as const;

export const ANNOTATIONS = {
  /** Hash of what we last applied to a child. */
  appliedHash: 'dbaas.io/applied-hash',
  /** The durable record of what a child's data was born from. */
  incarnation: 'dbaas.io/incarnation',
  /** Set by a user to the number of a lost incarnation: yes, start again with an empty database. */
  recreateEmpty: 'dbaas.io/recreate-empty',
  /** Of the request by REST or GraphQL that last wrote what is wanted; its audit record has the same. */
  requestId: 'dbaas.io/request-id',
  /** On what a request with an idempotency key made: the key and the body, as hashes. */
  idempotency: 'dbaas.io/idempotency',
  /** Set on a BackupStorage, to another value each time: try the bucket now. */
  verify: 'dbaas.io/verify',
  /** Set on a BackupStorage, to another value each time: look for backups in the bucket now. */
  discover: 'dbaas.io/discover',
  /** On a backup that was found in a bucket: the object there that tells of it. */
  manifest: 'dbaas.io/manifest',
  /** On a backup that a schedule asked for: the firing, RFC 3339. */
  scheduledFor: 'dbaas.io/scheduled-for',
  /** On a Lease: the members by which its holder tells its own clusters from the others'. */
  shardClaim: 'dbaas.io/shard-claim',
} as const;

export const credentialsSecretName = (cluster: string): string => `${cluster}-credentials`;

/** Of a Service, inside Kubernetes; operators put it into the certificates of their servers. */
export const serviceHost = (service: string, namespace: string | undefined): string =>
  `${service}.${namespace ?? 'default'}.svc`;

/** The keys of a storage in the words of the operator of one cluster. */
export const bucketSecretName = (cluster: string, storage: string): string => `${cluster}-bucket-${shortHash(storage)}`;

/** Value of the label `component` of these. */
export const BUCKET_KEYS = 'bucket-keys';

/** The Secret that the API keeps the credentials of a storage in, when they are given to it. */
export const storageSecretName = (storage: string): string => `${storage}-storage-credentials`;

/** The value of the label `schedule` on a backup that no schedule asked for: backups had to begin. No schedule is named so. */
export const FIRST_BACKUP = 'FirstBackup';

/** Operators make names of Jobs of it, with some letters before, and cut off what is more than 63: the minute, by which it differs. */
const MAX_SCHEDULED_NAME = 60;

/** Of the backup that a firing asks for: `orders-nightly-202611230130`, by UTC. */
export function scheduledBackupName(cluster: string, schedule: string, firing: Date): string {
  const minute = firing.toISOString().slice(0, 16).replace(/\D/g, '');
  const name = `${cluster}-${schedule}`;
  if (name.length + 1 + minute.length <= MAX_SCHEDULED_NAME) return `${name}-${minute}`;
  const end = `-${shortHash(name)}-${minute}`;
  return `${name.slice(0, MAX_SCHEDULED_NAME - end.length).replace(/-+$/, '')}${end}`;
}

/** Of the backup that an archive begins with: another one for each attempt. */
export const firstBackupName = (cluster: string, place: string, attempt: number): string =>
  `${cluster}-first-${shortHash(`${place}#${attempt}`)}`;

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Standard labels of every child of a cluster. */
export function childLabels(cluster: {
  metadata: { name: string; uid?: string };
  spec: { engine: string };
}): Record<string, string> {
  return {
    [LABELS.cluster]: cluster.metadata.name,
    [LABELS.clusterUid]: cluster.metadata.uid ?? '',
    [LABELS.engine]: cluster.spec.engine,
    [LABELS.instance]: cluster.metadata.name,
    [LABELS.managedBy]: FIELD_MANAGER,
  };
}
