import { apiVersionOf, type KubeObject } from '../../../../../kube/meta/index.js';
import { create, patch, remove } from '../../../mechanics/actions.js';
import { ownerOf } from '../../../mechanics/ownership.js';
import { isTerminating } from '../../../mechanics/workloads.js';
import type { Kafka, Rebalance, RebalanceMode } from '../../kafka.js';
import { KAFKA_REBALANCE } from '../../kinds.js';
import { autoRebalanceName } from '../../names.js';
import { ANNOTATION, AUTO_REBALANCE_FINALIZER, LABEL } from '../../well-known.js';
import { pendingRebalance } from '../auto-rebalance-status.js';
import { findState } from '../conditions.js';
import type { Action, Rule } from '../step.js';

/** Keeps the one KafkaRebalance that scaling needs: makes it, gives a failed one up for a new one, ends it when it is done. */
export const rebalanceAutomatically: Rule = (view) => {
  const pending = pendingRebalance(view);
  const own = view.rebalances.filter(({ metadata }) => metadata.finalizers?.includes(AUTO_REBALANCE_FINALIZER));
  const wantedName = pending && autoRebalanceName(view.kafka.metadata.name, pending.mode);
  const obsolete = own.filter((rebalance) => rebalance.metadata.name !== wantedName || isOver(rebalance));
  if (obsolete.length > 0) return { because: 'a rebalance is over', actions: obsolete.flatMap(giveUp) };
  if (!pending || !wantedName || own.length > 0) return undefined;
  return { because: 'partitions are to be moved', actions: [create(KAFKA_REBALANCE, build(view.kafka, pending))] };
};

const isOver = ({ metadata, status }: Rebalance): boolean =>
  metadata.deletionTimestamp !== undefined ||
  findState(status?.conditions, 'NotReady') !== undefined ||
  findState(status?.conditions, 'Ready') !== undefined;

const giveUp = (rebalance: Rebalance): Action[] => [
  patch(KAFKA_REBALANCE, rebalance, {
    metadata: { finalizers: rebalance.metadata.finalizers?.filter((name) => name !== AUTO_REBALANCE_FINALIZER) ?? [] },
  }),
  ...(isTerminating(rebalance) ? [] : [remove(KAFKA_REBALANCE, rebalance)]),
];

const build = (
  kafka: Kafka,
  spec: { mode: RebalanceMode; brokers: number[] },
): KubeObject & Record<string, unknown> => ({
  apiVersion: apiVersionOf(KAFKA_REBALANCE),
  kind: KAFKA_REBALANCE.kind,
  metadata: {
    name: autoRebalanceName(kafka.metadata.name, spec.mode),
    namespace: kafka.metadata.namespace,
    labels: { [LABEL.cluster]: kafka.metadata.name },
    annotations: { [ANNOTATION.rebalanceAutoApproval]: 'true' },
    finalizers: [AUTO_REBALANCE_FINALIZER],
    ownerReferences: [ownerOf(kafka)],
  },
  spec,
});
