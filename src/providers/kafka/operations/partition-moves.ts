import { isOver, type Step } from '../../contract/operations/index.js';
import { isSeen } from '../status/change-under-way.js';
import { brokersOf } from '../status/view.js';
import type { Situation } from './situation.js';

type RebalanceState = 'Idle' | 'RebalanceOnScaleDown' | 'RebalanceOnScaleUp';

/** What the operator is at by itself, by its own word; how far it is, it does not tell. */
const rebalancing = ({ upstream }: Situation): RebalanceState => upstream.status?.autoRebalance?.state ?? 'Idle';

/** Onto brokers that have come. */
export function moveIn(situation: Situation, joins: readonly Step[]): Step {
  const step = { name: 'MovePartitions' };
  if (!joins.every(isOver)) return { ...step, state: 'Pending' };
  if (!situation.upstream.spec.cruiseControl) {
    return { ...step, state: 'Skipped', message: 'Nobody moves partitions: there is no Cruise Control.' };
  }
  if (rebalancing(situation) !== 'Idle') {
    return { ...step, state: 'Running', message: 'Partitions move to the new brokers.' };
  }
  // Until the operator has ended a round with them, its silence says nothing.
  if (!isSeen(situation.upstream)) {
    return { ...step, state: 'Running', message: 'The operator takes the new brokers up.' };
  }
  return { ...step, state: 'Done', message: 'Partitions are spread over all brokers.' };
}

/** Away from those that are to go; that they have gone proves it. */
export function moveAway(situation: Situation, leaving: readonly string[]): Step {
  const step = { name: 'MovePartitions' };
  const present = brokersOf(situation.view).map(({ name }) => name);
  if (!leaving.some((member) => present.includes(member))) {
    return { ...step, state: 'Done', message: 'The brokers that leave hold nothing.' };
  }
  return rebalancing(situation) === 'Idle'
    ? { ...step, state: 'Pending' }
    : { ...step, state: 'Running', message: `Partitions move away from ${leaving.join(', ')}.` };
}
