import { serviceHost } from '../../../domain/naming.js';
import { SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterEndpoint, EndpointName } from '../../../resources/database-cluster/index.js';
import { nodeAddressOf } from '../objects/index.js';
import type { EngineView } from './engine-view.js';

/** A Service that clients may come in by. */
export interface Door {
  readonly name: EndpointName;
  readonly service: string;
  readonly port: number;
  /** What its name is inside Kubernetes, where clients are told another than the usual. */
  readonly host?: string;
}

type Surroundings = Pick<EngineView, 'intent' | 'observed'>;

interface ServiceSpec {
  readonly type?: string;
  readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
}

interface ServiceStatus {
  readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

/** Only what exists, so that nobody is sent to a name that does not resolve. */
export function insideEndpoint({ intent, observed }: Surroundings, door: Door): ClusterEndpoint[] {
  if (!observed.get(SERVICE, door.service)) return [];
  const host = door.host ?? serviceHost(door.service, intent.metadata.namespace);
  return [{ name: door.name, host, port: door.port, external: false }];
}

/** `behind`: a pod that it leads to; every node answers on a NodePort, and this one's address is known. */
export function outsideEndpoints({ observed }: Surroundings, door: Door, behind?: UntypedObject): ClusterEndpoint[] {
  const service = observed.get(SERVICE, door.service);
  if (!service) return [];
  const { type, ports = [] }: ServiceSpec = service.spec ?? {};
  if (type === 'LoadBalancer') return addressesOf(door, service);
  if (type !== 'NodePort') return [];
  const host = nodeAddressOf(behind);
  const port = (ports.find((each) => each.port === door.port) ?? ports[0])?.nodePort;
  return host === undefined || port === undefined ? [] : [{ name: door.name, host, port, external: true }];
}

/** None until the cloud has given an address. */
function addressesOf({ name, port }: Door, { status }: UntypedObject): ClusterEndpoint[] {
  const ingress = (status as ServiceStatus | undefined)?.loadBalancer?.ingress ?? [];
  return ingress.flatMap(({ hostname, ip }) => {
    const host = hostname ?? ip;
    return host === undefined ? [] : [{ name, host, port, external: true }];
  });
}
