import { SERVICE } from '../../../../kube/meta/index.js';
import { fingerprint } from '../builders/ownership.js';
import { patch, patchStatus, type Action } from '../reconcile/step.js';
import type { Service } from '../workloads.js';

const FIRST_NODE_PORT = 30_000;
const NODE_PORTS = 2_768;
const TYPES_WITH_NODE_PORT: readonly (string | undefined)[] = ['NodePort', 'LoadBalancer'];

/** What a cloud and an API server add to services that reach out of the cluster: node ports and an address. */
export function advanceServices(services: readonly Service[]): Action[] {
  return services.flatMap((service) => [...allocatePorts(service), ...allocateAddress(service)]);
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

/** From TEST-NET-3: an address that can never be somebody's. */
function allocateAddress(service: Service): Action[] {
  if (service.spec.type !== 'LoadBalancer' || service.status?.loadBalancer?.ingress?.length) return [];
  const ip = `203.0.113.${fingerprint(service, 254) + 1}`;
  return [patchStatus(SERVICE, service, { loadBalancer: { ingress: [{ ip }] } })];
}
