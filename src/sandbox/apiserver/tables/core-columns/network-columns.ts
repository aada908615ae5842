import type { PrinterColumn } from '../../registry/served-resource.js';
import { AGE_COLUMN, cellColumn, NAME_COLUMN, pathColumn, WIDE } from '../printer-columns.js';
import { fieldOf, joined, listOf, NONE, numberOf, textOf } from './object-fields.js';

type Json = Record<string, unknown>;

/** `a=1,b=2` */
export function formatLabels(labels: unknown): string {
  if (typeof labels !== 'object' || labels === null) return NONE;
  return joined(Object.entries(labels).map(([key, value]) => `${key}=${value}`));
}

function externalAddress(service: Json): string {
  const type = textOf(service, 'spec', 'type');
  if (type === 'ExternalName') return textOf(service, 'spec', 'externalName') ?? NONE;
  const balancer = listOf(service, 'status', 'loadBalancer', 'ingress').map(
    (ingress) => textOf(ingress, 'ip') ?? textOf(ingress, 'hostname'),
  );
  const fixed = listOf(service, 'spec', 'externalIPs').map(String);
  const addresses = joined([...balancer, ...fixed]);
  return type === 'LoadBalancer' && addresses === NONE ? '<pending>' : addresses;
}

function formatPort(port: unknown): string {
  const nodePort = numberOf(port, 'nodePort');
  return `${numberOf(port, 'port')}${nodePort ? `:${nodePort}` : ''}/${textOf(port, 'protocol') ?? 'TCP'}`;
}

function endpointAddresses(endpoints: Json): string {
  const subsets = listOf(endpoints, 'subsets');
  return joined(
    subsets.flatMap((subset) =>
      listOf(subset, 'addresses').flatMap((address) =>
        listOf(subset, 'ports').map((port) => `${textOf(address, 'ip')}:${numberOf(port, 'port')}`),
      ),
    ),
  );
}

const SERVICE: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Type', (service) => textOf(service, 'spec', 'type') ?? 'ClusterIP'),
  cellColumn('Cluster-IP', (service) => textOf(service, 'spec', 'clusterIP') ?? NONE),
  cellColumn('External-IP', externalAddress),
  cellColumn('Port(s)', (service) => joined(listOf(service, 'spec', 'ports').map(formatPort))),
  AGE_COLUMN,
  cellColumn('Selector', (service) => formatLabels(fieldOf(service, 'spec', 'selector')), WIDE),
];

const ENDPOINTS: readonly PrinterColumn[] = [NAME_COLUMN, cellColumn('Endpoints', endpointAddresses), AGE_COLUMN];

const ENDPOINT_SLICE: readonly PrinterColumn[] = [
  NAME_COLUMN,
  pathColumn('AddressType', '.addressType'),
  cellColumn('Ports', (slice) => joined(listOf(slice, 'ports').map((port) => String(numberOf(port, 'port'))))),
  cellColumn('Endpoints', (slice) =>
    joined(listOf(slice, 'endpoints').flatMap((endpoint) => listOf(endpoint, 'addresses').map(String))),
  ),
  AGE_COLUMN,
];

const NETWORK_POLICY: readonly PrinterColumn[] = [
  NAME_COLUMN,
  cellColumn('Pod-Selector', (policy) => formatLabels(fieldOf(policy, 'spec', 'podSelector', 'matchLabels'))),
  AGE_COLUMN,
];

export const NETWORK_COLUMNS = {
  Service: SERVICE,
  Endpoints: ENDPOINTS,
  EndpointSlice: ENDPOINT_SLICE,
  NetworkPolicy: NETWORK_POLICY,
} as const;
