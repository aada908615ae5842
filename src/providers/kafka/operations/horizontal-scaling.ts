import type { ChildAction, Undo } from '../../contract/index.js';
import { byNumber, deletionOf, isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  joinOf,
  removalOf,
  sayServing,
  undoneByOperator,
  wantedMembers,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { PERSISTENT_VOLUME_CLAIM } from '../../../kube/meta/index.js';
import { nodeIdOf, podName, poolName } from '../names.js';
import { SCALE_DOWN_PREVENTED } from '../status/reasons.js';
import { brokersOf, poolOf } from '../status/view.js';
import { defineOperation } from './define-operation.js';
import { moveAway, moveIn } from './partition-moves.js';
import { brokersBefore, claimOf, type Situation } from './situation.js';

/** Brokers come all at once and are given partitions then; they are emptied before they go. */
export const horizontalScaling = defineOperation({
  ...COPYING,
  disruption: 'None',
  steps,
  warnings,
  judge,
  undo,
});

const isGrowth = (situation: Situation): boolean => wantedMembers(situation) >= brokersBefore(situation).length;

function steps(situation: Situation): Step[] {
  if (!isGrowth(situation)) return [moveAway(situation, leaving(situation)), ...removals(situation)];
  const joins = joiners(situation).map((member) => joinOf(situation, member, `Broker ${member} starts.`));
  return joins.length > 0 ? [...joins, moveIn(situation, joins)] : [];
}

/** Those that have come, then the lowest numbers that are free. */
function joiners(situation: Situation): string[] {
  const before = brokersBefore(situation);
  const present = presentBrokers(situation).filter((name) => !before.includes(name));
  const { name } = situation.cluster.metadata;
  const pool = poolName(name, 'broker');
  const candidates = Array.from({ length: wantedMembers(situation) }, (_, id) => podName(name, pool, id));
  const expected = candidates.filter((candidate) => !before.includes(candidate) && !present.includes(candidate));
  return [...present, ...expected].slice(0, wantedMembers(situation) - before.length).sort(byNumber);
}

const presentBrokers = ({ view }: Situation): string[] => brokersOf(view).map(({ name }) => name);

/** The operator takes the highest numbers. */
function leaving(situation: Situation): string[] {
  const before = brokersBefore(situation);
  const byNodeId = [...before].sort((a, b) => (nodeIdOf(a) ?? 0) - (nodeIdOf(b) ?? 0));
  return byNodeId.slice(wantedMembers(situation)).reverse();
}

const isGone = (situation: Situation, member: string): boolean => !presentBrokers(situation).includes(member);

const removals = (situation: Situation): Step[] =>
  leaving(situation).map((member) =>
    removalOf(situation, member, isGone(situation, member) && claimOf(situation, member) === undefined),
  );

function warnings(situation: Situation): string[] {
  if (!isGrowth(situation)) {
    return [`The brokers that go take their volumes with them, once they are empty: ${leaving(situation).join(', ')}.`];
  }
  return brokersBefore(situation).length === 1
    ? ['Topics keep the one copy that they have, and controllers cannot be added: it stays as vulnerable as it is.']
    : [];
}

function judge(situation: Situation): Finding {
  const wanted = wantedMembers(situation);
  return {
    reached: `${sayServing(wanted, 'broker')}.`,
    waitsFor: whyNotCounted(situation, wanted),
    actions: discardVolumes(situation),
    settleSeconds: 5,
  };
}

function whyNotCounted(situation: Situation, wanted: number): string | undefined {
  const { pool } = poolOf(situation.view, 'broker');
  if (pool?.spec.replicas !== wanted) return `Waits for the operator to be asked for ${wanted} brokers.`;
  const problem = whyPrevented(situation) ?? situation.whyNotWhole;
  if (problem !== undefined) return problem;
  const counted = pool.status?.replicas ?? 0;
  return counted === wanted ? undefined : `The operator counts ${counted} brokers, ${wanted} are wanted.`;
}

/** The operator is Ready all the same. */
function whyPrevented(situation: Situation): string | undefined {
  if (isGrowth(situation)) return undefined;
  const prevented = situation.upstream.status?.conditions?.find(({ reason }) => reason === SCALE_DOWN_PREVENTED);
  return prevented && `Brokers that are to leave still hold partitions: ${prevented.message}`;
}

/** Of brokers that the operator has let go: it keeps claims, so that nobody loses data by a mistaken number. */
function discardVolumes(situation: Situation): ChildAction[] {
  if (isGrowth(situation)) return [];
  return leaving(situation)
    .filter((member) => isGone(situation, member))
    .flatMap((member) => claimOf(situation, member) ?? [])
    .filter(isStaying)
    .map((claim) => deletionOf(PERSISTENT_VOLUME_CLAIM, claim));
}

function undo(situation: Situation): Undo {
  const { cluster, view } = situation;
  const arrived = poolOf(view, 'broker').pool?.spec.replicas === cluster.spec.clusterSize;
  const gone = brokersBefore(situation).filter((member) => isGone(situation, member));
  return undoneByOperator(situation, {
    arrived,
    stays: 'Partitions that have moved stay where they are.',
    ...(gone.length > 0 && { stays: `Joined anew, for they had left: ${gone.join(', ')}.` }),
  });
}
