import { LABELS } from '../domain/naming.js';
import { apiVersionOf, type ObjectMeta } from '../kube/meta/index.js';
import { DATABASE_BACKUP, type BackupType, type DatabaseBackup } from '../resources/database-backup/index.js';

export interface NewBackup {
  readonly namespace?: string;
  readonly name: string;
  /** The database; its uid tells it from others that had or will have its name. */
  readonly cluster: { readonly name: string; readonly uid?: string };
  readonly type?: BackupType;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: ObjectMeta['annotations'];
}

/** A backup to be taken. It has no owner: it outlives its database. */
export function newBackup({ namespace, name, cluster, type = 'Full', labels, annotations }: NewBackup): DatabaseBackup {
  return {
    apiVersion: apiVersionOf(DATABASE_BACKUP),
    kind: DATABASE_BACKUP.kind,
    metadata: {
      name,
      namespace,
      labels: { ...labels, ...originLabels(cluster) },
      ...(annotations && { annotations }),
    },
    spec: { clusterRef: { name: cluster.name }, type },
  };
}

/** Of whom a backup is; the uid may have been written down by anybody. */
export function originLabels({ name, uid }: NewBackup['cluster']): Record<string, string> {
  return { [LABELS.cluster]: name, ...(uid !== undefined && IS_UID.test(uid) && { [LABELS.clusterUid]: uid }) };
}

const IS_UID = /^[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
