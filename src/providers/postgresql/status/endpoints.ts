import { serviceHost } from '../../../domain/naming.js';
import { POD, SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterEndpoint, EndpointName } from '../../../resources/database-cluster/index.js';
import { anyServiceName, externalServiceName, poolerName, primaryServiceName, readOnlyServiceName } from '../names.js';
import { POSTGRES_PORT } from '../upstream.js';
import { nodeAddressOf } from '../../contract/objects/index.js';
import { primaryOf } from '../../contract/status/index.js';
import type { ClusterView } from './view.js';

interface ServiceSpec {
  readonly type?: string;
  readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
}

interface ServiceStatus {
  readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

/** Where to connect, inside first; only what exists, so that nobody is sent to a name that does not resolve. */
export function listEndpoints(view: ClusterView): ClusterEndpoint[] {
  const { name } = view.intent.metadata;
  const inside: readonly (readonly [EndpointName, string])[] = [
    ['primary', primaryServiceName(name)],
    // With one member there is no replica behind it.
    ...((view.upstream?.spec.instances ?? 0) > 1 ? [['readonly', readOnlyServiceName(name)] as const] : []),
    ['any', anyServiceName(name)],
    ['proxy', poolerName(name)],
  ];
  return [
    ...inside.flatMap(([endpoint, service]) => internal(view, endpoint, service)),
    ...external(view, 'primary', externalServiceName(name)),
    ...external(view, 'proxy', poolerName(name)),
  ];
}

function internal({ intent, observed }: ClusterView, name: EndpointName, service: string): ClusterEndpoint[] {
  if (!observed.get(SERVICE, service)) return [];
  const host = serviceHost(service, intent.metadata.namespace);
  return [{ name, host, port: POSTGRES_PORT, external: false }];
}

function external(view: ClusterView, name: EndpointName, serviceName: string): ClusterEndpoint[] {
  const service = view.observed.get(SERVICE, serviceName);
  if (!service) return [];
  const spec: ServiceSpec = service.spec ?? {};
  if (spec.type === 'LoadBalancer') return loadBalancerEndpoints(name, service);
  return spec.type === 'NodePort' ? nodePortEndpoints(view, name, spec) : [];
}

/** None until the cloud has given an address. */
function loadBalancerEndpoints(name: EndpointName, { status }: UntypedObject): ClusterEndpoint[] {
  const ingress = (status as ServiceStatus | undefined)?.loadBalancer?.ingress ?? [];
  return ingress.flatMap(({ hostname, ip }) => {
    const host = hostname ?? ip;
    return host === undefined ? [] : [{ name, host, port: POSTGRES_PORT, external: true }];
  });
}

/** Every node answers on the port; the primary's is named, because its address is known without reading nodes. */
function nodePortEndpoints(view: ClusterView, name: EndpointName, { ports }: ServiceSpec): ClusterEndpoint[] {
  const primary = primaryOf(view)?.name;
  const host = primary === undefined ? undefined : nodeAddressOf(view.observed.get(POD, primary));
  const port = ports?.[0]?.nodePort;
  return host === undefined || port === undefined ? [] : [{ name, host, port, external: true }];
}
