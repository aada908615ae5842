import { formatTime } from '../../../../kube/meta/index.js';
import type { AutoRebalanceStatus, RebalanceMode } from '../kafka.js';
import { hasRole, isDeployed, isEmptyBroker, type KafkaView } from './kafka-view.js';

/** What the operator moves by itself: away from brokers that should go first, then onto those that came. */
export function pendingRebalance(view: KafkaView): { mode: RebalanceMode; brokers: number[] } | undefined {
  if (!view.kafka.spec.cruiseControl?.autoRebalance || !isDeployed(view)) return undefined;
  const leaving = view.pools.flatMap((pool) => pool.blocked);
  if (leaving.length > 0) return { mode: 'remove-brokers', brokers: leaving };
  const empty = view.pools
    .filter((pool) => hasRole(pool, 'broker'))
    .flatMap((pool) => pool.nodes.filter(({ claims }) => isEmptyBroker(claims)).map(({ id }) => id));
  return empty.length > 0 ? { mode: 'add-brokers', brokers: empty } : undefined;
}

/** Absent where nobody asked the operator to rebalance. */
export function autoRebalanceStatus(view: KafkaView): AutoRebalanceStatus | undefined {
  if (!view.kafka.spec.cruiseControl?.autoRebalance) return undefined;
  const pending = pendingRebalance(view);
  const before = view.kafka.status?.autoRebalance;
  const state = pending ? (pending.mode === 'remove-brokers' ? 'RebalanceOnScaleDown' : 'RebalanceOnScaleUp') : 'Idle';
  const lastTransitionTime = before?.state === state ? before.lastTransitionTime : formatTime(view.now);
  return { state, lastTransitionTime, ...(pending ? { modes: [pending] } : {}) };
}
