import { serviceHost } from '../../../domain/naming.js';
import { SERVICE } from '../../../kube/meta/index.js';
import type { ClusterEndpoint } from '../../../resources/database-cluster/index.js';
import { bootstrapServiceName, EXTERNAL_LISTENER } from '../names.js';
import { INTERNAL_PORT } from '../upstream.js';
import type { ClusterView } from './view.js';

/**
 * Where clients begin, inside first; from there they are told of each broker. Only what exists, so that nobody is sent to
 * a name that does not resolve.
 */
export function listEndpoints({ intent, upstream, observed }: ClusterView): ClusterEndpoint[] {
  const service = bootstrapServiceName(intent.metadata.name);
  const host = serviceHost(service, intent.metadata.namespace);
  const inside: ClusterEndpoint = { name: 'any', host, port: INTERNAL_PORT, external: false };
  const listener = upstream?.status?.listeners?.find(({ name }) => name === EXTERNAL_LISTENER);
  const outside = (listener?.addresses ?? []).map((address) => ({
    name: 'any' as const,
    host: address.host,
    port: address.port,
    external: true,
  }));
  return [...(observed.get(SERVICE, service) ? [inside] : []), ...outside];
}
