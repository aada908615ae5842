import { PERSISTENT_VOLUME_CLAIM, type UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction, OperationHandler, Undo } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  isNewClaim,
  joinOf,
  podOf,
  removalOf,
  sayServing,
  undoneByOperator,
  wantedMembers,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { claimNameOf, podNameOf, type ComponentView } from '../component.js';
import { dataOf, membersBefore, type Define, type Situation } from './situation.js';

/** Newcomers have the next numbers and copy the data; those of the highest numbers leave. */
export const horizontalScalingBy = (define: Define): OperationHandler =>
  define({
    ...COPYING,
    disruption: (situation) => (isGrowth(situation) ? 'None' : 'Rolling'),
    steps: (situation) =>
      dataOf(situation).flatMap((component) => [...joins(situation, component), ...removals(situation, component)]),
    warnings,
    judge,
    undo,
  });

const isGrowth = (situation: Situation): boolean =>
  dataOf(situation).every((component) => membersBefore(situation, component).length <= wantedMembers(situation));

function joins(situation: Situation, component: ComponentView): Step[] {
  const before = membersBefore(situation, component).length;
  const count = Math.max(0, wantedMembers(situation) - before);
  const newcomers = Array.from({ length: count }, (_, index) => podNameOf(component, before + index));
  return newcomers.map((member) => joinOf(situation, member, `Member ${member} copies the database and joins.`));
}

/** From the highest number down, as the StatefulSet does it. */
const leaving = (situation: Situation, component: ComponentView): string[] =>
  membersBefore(situation, component).slice(wantedMembers(situation)).reverse();

const removals = (situation: Situation, component: ComponentView): Step[] =>
  leaving(situation, component).map((member) =>
    removalOf(situation, member, !podOf(situation, member) && claimOf(component, member) === undefined),
  );

const claimOf = (component: ComponentView, member: string): UntypedObject | undefined =>
  component.claims.find(({ metadata }) => metadata.name === claimNameOf(component, member));

function warnings(situation: Situation): string[] {
  const components = dataOf(situation);
  const gone = components.flatMap((component) => leaving(situation, component));
  const leftovers = components.flatMap((component) =>
    joins(situation, component).flatMap(({ target }) => claimOf(component, target!)?.metadata.name ?? []),
  );
  return [
    ...(gone.length > 0 ? [`The members that go take their volumes with them: ${gone.join(', ')}.`] : []),
    ...(leftovers.length > 0 ? [`Volumes of former members are used again: ${leftovers.join(', ')}.`] : []),
    ...(gone.length === 0 ? ['Newcomers copy the whole database, and load the member that they copy from.'] : []),
  ];
}

function judge(situation: Situation): Finding {
  const wanted = wantedMembers(situation);
  const isAsked = dataOf(situation).every(({ asks }) => asks.size === wanted);
  const shards = dataOf(situation).length;
  return {
    reached: `${sayServing(wanted)}${shards > 1 ? ` in each of ${shards} shards` : ''}.`,
    waitsFor: isAsked ? situation.whyNotWhole : `Waits for the operator to be asked for ${wanted} members.`,
    actions: isAsked ? discardOf(situation, (component) => leaving(situation, component)) : [],
    settleSeconds: 5,
  };
}

/**
 * Neither operator deletes claims. One that stays would be taken up by a later member of that name, whose data may be too
 * old by then to catch up.
 */
function discardOf(situation: Situation, membersOf: (component: ComponentView) => readonly string[]): ChildAction[] {
  return dataOf(situation).flatMap((component) =>
    membersOf(component)
      .filter((member) => hasLeft(situation, component, member))
      .flatMap((member) => claimOf(component, member) ?? [])
      .filter(isStaying)
      .map((claim) => deletionOf(PERSISTENT_VOLUME_CLAIM, claim)),
  );
}

/** The StatefulSet makes no pod of this number any more. */
function hasLeft(situation: Situation, component: ComponentView, member: string): boolean {
  const number = Number(member.slice(component.statefulSet.length + 1));
  return (component.set?.spec.replicas ?? Infinity) <= number && !podOf(situation, member);
}

function undo(situation: Situation): Undo {
  const { cluster, baseline } = situation;
  const components = dataOf(situation);
  const isBack = components.every(({ asks, set }) =>
    [asks.size, set?.spec.replicas].every((size) => size === cluster.spec.clusterSize),
  );
  const rejoined = components
    .flatMap(({ claims }) => claims)
    .filter((claim) => baseline.uidOf('claim', claim.metadata.name) !== undefined && isNewClaim(situation, claim));
  return undoneByOperator(situation, {
    arrived: isBack && newcomersOf(situation).length === 0,
    actions: isBack ? discardOf(situation, () => newcomersOf(situation)) : [],
    ...(rejoined.length > 0 && {
      stays: `Copied anew, for they had been removed: ${rejoined.map(nameOf).join(', ')}.`,
    }),
  });
}

const nameOf = ({ metadata }: UntypedObject): string => metadata.name;

/** Who came in vain, by the volumes that came with them. */
function newcomersOf(situation: Situation): string[] {
  const { baseline } = situation;
  return dataOf(situation).flatMap((component) =>
    component.claims
      .filter(({ metadata }) => baseline.uidOf('claim', metadata.name) === undefined)
      .map(({ metadata }) => metadata.name.slice(`${component.claimPrefix}-`.length)),
  );
}
