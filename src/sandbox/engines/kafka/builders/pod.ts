import { apiVersionOf, POD } from '../../../../kube/meta/index.js';
import { stableHash } from '../../../../kube/writes/stable-hash.js';
import { fingerprint } from '../../mechanics/ownership.js';
import type { Pod } from '../../mechanics/workloads.js';
import { configurationAtStart } from '../configuration.js';
import type { Kafka, Listener, NodePool, Storage, Template } from '../kafka.js';
import { brokersName, kafkaName, podName, podSetName } from '../names.js';
import { claimNeeds } from '../storage.js';
import { DEFAULT_VERSION, imageOf } from '../versions.js';
import { ANNOTATION, KAFKA_CONTAINER, LABEL, METRICS_PORT, REPLICATION_PORT } from '../well-known.js';
import { childMetadata } from './metadata.js';

const NODES = 3;

export interface PodOwner {
  readonly kafka: Kafka;
  readonly pool: NodePool;
  readonly storage: Storage;
}

/** A key of the pool's template replaces the Kafka's as a whole. */
const templateOf = <Key extends keyof Template>({ kafka, pool }: PodOwner, key: Key): Template[Key] =>
  pool.spec.template?.[key] ?? kafka.spec.kafka.template?.[key];

/** The pod that a node should run as. Equal wishes give equal pods; the revision is a hash of all of it. */
export function buildPod(owner: PodOwner, nodeId: number): Pod {
  const pod = buildUnrevised(owner, nodeId);
  const { metadata } = pod;
  const revision = stableHash({
    metadata: { labels: metadata.labels, annotations: metadata.annotations },
    spec: pod.spec,
  });
  const nodeName = `sandbox-node-${fingerprint(pod, NODES) + 1}`;
  return {
    ...pod,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [ANNOTATION.revision]: revision.slice(0, 8) } },
    spec: { ...pod.spec, nodeName },
  };
}

function buildUnrevised(owner: PodOwner, nodeId: number): Pod {
  const { kafka, pool } = owner;
  const cluster = kafka.metadata.name;
  const name = podName(cluster, pool.metadata.name, nodeId);
  const { metadata: extra = {}, ...podTemplate } = templateOf(owner, 'pod') ?? {};
  return {
    apiVersion: apiVersionOf(POD),
    kind: POD.kind,
    metadata: childMetadata(pool, {
      name,
      cluster,
      isOwned: false,
      kin: kafka,
      labels: { ...extra.labels, ...nodeLabels(owner, name) },
      annotations: { ...extra.annotations, ...startAnnotations(owner) },
    }),
    spec: {
      ...podTemplate,
      hostname: name,
      subdomain: brokersName(cluster),
      serviceAccountName: kafkaName(cluster),
      restartPolicy: 'Always',
      containers: [buildContainer(owner)],
      volumes: claimNeeds(owner.storage).map(({ prefix }) => ({
        name: prefix,
        persistentVolumeClaim: { claimName: `${prefix}-${name}` },
      })),
    },
  };
}

const nodeLabels = ({ kafka, pool }: PodOwner, name: string): Record<string, string> => ({
  [LABEL.poolName]: pool.metadata.name,
  [LABEL.podName]: name,
  [LABEL.controller]: 'strimzipodset',
  [LABEL.controllerName]: podSetName(kafka.metadata.name, pool.metadata.name),
  [LABEL.brokerRole]: String(pool.spec.roles.includes('broker')),
  [LABEL.controllerRole]: String(pool.spec.roles.includes('controller')),
});

/** Part of the pod, so that a change of what only a start reads is a new revision. */
function startAnnotations({ kafka, pool }: PodOwner): Record<string, string> {
  const { version = DEFAULT_VERSION, config, listeners, authorization, metricsConfig } = kafka.spec.kafka;
  const isBroker = pool.spec.roles.includes('broker');
  const configuration = {
    config: configurationAtStart(config),
    authorization,
    metricsConfig,
    ...(isBroker ? { listeners: listeners.map(brokerListener), reporter: kafka.spec.cruiseControl !== undefined } : {}),
  };
  return {
    [ANNOTATION.kafkaVersion]: version,
    [ANNOTATION.configurationHash]: stableHash(configuration).slice(0, 16),
  };
}

/** Annotations of Services and ranges of a load balancer are no matter of the broker. */
const brokerListener = ({ configuration = {}, ...listener }: Listener): Record<string, unknown> => ({
  ...listener,
  advertised: [configuration['advertisedHostTemplate'], configuration['brokers'], configuration['maxConnections']],
});

function buildContainer(owner: PodOwner): Pod['spec']['containers'][number] {
  const { kafka, pool, storage } = owner;
  const { version = DEFAULT_VERSION, image, listeners, metricsConfig } = kafka.spec.kafka;
  const isBroker = pool.spec.roles.includes('broker');
  const port = (name: string, containerPort: number) => ({ name, containerPort, protocol: 'TCP' });
  return {
    ...templateOf(owner, 'kafkaContainer'),
    name: KAFKA_CONTAINER,
    image: image ?? imageOf(version),
    ...(pool.spec.resources ? { resources: pool.spec.resources } : {}),
    ...(pool.spec.jvmOptions
      ? { env: [{ name: 'STRIMZI_JVM_OPTIONS', value: JSON.stringify(pool.spec.jvmOptions) }] }
      : {}),
    ports: [
      port('tcp-ctrlplane', 9090),
      ...(isBroker ? [port('tcp-replication', REPLICATION_PORT)] : []),
      ...(isBroker ? listeners.map((listener) => port(`tcp-${listener.name}`, listener.port)) : []),
      ...(metricsConfig ? [port('tcp-prometheus', METRICS_PORT)] : []),
    ],
    volumeMounts: claimNeeds(storage).map(({ prefix }) => ({ name: prefix, mountPath: `/var/lib/kafka/${prefix}` })),
  } as Pod['spec']['containers'][number];
}
