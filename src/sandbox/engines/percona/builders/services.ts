import { apiVersionOf, SERVICE, type KubeObject } from '../../../../kube/meta/index.js';
import type { Service } from '../../mechanics/workloads.js';
import { childMetadata } from './metadata.js';

/** How far a Service reaches, as both operators let it be said. */
export interface Exposure {
  type?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  loadBalancerSourceRanges?: string[];
  loadBalancerClass?: string;
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
}

export interface ServiceWish {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  /** Absent: pods are reached one by one, by their names. */
  readonly exposure?: Exposure;
  readonly listsUnready?: boolean;
}

export function buildService(app: string, cluster: KubeObject, wish: ServiceWish): Service {
  const { name, labels, selector, ports, exposure, listsUnready } = wish;
  return {
    apiVersion: apiVersionOf(SERVICE),
    kind: SERVICE.kind,
    metadata: childMetadata(cluster, {
      app,
      name,
      labels: { ...exposure?.labels, ...labels },
      annotations: exposure?.annotations,
    }),
    spec: {
      ...(exposure ? reachOf(exposure) : { type: 'ClusterIP', clusterIP: 'None' }),
      ...(listsUnready ? { publishNotReadyAddresses: true } : {}),
      selector: { ...selector },
      ports: ports.map((port) => ({ ...port, targetPort: port.port, protocol: 'TCP' })),
    },
  };
}

function reachOf(exposure: Exposure): Service['spec'] {
  const {
    type = 'ClusterIP',
    loadBalancerSourceRanges,
    loadBalancerClass,
    externalTrafficPolicy,
    internalTrafficPolicy,
  } = exposure;
  return {
    type,
    ...(loadBalancerSourceRanges ? { loadBalancerSourceRanges } : {}),
    ...(loadBalancerClass ? { loadBalancerClass } : {}),
    ...(externalTrafficPolicy ? { externalTrafficPolicy } : {}),
    ...(internalTrafficPolicy ? { internalTrafficPolicy } : {}),
  };
}
