import { apiVersionOf, SERVICE } from '../../../../kube/meta/index.js';
import type { Service } from '../../mechanics/workloads.js';
import type { Kafka, Listener, NodePool } from '../kafka.js';
import { bootstrapName, brokersName, externalBootstrapName, perBrokerName, podName } from '../names.js';
import { LABEL, REPLICATION_PORT } from '../well-known.js';
import { childMetadata } from './metadata.js';

export interface BrokerNode {
  readonly pool: NodePool;
  readonly nodeId: number;
}

type Ports = NonNullable<Service['spec']['ports']>;

const portOf = ({ name, port }: { name: string; port: number }): Ports[number] => ({
  name: `tcp-${name}`,
  port,
  targetPort: port,
  protocol: 'TCP',
});

const REPLICATION = portOf({ name: 'replication', port: REPLICATION_PORT });

const brokersOf = (kafka: Kafka): Record<string, string> => ({
  [LABEL.cluster]: kafka.metadata.name,
  [LABEL.kind]: 'Kafka',
  [LABEL.brokerRole]: 'true',
});

const SERVICE_TYPES: Readonly<Partial<Record<Listener['type'], string>>> = {
  loadbalancer: 'LoadBalancer',
  nodeport: 'NodePort',
};

export const isExternal = ({ type }: Listener): boolean => type !== 'internal';

/** The Services a cluster should have: two of its own, and for each external listener one, and one for each broker. */
export function buildServices(kafka: Kafka, brokers: readonly BrokerNode[]): Service[] {
  const { listeners } = kafka.spec.kafka;
  const internal = listeners.filter((listener) => !isExternal(listener));
  return [
    buildService(kafka, bootstrapName(kafka.metadata.name), {
      type: 'ClusterIP',
      selector: brokersOf(kafka),
      ports: [REPLICATION, ...internal.map(portOf)],
    }),
    buildService(kafka, brokersName(kafka.metadata.name), {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { [LABEL.cluster]: kafka.metadata.name, [LABEL.kind]: 'Kafka' },
      ports: [REPLICATION, ...internal.map(portOf)],
    }),
    ...listeners.filter(isExternal).flatMap((listener) => buildExternal(kafka, listener, brokers)),
  ];
}

function buildExternal(kafka: Kafka, listener: Listener, brokers: readonly BrokerNode[]): Service[] {
  const { configuration = {} } = listener;
  const cluster = kafka.metadata.name;
  const { loadBalancerSourceRanges, externalTrafficPolicy } = configuration;
  const spec = {
    type: SERVICE_TYPES[listener.type] ?? 'ClusterIP',
    ports: [portOf(listener)],
    ...(loadBalancerSourceRanges ? { loadBalancerSourceRanges } : {}),
    ...(externalTrafficPolicy ? { externalTrafficPolicy } : {}),
  };
  const bootstrap = buildService(
    kafka,
    externalBootstrapName(cluster, listener.name),
    { ...spec, selector: brokersOf(kafka) },
    configuration.bootstrap?.annotations,
  );
  const perBroker = brokers.map(({ pool, nodeId }) =>
    buildService(
      kafka,
      perBrokerName(cluster, pool.metadata.name, listener, nodeId),
      { ...spec, selector: { [LABEL.podName]: podName(cluster, pool.metadata.name, nodeId) } },
      filled(configuration.perBrokerAnnotationsTemplate, podName(cluster, pool.metadata.name, nodeId), nodeId),
    ),
  );
  return [bootstrap, ...perBroker];
}

const filled = (template: Readonly<Record<string, string>> = {}, pod: string, nodeId: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template).map(([key, value]) => [
      key,
      value.replaceAll('{nodeId}', String(nodeId)).replaceAll('{nodePodName}', pod),
    ]),
  );

function buildService(
  kafka: Kafka,
  name: string,
  spec: Service['spec'],
  annotations?: Record<string, string>,
): Service {
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: childMetadata(kafka, { name, cluster: kafka.metadata.name, annotations }),
    spec,
  };
}
