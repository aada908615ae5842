import { apiVersionOf, type ObjectMeta, type UntypedObject } from '../../src/kube/meta/index.js';
import { LABELS } from '../../src/domain/naming.js';
import {
  CNPG_ANNOTATIONS,
  CNPG_CLUSTER,
  CNPG_LABELS,
  POSTGRES_CONTAINER,
  type CnpgCluster,
  type CnpgClusterSpec,
  type CnpgClusterStatus,
} from '../../src/providers/postgresql/upstream.js';
import { CLUSTER_UID } from './database-cluster.js';
import { imageOf } from './database-engine.js';

export const UPSTREAM_UID = '7f6f6d3c-2a3b-4b1e-8c55-000000000001';
export const HEALTHY = 'Cluster in healthy state';

const OURS = { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: CLUSTER_UID };

interface CnpgClusterChanges {
  /** Of one that took the place of another. */
  readonly uid?: string;
  readonly spec?: Partial<CnpgClusterSpec>;
  readonly status?: CnpgClusterStatus;
  readonly annotations?: Record<string, string>;
  readonly deletionTimestamp?: string;
  readonly resourceVersion?: string;
}

/** The upstream of `orders`, whole and healthy on 17.6, with the changes under test. */
export function aCnpgCluster({ spec, status, ...metadata }: CnpgClusterChanges = {}): CnpgCluster {
  const instances = spec?.instances ?? 3;
  return {
    apiVersion: apiVersionOf(CNPG_CLUSTER),
    kind: CNPG_CLUSTER.kind,
    metadata: { name: 'orders', namespace: 'team-a', uid: UPSTREAM_UID, labels: OURS, ...metadata },
    spec: {
      instances,
      imageName: imageOf('17.6'),
      storage: { size: '10Gi' },
      postgresql: { parameters: {} },
      primaryUpdateMethod: 'switchover',
      enableSuperuserAccess: false,
      bootstrap: {
        initdb: { database: 'app', owner: 'app', dataChecksums: true, secret: { name: 'orders-credentials' } },
      },
      inheritedMetadata: { labels: OURS },
      ...spec,
    },
    status: {
      phase: HEALTHY,
      instances,
      readyInstances: instances,
      instanceNames: memberNames(instances),
      currentPrimary: 'orders-1',
      targetPrimary: 'orders-1',
      image: imageOf('17.6'),
      pgDataImageInfo: { image: imageOf('17.6'), majorVersion: 17 },
      ...status,
    },
  };
}

export const memberNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `orders-${i + 1}`);

interface PodChanges {
  /** Of a pod that took the place of another. */
  readonly uid?: string;
  /** Both requests and limits, as the operator noted them in the pod that it wanted. */
  readonly resources?: Record<string, string>;
  readonly ready?: boolean;
  readonly primary?: boolean;
  readonly node?: string;
  readonly version?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly status?: Record<string, unknown>;
  readonly deletionTimestamp?: string;
}

/** A member's pod, on a node of its own. */
export function aMemberPod(name: string, changes: PodChanges = {}): UntypedObject {
  const {
    ready = true,
    primary = name.endsWith('-1'),
    node = `node-of-${name}`,
    version = '17.6',
    uid = `uid-of-${name}`,
  } = changes;
  const labels = {
    [CNPG_LABELS.cluster]: 'orders',
    [CNPG_LABELS.instanceName]: name,
    [CNPG_LABELS.podRole]: 'instance',
    [CNPG_LABELS.instanceRole]: primary ? 'primary' : 'replica',
    ...OURS,
    ...changes.labels,
  };
  const { deletionTimestamp } = changes;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a', uid, labels, annotations: annotationsOf(changes), deletionTimestamp },
    spec: { nodeName: node, containers: [{ name: POSTGRES_CONTAINER, image: imageOf(version) }] },
    status: {
      phase: 'Running',
      hostIP: '192.0.2.10',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...changes.status,
    },
  };
}

function annotationsOf({ annotations, resources }: PodChanges): Record<string, string> | undefined {
  if (!resources) return annotations;
  const wanted = { containers: [{ name: POSTGRES_CONTAINER, resources: { requests: resources, limits: resources } }] };
  return { ...annotations, [CNPG_ANNOTATIONS.podSpec]: JSON.stringify(wanted) };
}

/** The pods of a whole cluster. */
export const memberPods = (count = 3): UntypedObject[] => memberNames(count).map((name) => aMemberPod(name));

interface ClaimChanges {
  readonly role?: 'PG_DATA' | 'PG_WAL';
  readonly request?: string;
  readonly capacity?: string;
  readonly phase?: string;
  readonly ownerUid?: string | null;
  /** Of a claim that took the place of another. */
  readonly uid?: string;
  readonly deletionTimestamp?: string;
  readonly conditions?: readonly object[];
}

/** A member's volume claim, bound and owned by the upstream. */
export function aVolumeClaim(member: string, changes: ClaimChanges = {}): UntypedObject {
  const { role = 'PG_DATA', request = '10Gi', capacity = request, phase = 'Bound', conditions } = changes;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: claimMetadata(member, role, changes),
    spec: { storageClassName: 'fast', resources: { requests: { storage: request } } },
    status: { phase, capacity: { storage: capacity }, ...(conditions && { conditions }) },
  };
}

function claimMetadata(member: string, role: string, changes: ClaimChanges): ObjectMeta {
  const name = role === 'PG_WAL' ? `${member}-wal` : member;
  const { ownerUid = UPSTREAM_UID, uid = `uid-of-claim-${name}`, deletionTimestamp } = changes;
  const owner = { apiVersion: apiVersionOf(CNPG_CLUSTER), kind: CNPG_CLUSTER.kind, name: 'orders' };
  const labels = {
    [CNPG_LABELS.cluster]: 'orders',
    [CNPG_LABELS.instanceName]: member,
    [CNPG_LABELS.pvcRole]: role,
    ...OURS,
  };
  return {
    name,
    namespace: 'team-a',
    uid,
    labels,
    ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    ...(ownerUid !== null && { ownerReferences: [{ ...owner, uid: ownerUid }] }),
  };
}

/** A job of the operator's for a member, with what became of it. */
export function aMemberJob(member: string, role: string, status: Record<string, unknown> = {}): UntypedObject {
  const job = anOperatorObject('Job', `${member}-${role}`, { status });
  const labels = { ...job.metadata.labels, [CNPG_LABELS.instanceName]: member, [CNPG_LABELS.jobRole]: role };
  return { ...job, metadata: { ...job.metadata, labels } };
}

export const FAILED_FOR_GOOD = { failed: 7, conditions: [{ type: 'Failed', status: 'True' }] };

/** Why a pod does not come up, as its status tells. */
export const waitingFor = (reason: string): Record<string, unknown> => ({
  containerStatuses: [{ name: POSTGRES_CONTAINER, state: { waiting: { reason } } }],
});

/** Anything else of the core kinds that the operator makes for `orders`. */
export function anOperatorObject(kind: string, name: string, fields: Record<string, unknown> = {}): UntypedObject {
  const labels = { [CNPG_LABELS.cluster]: 'orders', ...OURS };
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'team-a', uid: `uid-of-${kind}-${name}`, labels },
    ...fields,
  };
}
