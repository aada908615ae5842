import { apiVersionOf, POD } from '../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../kube/writes/stable-hash.js';
import { archiveOf } from '../barman/archive-place.js';
import type { Affinity, Cluster } from '../cluster.js';
import { majorVersionOf } from '../image.js';
import { settingsAtStart } from '../postgres-parameters.js';
import { ANNOTATION, LABEL, METRICS_PORT, POSTGRES_PORT, SANDBOX_ANNOTATION } from '../well-known.js';
import type { Pod } from '../../mechanics/workloads.js';
import { fingerprint } from '../../mechanics/ownership.js';
import { barmanSidecar } from './barman-sidecar.js';
import { ownedMetadata } from './ownership.js';
import { serviceAccountName } from './service-account.js';
import { volumeNeeds } from './volume-claims.js';

const NODES = 3;
const STATUS_PORT = 8000;

export interface PodOptions {
  readonly instance: string;
  readonly serial: number;
  readonly role: 'primary' | 'replica';
  readonly image: string;
}

/** The pod an instance should run as. Two equal specs of a Cluster give equal pods, save for node and role. */
export function buildPod(cluster: Cluster, options: PodOptions): Pod {
  const spec = buildPodSpec(cluster, options);
  const metadata = ownedMetadata(cluster, options.instance, {
    labels: podLabels(cluster, options),
    annotations: {
      [ANNOTATION.nodeSerial]: String(options.serial),
      [ANNOTATION.podSpec]: canonicalJson(spec),
      [SANDBOX_ANNOTATION.startedWith]: canonicalJson(settingsAtStart(cluster.spec.postgresql)),
      ...restartedAt(cluster),
    },
  });
  const nodeName = `sandbox-node-${fingerprint({ metadata }, NODES) + 1}`;
  return { apiVersion: apiVersionOf(POD), kind: POD.kind, metadata, spec: { ...spec, nodeName } };
}

/** What `cnpg.io/podSpec` of an up-to-date pod reads. */
export const wantedPodSpec = (cluster: Cluster, options: PodOptions): string =>
  canonicalJson(buildPodSpec(cluster, options));

function podLabels(cluster: Cluster, { instance, role, image }: PodOptions): Record<string, string> {
  return {
    [LABEL.instanceName]: instance,
    [LABEL.podRole]: 'instance',
    [LABEL.instanceRole]: role,
    role,
    'app.kubernetes.io/name': 'postgresql',
    'app.kubernetes.io/instance': cluster.metadata.name,
    'app.kubernetes.io/version': String(majorVersionOf(image) ?? ''),
    'app.kubernetes.io/component': 'database',
  };
}

function restartedAt({ metadata }: Cluster): Record<string, string> {
  const value = metadata.annotations?.[ANNOTATION.restartedAt];
  return value === undefined ? {} : { [ANNOTATION.restartedAt]: value };
}

function buildPodSpec(cluster: Cluster, { instance, image }: PodOptions): Pod['spec'] {
  const { spec } = cluster;
  return withoutUndefined({
    containers: [buildContainer(cluster, image)],
    initContainers: archiveOf(cluster) ? [barmanSidecar()] : undefined,
    volumes: volumeNeeds(cluster).map(({ suffix, role, tablespace }) => ({
      name: volumeName(role, tablespace),
      persistentVolumeClaim: { claimName: instance + suffix },
    })),
    hostname: instance,
    affinity: buildAffinity(cluster),
    nodeSelector: spec.affinity?.nodeSelector,
    tolerations: spec.affinity?.tolerations,
    topologySpreadConstraints: spec.topologySpreadConstraints,
    priorityClassName: spec.priorityClassName || undefined,
    schedulerName: spec.schedulerName || undefined,
    serviceAccountName: serviceAccountName(cluster),
    restartPolicy: 'Always',
  });
}

function buildContainer(cluster: Cluster, image: string): Pod['spec']['containers'][number] {
  const { spec } = cluster;
  const withTls = spec.monitoring?.tls?.enabled ? ['--metrics-port-tls'] : [];
  return withoutUndefined({
    name: 'postgres',
    image,
    args: ['instance', 'run', '--status-port-tls', ...withTls],
    env: spec.env,
    resources: spec.resources,
    ports: [
      { name: 'postgresql', containerPort: POSTGRES_PORT, protocol: 'TCP' },
      { name: 'metrics', containerPort: METRICS_PORT, protocol: 'TCP' },
      { name: 'status', containerPort: STATUS_PORT, protocol: 'TCP' },
    ],
    volumeMounts: volumeNeeds(cluster).map(({ role, tablespace }) => ({
      name: volumeName(role, tablespace),
      mountPath: mountPath(role, tablespace),
    })),
  });
}

const volumeName = (role: string, tablespace: string | undefined): string =>
  ({ PG_DATA: 'pgdata', PG_WAL: 'pg-wal' })[role] ?? `tbs-${tablespace}`;

const mountPath = (role: string, tablespace: string | undefined): string =>
  ({ PG_DATA: '/var/lib/postgresql/data', PG_WAL: '/var/lib/postgresql/wal' })[role] ??
  `/var/lib/postgresql/tablespaces/${tablespace}`;

function buildAffinity(cluster: Cluster): Record<string, unknown> | undefined {
  const { affinity = {} } = cluster.spec;
  const podAntiAffinity = affinity.enablePodAntiAffinity === false ? undefined : antiAffinity(cluster, affinity);
  const parts = withoutUndefined({
    nodeAffinity: affinity.nodeAffinity,
    podAffinity: affinity.additionalPodAffinity,
    podAntiAffinity: merged(podAntiAffinity, affinity.additionalPodAntiAffinity),
  });
  return Object.keys(parts).length === 0 ? undefined : parts;
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

type Terms = Record<string, unknown[]>;

function antiAffinity(cluster: Cluster, { topologyKey, podAntiAffinityType }: Affinity): Terms {
  const term = {
    labelSelector: { matchLabels: { [LABEL.cluster]: cluster.metadata.name, [LABEL.podRole]: 'instance' } },
    topologyKey: topologyKey || 'kubernetes.io/hostname',
  };
  return podAntiAffinityType === 'required'
    ? { [REQUIRED]: [term] }
    : { [PREFERRED]: [{ weight: 100, podAffinityTerm: term }] };
}

function merged(own: Terms | undefined, additional: unknown): Terms | undefined {
  if (!own || !additional) return own ?? (additional as Terms | undefined);
  const extra = additional as Terms;
  const kinds = [REQUIRED, PREFERRED].filter((kind) => own[kind] ?? extra[kind]);
  return Object.fromEntries(kinds.map((kind) => [kind, [...(own[kind] ?? []), ...(extra[kind] ?? [])]]));
}

/** So that an absent field and an undefined one read the same in the recorded spec. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
