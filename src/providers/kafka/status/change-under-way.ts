import { capacityOf, isAtLeast } from '../../contract/objects/index.js';
import type { Kafka } from '../upstream.js';
import type { PoolView } from './pool-view.js';
import { conditionOf, poolOf, type ClusterView } from './view.js';

/** The last round of the operator has seen everything that is asked for now; pools show in the generation of Kafka. */
export const isSeen = ({ metadata, status }: Kafka): boolean => status?.observedGeneration === metadata.generation;

/** A round that saw everything has ended well. Kafka alone says so: pools report before their nodes are restarted. */
export const isRoundDone = (view: ClusterView): boolean =>
  view.upstream !== undefined && isSeen(view.upstream) && conditionOf(view, 'Ready') !== undefined;

/** What is not yet as it was asked for, as a sentence; undefined when everything is. */
export function describeChange(view: ClusterView): string | undefined {
  if (!isRoundDone(view)) return 'The operator is at work on the last change.';
  const rolling = view.pools.map(describeRoll).find((text) => text !== undefined);
  return rolling ?? describeScaling(view) ?? describeGrowth(view);
}

function describeRoll({ role, pool, podSet, pods: present }: PoolView): string | undefined {
  const { pods = 0, currentPods = 0 } = podSet?.status ?? {};
  // One that is not there was lost, and the operator brings it back.
  if (currentPods < Math.min(pods, present.length)) return `${currentPods} of ${pods} ${role}s are as they shall be.`;
  const wanted = pool?.spec.replicas ?? 0;
  return pods === wanted ? undefined : `There are ${pods} ${role}s, ${wanted} are wanted.`;
}

/** Partitions move to new brokers, or away from those that leave, after the pods have come and before they go. */
function describeScaling({ upstream }: ClusterView): string | undefined {
  const state = upstream?.status?.autoRebalance?.state ?? 'Idle';
  if (state === 'Idle') return undefined;
  return state === 'RebalanceOnScaleUp'
    ? 'Partitions move to the new brokers.'
    : 'Partitions move away from the brokers that leave.';
}

/** Larger than asked for is right: storage classes round up. */
function describeGrowth(view: ClusterView): string | undefined {
  const { pool, volumes } = poolOf(view, 'broker');
  const size = pool?.spec.storage.volumes[0]?.size;
  const small = volumes.filter(
    (claim) => capacityOf(claim) !== undefined && !isAtLeast(capacityOf(claim), size ?? '0'),
  );
  return small.length > 0 ? `${small.length} of ${volumes.length} volumes are still to grow to ${size}.` : undefined;
}
