/** What the caches keep of each kind: a hundred thousand pods fit in memory only without what nobody reads. */
import type { ObjectMeta, UntypedObject } from '../../kube/meta/index.js';
import { caSecretName } from './names.js';
import { readWantedPod } from './status/pods.js';
import { BACKUP_ANNOTATIONS } from './upstream-backups.js';
import { CNPG_ANNOTATIONS, CNPG_LABELS, PGBOUNCER_CONTAINER, POSTGRES_CONTAINER } from './upstream.js';

type Fields = Record<string, unknown>;

/** Spec whole, for drift is judged by it; of the status, the parts that grow with the number of members go. */
const UNREAD_CLUSTER_STATUS: readonly string[] = [
  'instancesReportedState',
  'secretsResourceVersion',
  'configMapResourceVersion',
  'poolerIntegrations',
  'managedRolesStatus',
  'tablespacesStatus',
  'certificates',
  'availableArchitectures',
  'healthyPVC',
  'danglingPVC',
  'instancesStatus',
  'topology',
];

export function trimCluster(object: UntypedObject): UntypedObject {
  return object.status ? { ...object, status: omit(object.status, UNREAD_CLUSTER_STATUS) } : { ...object };
}

export function trimPod(object: UntypedObject): UntypedObject {
  const spec = object.spec ?? {};
  const status = object.status ?? {};
  const trimmed = rebuild(object, {
    spec: { ...pick(spec, ['nodeName']), containers: databaseContainers(spec) },
    status: pick(status, ['phase', 'hostIP', 'conditions', 'containerStatuses', 'initContainerStatuses']),
  });
  return withPodSpec(trimmed, object.metadata.annotations?.[CNPG_ANNOTATIONS.podSpec]);
}

/** Of the pod as the operator wanted it, what tells whether a change of the Cluster has reached this member. */
function withPodSpec(pod: UntypedObject, text: string | undefined): UntypedObject {
  const wanted = readWantedPod(text);
  if (!wanted) return pod;
  const annotations = { ...pod.metadata.annotations, [CNPG_ANNOTATIONS.podSpec]: JSON.stringify(wanted) };
  return { ...pod, metadata: { ...pod.metadata, annotations } };
}

const DATABASE_CONTAINERS: readonly unknown[] = [POSTGRES_CONTAINER, PGBOUNCER_CONTAINER];

function databaseContainers(spec: Fields): Fields[] {
  const containers = (spec.containers ?? []) as Fields[];
  return containers.filter(({ name }) => DATABASE_CONTAINERS.includes(name)).map((c) => pick(c, ['name', 'image']));
}

export function trimVolumeClaim(object: UntypedObject): UntypedObject {
  return rebuild(object, {
    spec: pick(object.spec ?? {}, ['storageClassName', 'resources']),
    status: pick(object.status ?? {}, ['phase', 'capacity', 'conditions']),
  });
}

/** Of doors to the outside the annotations too: clouds are told by them what to do, so they are part of what was asked. */
export function trimService(object: UntypedObject): UntypedObject {
  const spec = pick(object.spec ?? {}, ['type', 'ports', 'loadBalancerSourceRanges']);
  const trimmed = rebuild(object, { spec, status: object.status });
  if (spec.type === 'ClusterIP') return trimmed;
  return { ...trimmed, metadata: { ...trimmed.metadata, annotations: object.metadata.annotations } };
}

export function trimStorageClass(object: UntypedObject): UntypedObject {
  return rebuild(object, { allowVolumeExpansion: object.allowVolumeExpansion });
}

export function trimJob(object: UntypedObject): UntypedObject {
  return rebuild(object, { status: pick(object.status ?? {}, ['failed', 'conditions']) });
}

export function trimDeployment(object: UntypedObject): UntypedObject {
  return rebuild(object, {
    spec: pick(object.spec ?? {}, ['replicas']),
    status: pick(object.status ?? {}, ['replicas', 'availableReplicas']),
  });
}

/** Without the output of commands, which nobody reads here and which is long. */
export function trimBackup(object: UntypedObject): UntypedObject {
  const status = pick(object.status ?? {}, ['phase', 'backupId', 'startedAt', 'stoppedAt', 'error']);
  const trimmed = rebuild(object, { status });
  const annotations = pick(object.metadata.annotations ?? {}, [BACKUP_ANNOTATIONS.archive]) as Record<string, string>;
  return { ...trimmed, metadata: { ...trimmed.metadata, annotations } };
}

/** Of all Secrets only the certificate of the CA: passwords and private keys never enter the cache. */
export function trimSecret(object: UntypedObject): UntypedObject {
  const cluster = object.metadata.labels?.[CNPG_LABELS.cluster];
  const isAuthority = cluster !== undefined && object.metadata.name === caSecretName(cluster);
  const data = isAuthority ? pick((object.data ?? {}) as Fields, ['ca.crt']) : {};
  return rebuild(object, { data });
}

function rebuild({ apiVersion, kind, metadata }: UntypedObject, parts: Fields): UntypedObject {
  return { apiVersion, kind, metadata: trimMetadata(metadata), ...parts };
}

const READ_ANNOTATIONS = [CNPG_ANNOTATIONS.operatorVersion, CNPG_ANNOTATIONS.restartedAt] as const;

function trimMetadata(metadata: ObjectMeta): ObjectMeta {
  const { managedFields: _managedFields, annotations: _annotations, ...kept } = metadata;
  const annotations = pick(metadata.annotations ?? {}, READ_ANNOTATIONS) as Record<string, string>;
  return { ...kept, ...(Object.keys(annotations).length > 0 && { annotations }) };
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}

/** Never by `delete`: what has lost a member is a hash table from then on, several times as large. */
function omit(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
