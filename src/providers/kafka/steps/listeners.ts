import type { DatabaseCluster, ExposeType } from '../../../resources/database-cluster/index.js';
import { EXTERNAL_LISTENER, INTERNAL_LISTENER } from '../names.js';
import { EXTERNAL_PORT, INTERNAL_PORT, type Listener, type ListenerConfiguration } from '../upstream.js';

const SECURED = { tls: true, authentication: { type: 'scram-sha-512' } } as const;

/** The doors of the brokers: one inside, and one to the outside where it is asked for. */
export function listenersOf(cluster: DatabaseCluster): Listener[] {
  const inside: Listener = { name: INTERNAL_LISTENER, port: INTERNAL_PORT, type: 'internal', ...SECURED };
  const outside = externalListener(cluster);
  return outside ? [inside, outside] : [inside];
}

const EXTERNAL_TYPES: Readonly<Record<ExposeType, Listener['type'] | undefined>> = {
  ClusterIP: undefined,
  NodePort: 'nodeport',
  LoadBalancer: 'loadbalancer',
};

/** Undefined while the brokers are reached from inside only. */
export function externalListener({ spec: { expose } }: DatabaseCluster): Listener | undefined {
  const type = EXTERNAL_TYPES[expose?.type ?? 'ClusterIP'];
  if (!type) return undefined;
  const configuration = configurationOf(expose);
  return {
    name: EXTERNAL_LISTENER,
    port: EXTERNAL_PORT,
    type,
    ...SECURED,
    ...(Object.keys(configuration).length > 0 && { configuration }),
  };
}

/** Clients go from the first door to that of each broker, so what steers the one steers all. */
function configurationOf({ sourceRanges, annotations }: DatabaseCluster['spec']['expose'] = {}): ListenerConfiguration {
  return {
    ...(sourceRanges?.length && { loadBalancerSourceRanges: sourceRanges }),
    ...(annotations && { bootstrap: { annotations }, perBrokerAnnotationsTemplate: annotations }),
  };
}
