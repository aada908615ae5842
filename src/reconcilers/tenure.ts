import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ReconcileSettings } from '../config/index.js';
import type { KubeRuntime } from '../kube/kube-runtime.js';
import { LeaderElector, type LeaseTimes } from '../kube/leader-election/index.js';
import { ShardMembership } from '../kube/sharding/index.js';
import { ANNOTATIONS, FIELD_MANAGER, LABELS } from '../domain/naming.js';

type Leasing = Pick<KubeRuntime, 'leaseClient' | 'clock' | 'logger' | 'metrics'>;

/** The one Lease by which a replica leads the others. */
export function leadership(runtime: Leasing, { namespace }: ReconcileSettings, times?: LeaseTimes): LeaderElector {
  const { leaseClient: client, clock, logger, metrics } = runtime;
  const lease = { namespace, name: FIELD_MANAGER };
  return new LeaderElector({
    ...times,
    client,
    lease,
    identity: `${hostname()}_${randomUUID()}`,
    clock,
    logger,
    metrics,
  });
}

/** A replica's place among those that share the clusters out. */
export function membership(runtime: Leasing, { namespace }: ReconcileSettings, times?: LeaseTimes): ShardMembership {
  const { leaseClient: client, clock, logger } = runtime;
  const identity = `${dnsSafe(hostname())}-${randomUUID()}`;
  return new ShardMembership({
    client,
    identity,
    lease: { namespace, name: `${FIELD_MANAGER}-${identity}` },
    label: { name: LABELS.shardGroup, value: FIELD_MANAGER },
    claimAnnotation: ANNOTATIONS.shardClaim,
    times,
    clock,
    logger,
  });
}

/** As part of a Lease's name. */
const dnsSafe = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
