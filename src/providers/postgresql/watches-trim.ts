/** What the caches keep of each kind. */
import type { UntypedObject } from '../../kube/meta/index.js';
import {
  pick,
  POD_STATUS_FIELDS,
  rebuild,
  trimSecret as trimToCertificate,
  type Fields,
} from '../contract/objects/index.js';
import { caSecretName } from './names.js';
import { readWantedPod } from './status/pods.js';
import { ARCHIVE_ANNOTATIONS } from '../contract/archives/index.js';
import { CNPG_ANNOTATIONS, CNPG_LABELS, PGBOUNCER_CONTAINER, POSTGRES_CONTAINER } from './upstream.js';

const READ_ANNOTATIONS = [CNPG_ANNOTATIONS.operatorVersion, CNPG_ANNOTATIONS.restartedAt] as const;

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
  const parts = {
    spec: { ...pick(spec, ['nodeName']), containers: databaseContainers(spec) },
    status: pick(status, POD_STATUS_FIELDS),
  };
  return withPodSpec(rebuild(object, parts, READ_ANNOTATIONS), object.metadata.annotations?.[CNPG_ANNOTATIONS.podSpec]);
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
  const annotations = pick(object.metadata.annotations ?? {}, [ARCHIVE_ANNOTATIONS.archive]) as Record<string, string>;
  return { ...trimmed, metadata: { ...trimmed.metadata, annotations } };
}

/** Of all Secrets only the certificate of the CA. */
export function trimSecret(object: UntypedObject): UntypedObject {
  const cluster = object.metadata.labels?.[CNPG_LABELS.cluster];
  return trimToCertificate(object, cluster !== undefined && object.metadata.name === caSecretName(cluster));
}

/** Never by `delete`: what has lost a member is a hash table from then on, several times as large. */
function omit(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
