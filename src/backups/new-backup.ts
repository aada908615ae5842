import { LABELS } from '../domain/naming.js';
import { apiVersionOf, type ObjectMeta } from '../kube/meta/index.js';
import { DATABASE_BACKUP, type BackupType, type DatabaseBackup } from '../resources/database-backup/index.js';

export interface NewBackup {
  readonly namespace?: string;
  readonly name: string;
  /** Name of the database. */
  readonly cluster: string;
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
      labels: { ...labels, [LABELS.cluster]: cluster },
      ...(annotations && { annotations }),
    },
    spec: { clusterRef: { name: cluster }, type },
  };
}
