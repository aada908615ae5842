import { apiVersionOf, PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import type { Cluster, StorageConfiguration } from '../cluster.js';
import { ANNOTATION, LABEL } from '../well-known.js';
import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { PVC_PROTECTION } from '../../mechanics/nodes/advance-claims.js';
import { ownedMetadata } from './ownership.js';

export type PvcRole = 'PG_DATA' | 'PG_WAL' | 'PG_TABLESPACE';

/** One volume that every instance should have. */
export interface VolumeNeed {
  readonly role: PvcRole;
  /** What the claim's name adds to the instance's. */
  readonly suffix: string;
  readonly storage: StorageConfiguration;
  readonly tablespace?: string;
}

export function volumeNeeds({ spec }: Cluster): VolumeNeed[] {
  return [
    { role: 'PG_DATA', suffix: '', storage: spec.storage ?? {} },
    ...(spec.walStorage ? [{ role: 'PG_WAL' as const, suffix: '-wal', storage: spec.walStorage }] : []),
    ...(spec.tablespaces ?? []).map(({ name, storage }) => ({
      role: 'PG_TABLESPACE' as const,
      suffix: `-tbs-${name.replaceAll('_', '-').toLowerCase()}`,
      storage,
      tablespace: name,
    })),
  ];
}

export const sizeOf = ({ size, pvcTemplate }: StorageConfiguration): string =>
  String(size || pvcTemplate?.resources?.requests?.['storage'] || '0');

interface ClaimOptions {
  readonly instance: string;
  readonly serial: number;
  readonly role: 'primary' | 'replica';
  readonly defaultStorageClass?: string;
  /** `ready` for a volume that joins an instance which has its data already. */
  readonly pvcStatus: 'initializing' | 'ready';
}

export function buildClaim(cluster: Cluster, need: VolumeNeed, options: ClaimOptions): PersistentVolumeClaim {
  const { instance, serial, role, defaultStorageClass, pvcStatus } = options;
  const metadata = ownedMetadata(cluster, instance + need.suffix, {
    labels: {
      [LABEL.instanceName]: instance,
      [LABEL.instanceRole]: role,
      [LABEL.pvcRole]: need.role,
      ...(need.tablespace ? { [LABEL.tablespaceName]: need.tablespace } : {}),
    },
    annotations: { [ANNOTATION.nodeSerial]: String(serial), [ANNOTATION.pvcStatus]: pvcStatus },
  });
  const { pvcTemplate, storageClass } = need.storage;
  const storageClassName = storageClass || pvcTemplate?.storageClassName || defaultStorageClass;
  return {
    apiVersion: apiVersionOf(PERSISTENT_VOLUME_CLAIM),
    kind: PERSISTENT_VOLUME_CLAIM.kind,
    metadata: { ...metadata, finalizers: [PVC_PROTECTION] },
    spec: {
      accessModes: pvcTemplate?.accessModes ?? ['ReadWriteOnce'],
      resources: { requests: { storage: sizeOf(need.storage) } },
      volumeMode: 'Filesystem',
      ...(storageClassName ? { storageClassName } : {}),
    },
  };
}
