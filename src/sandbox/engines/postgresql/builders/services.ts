import { apiVersionOf, SERVICE } from '../../../../kube/meta/index.js';
import type { Cluster, ManagedService, ServiceSelectorType } from '../cluster.js';
import { LABEL, POSTGRES_PORT } from '../well-known.js';
import type { Service } from '../../mechanics/workloads.js';
import { ownedMetadata } from './ownership.js';

const POSTGRES = { name: 'postgres', port: POSTGRES_PORT, targetPort: POSTGRES_PORT, protocol: 'TCP' } as const;

const DEFAULT_TYPES: readonly ServiceSelectorType[] = ['rw', 'ro', 'r'];

function selectorFor(cluster: Cluster, type: ServiceSelectorType): Record<string, string> {
  const instances = { [LABEL.cluster]: cluster.metadata.name };
  if (type === 'r') return { ...instances, [LABEL.podRole]: 'instance' };
  return { ...instances, [LABEL.instanceRole]: type === 'rw' ? 'primary' : 'replica' };
}

/** The services a Cluster should have: the three of its own that are not disabled, and those it was asked for. */
export function buildServices(cluster: Cluster): Service[] {
  const { disabledDefaultServices = [], additional = [] } = cluster.spec.managed?.services ?? {};
  return [
    ...DEFAULT_TYPES.filter((type) => !disabledDefaultServices.includes(type)).map((type) =>
      buildDefault(cluster, type),
    ),
    ...additional.map((entry) => buildManaged(cluster, entry)),
  ];
}

function buildDefault(cluster: Cluster, type: ServiceSelectorType): Service {
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: ownedMetadata(cluster, `${cluster.metadata.name}-${type}`),
    spec: { type: 'ClusterIP', selector: selectorFor(cluster, type), ports: [{ ...POSTGRES }] },
  };
}

function buildManaged(cluster: Cluster, { selectorType, serviceTemplate }: ManagedService): Service {
  const { name = '', labels, annotations } = serviceTemplate.metadata ?? {};
  const selector = selectorFor(cluster, selectorType);
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: ownedMetadata(cluster, name, { labels: { ...labels, [LABEL.isManaged]: 'true' }, annotations }),
    spec: { type: 'ClusterIP', ports: [{ ...POSTGRES }], ...serviceTemplate.spec, selector },
  };
}
