import { SERVICE } from '../../../../kube/meta/index.js';
import { patch, patchStatus, type Action } from '../actions.js';
import type { Orders } from '../orders.js';
import { fingerprint } from '../ownership.js';
import type { Service } from '../workloads.js';

const FIRST_NODE_PORT = 30_000;
const NODE_PORTS = 2_768;
const TYPES_WITH_NODE_PORT: readonly (string | undefined)[] = ['NodePort', 'LoadBalancer'];

/** What a cloud and an API server add to services that reach out of the cluster: node ports and an address. */
export function advanceServices(services: readonly Service[], failures: Orders<'load-balancer'>): Action[] {
  const cloudAnswers = !failures.has('load-balancer');
  return services.flatMap((service) => [
    ...allocatePorts(service),
    ...(cloudAnswers ? allocateAddress(service) : []),
    ...releaseAddress(service),
  ]);
}

function allocatePorts(service: Service): Action[] {
  const { type, ports = [] } = service.spec;
  if (!TYPES_WITH_NODE_PORT.includes(type) || ports.every(({ nodePort }) => nodePort)) return [];
  const base = fingerprint(service, NODE_PORTS);
  const allocated = ports.map((port, index) => ({
    ...port,
    nodePort: port.nodePort ?? FIRST_NODE_PORT + ((base + index) % NODE_PORTS),
  }));
  return [patch(SERVICE, service, { spec: { ports: allocated } })];
}

const hasAddress = ({ status }: Service): boolean => (status?.loadBalancer?.ingress ?? []).length > 0;

/** From TEST-NET-3: an address that can never be somebody's. A Service that is made anew gets a new one. */
function allocateAddress(service: Service): Action[] {
  if (service.spec.type !== 'LoadBalancer' || hasAddress(service)) return [];
  const { name, uid = '' } = service.metadata;
  const ip = `203.0.113.${fingerprint({ metadata: { name: `${name}.${uid}` } }, 254) + 1}`;
  return [patchStatus(SERVICE, service, { loadBalancer: { ingress: [{ ip }] } })];
}

const releaseAddress = (service: Service): Action[] =>
  service.spec.type !== 'LoadBalancer' && hasAddress(service)
    ? [patchStatus(SERVICE, service, { loadBalancer: { ingress: null } })]
    : [];
