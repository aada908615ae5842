import type { KubeObject, ObjectMeta } from '../../../kube/meta/index.js';
import { STORAGE_REASONS } from '../../../domain/storage-reasons.js';
import type { BackupStorageStatus } from '../../../resources/backup-storage/index.js';
import type { DatabaseBackupStatus } from '../../../resources/database-backup/index.js';
import type { DatabaseClusterStatus } from '../../../resources/database-cluster/index.js';
import type { MonitoringConfigStatus } from '../../../resources/monitoring-config/index.js';
import type { OpsRequestStatus } from '../../../resources/ops-request/index.js';

const CREATED = '2026-11-23T18:30:00Z';
const LATER = '2026-11-23T18:34:10Z';

/** A manifest as the API answers it, a while after it was taken in. */
export function answered<T extends KubeObject, S>(manifest: T, status: S): T & { status: S } {
  const stored: Partial<ObjectMeta> = {
    uid: '6f1c3f4e-5b0c-4c55-9f6e-0a8f6f0d9a11',
    generation: 1,
    resourceVersion: '48151',
    creationTimestamp: CREATED,
  };
  return { ...manifest, metadata: { ...manifest.metadata, ...stored }, status };
}

const isSo = (type: string, reason: string, message: string): DatabaseClusterStatus['conditions'] => [
  { type, status: 'True', reason, message, lastTransitionTime: LATER, observedGeneration: 1 },
];

export const CLUSTER_STATUS: DatabaseClusterStatus = {
  phase: 'Running',
  conditions: isSo('Ready', 'AllMembersReady', '3 of 3 members serve.'),
  observedGeneration: 1,
  message: '3 of 3 members serve.',
  version: '17.6',
  size: 3,
  readyMembers: 3,
  primary: 'orders-1',
  members: [
    { name: 'orders-1', role: 'Primary', ready: true, version: '17.6', node: 'node-a', zone: 'a', lagBytes: null },
    { name: 'orders-2', role: 'Replica', ready: true, version: '17.6', node: 'node-b', zone: 'b', lagBytes: 0 },
    { name: 'orders-3', role: 'Replica', ready: true, version: '17.6', node: 'node-c', zone: 'c', lagBytes: 0 },
  ],
  endpoints: [
    { name: 'primary', host: 'orders-rw.default.svc', port: 5432, external: false },
    { name: 'readonly', host: 'orders-ro.default.svc', port: 5432, external: false },
  ],
  binding: { name: 'orders-credentials' },
};

export const OPERATION_STATUS: OpsRequestStatus = {
  phase: 'Running',
  message: 'Member orders-4 is ready, 1 of 2.',
  observedGeneration: 1,
  progress: '1/2',
  steps: [
    { name: 'JoinMember', target: 'orders-4', state: 'Done', startedAt: CREATED, finishedAt: LATER },
    { name: 'JoinMember', target: 'orders-5', state: 'Running', startedAt: LATER },
  ],
  previous: [{ path: '/spec/clusterSize', value: 3 }],
  applied: [{ path: '/spec/clusterSize', value: 5 }],
  cancellable: true,
  disruption: 'None',
  requestedBy: { subject: 'oidc:ann', via: 'REST', verified: true },
  startedAt: CREATED,
};

export const OPERATION_PLAN = {
  changes: [{ path: '/spec/clusterSize', previous: 3, applied: 5 }],
  steps: [
    { name: 'JoinMember', target: 'orders-4' },
    { name: 'JoinMember', target: 'orders-5' },
  ],
  disruption: 'None',
  restarts: [],
  warnings: [],
};

export const BACKUP_STATUS: DatabaseBackupStatus = {
  phase: 'Succeeded',
  origin: 'OnDemand',
  observedGeneration: 1,
  message: 'The backup is complete.',
  startedAt: CREATED,
  completedAt: LATER,
  sizeBytes: 73_400_320,
  version: '17.6',
  storage: 'main',
  recoverableFrom: LATER,
};

export const STORAGE_STATUS: BackupStorageStatus = {
  conditions: isSo('Ready', 'Probed', STORAGE_REASONS.Probed),
  observedGeneration: 1,
  lastProbedAt: LATER,
  usedBy: ['orders'],
};

export const MONITORING_STATUS: MonitoringConfigStatus = {
  conditions: isSo('Ready', 'Usable', 'Databases can name it.'),
  observedGeneration: 1,
  usedBy: 1,
};
