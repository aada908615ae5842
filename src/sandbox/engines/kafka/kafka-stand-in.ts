import { OperatorStandIn, type Loop, type LoopParts } from '../mechanics/operator-stand-in.js';
import { Attention } from './attention.js';
import { leanCrds } from './crds/index.js';
import { OPERATOR } from './operator-identity.js';
import { PodSetReconciler } from './pods/pod-set-reconciler.js';
import { RebalanceReconciler } from './rebalances/rebalance-reconciler.js';
import { KafkaCaches } from './reconcile/kafka-caches.js';
import { KafkaReconciler } from './reconcile/kafka-reconciler.js';
import { UserReconciler } from './users/user-reconciler.js';

/** Stands in for Strimzi 1.2: the same API, the same words, and no Kafka behind. */
export class KafkaStandIn extends OperatorStandIn {
  constructor() {
    super({ name: 'kafka', prefix: 'strimzi', identity: OPERATOR, crds: leanCrds, loops });
  }
}

function loops({ client, clock, stepMs, informers, newPace }: LoopParts): Loop[] {
  const caches = new KafkaCaches(informers);
  const attention = new Attention(clock, stepMs);
  const podSets = new PodSetReconciler({ client, clock, caches });
  const users = new UserReconciler({ client, clock, caches });
  const rebalances = new RebalanceReconciler({ client, clock, caches, pace: newPace() });
  const kafkas = new KafkaReconciler({ client, clock, caches, pace: newPace(), attention });
  return [
    { name: 'kafka', reconciler: kafkas, sources: caches.kafkaSources() },
    { name: 'pod-set', reconciler: podSets, sources: podSets.sources() },
    { name: 'user', reconciler: users, sources: users.sources() },
    { name: 'rebalance', reconciler: rebalances, sources: rebalances.sources() },
  ];
}
