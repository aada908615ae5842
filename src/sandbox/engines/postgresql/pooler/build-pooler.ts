import { apiVersionOf, DEPLOYMENT, SERVICE, type ObjectMeta } from '../../../../kube/meta/index.js';
import { ownerOf } from '../../mechanics/ownership.js';
import { ANNOTATION, DEFAULT_POOLER_IMAGE, LABEL, OPERATOR_VERSION, POSTGRES_PORT } from '../well-known.js';
import type { Deployment, Service } from '../../mechanics/workloads.js';
import type { Pooler } from './pooler.js';

const METRICS_PORT = 9127;
const CONTAINER = 'pgbouncer';

export const poolerImage = ({ spec }: Pooler): string =>
  spec.template?.spec?.containers?.find(({ name }) => name === CONTAINER)?.image ||
  spec.pgbouncer?.image ||
  DEFAULT_POOLER_IMAGE;

function metadataFor(
  pooler: Pooler,
  extra: { labels?: Record<string, string>; annotations?: Record<string, string> } = {},
): ObjectMeta {
  return {
    name: pooler.metadata.name,
    namespace: pooler.metadata.namespace,
    labels: { ...extra.labels, ...labelsOf(pooler) },
    annotations: { ...extra.annotations, [ANNOTATION.operatorVersion]: OPERATOR_VERSION },
    ownerReferences: [ownerOf(pooler)],
  };
}

const labelsOf = ({ metadata, spec }: Pooler): Record<string, string> => ({
  [LABEL.cluster]: spec.cluster.name,
  [LABEL.poolerName]: metadata.name,
  [LABEL.podRole]: 'pooler',
  'app.kubernetes.io/component': 'pooler',
  'app.kubernetes.io/managed-by': 'cloudnative-pg',
});

export function buildPoolerDeployment(pooler: Pooler): Deployment {
  const { instances = 1, deploymentStrategy } = pooler.spec;
  return {
    apiVersion: apiVersionOf(DEPLOYMENT),
    kind: DEPLOYMENT.kind,
    metadata: metadataFor(pooler),
    spec: {
      replicas: instances,
      selector: { matchLabels: { [LABEL.poolerName]: pooler.metadata.name } },
      ...(deploymentStrategy ? { strategy: deploymentStrategy } : {}),
      template: buildPodTemplate(pooler),
    },
  };
}

function buildPodTemplate(pooler: Pooler): Record<string, unknown> {
  const { metadata = {}, spec = {} } = pooler.spec.template ?? {};
  const { containers = [], ...podSpec } = spec;
  const own = containers.find(({ name }) => name === CONTAINER);
  const container = {
    ...own,
    name: CONTAINER,
    image: poolerImage(pooler),
    ports: [
      { name: 'pgbouncer', containerPort: POSTGRES_PORT, protocol: 'TCP' },
      { name: 'metrics', containerPort: METRICS_PORT, protocol: 'TCP' },
    ],
  };
  return {
    metadata: {
      labels: { ...metadata.labels, ...labelsOf(pooler) },
      // Not an empty map: an API server keeps none, and it would be missed for ever.
      ...(metadata.annotations && { annotations: metadata.annotations }),
    },
    spec: { ...podSpec, containers: [container, ...containers.filter((other) => other !== own)] },
  };
}

export function buildPoolerService(pooler: Pooler): Service {
  const { serviceTemplate } = pooler.spec;
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: metadataFor(pooler, serviceTemplate?.metadata),
    spec: {
      type: 'ClusterIP',
      ports: [{ name: CONTAINER, port: POSTGRES_PORT, targetPort: CONTAINER, protocol: 'TCP' }],
      ...serviceTemplate?.spec,
      selector: { [LABEL.poolerName]: pooler.metadata.name },
    },
  };
}
