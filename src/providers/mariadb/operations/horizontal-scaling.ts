import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import {
  COPYING,
  joinOf,
  podOf,
  removalOf,
  sayServing,
  undoneByOperator,
  wantedMembers,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { indexOf, podName } from '../names.js';
import { defineOperation } from './define-operation.js';
import { claimOf, deletionsOfClaims, discardTransfers, type Situation } from './situation.js';

/** Newcomers are filled from a backup of a replica; those of the highest numbers leave. */
export const horizontalScaling = defineOperation({
  ...COPYING,
  disruption: (situation) => (leaving(situation).length > 0 ? 'Rolling' : 'None'),
  validate,
  steps: (situation) => [...joins(situation), ...removals(situation)],
  warnings,
  judge,
  undo,
});

/** The operator's webhook would refuse it later, without a word that a user sees. */
function validate(situation: Situation): FieldError[] {
  const { currentPrimary } = situation.upstream.status ?? {};
  if (currentPrimary === undefined || !leaving(situation).includes(currentPrimary)) return [];
  const detail = `would take the primary, ${currentPrimary}, away: switch over to a member that stays first`;
  return [forbidden(['spec', 'horizontalScaling', 'replicas'], detail)];
}

function joins(situation: Situation): Step[] {
  const before = situation.baseline.members.length;
  const { name } = situation.cluster.metadata;
  return Array.from({ length: Math.max(0, wantedMembers(situation) - before) }, (_, place) => {
    const member = podName(name, before + place);
    return joinOf(situation, member, `Member ${member} is filled from a backup and joins.`);
  });
}

function leaving(situation: Situation): string[] {
  const { cluster, baseline } = situation;
  const wanted = wantedMembers(situation);
  return baseline.members.filter((member) => (indexOf(cluster.metadata.name, member) ?? 0) >= wanted).reverse();
}

const hasLeft = (situation: Situation, member: string): boolean =>
  !podOf(situation, member) && (situation.view.set?.spec.replicas ?? Infinity) <= wantedMembers(situation);

const removals = (situation: Situation): Step[] =>
  leaving(situation).map((member) =>
    removalOf(situation, member, hasLeft(situation, member) && claimOf(situation, member) === undefined),
  );

function warnings(situation: Situation): string[] {
  const gone = leaving(situation);
  return gone.length > 0
    ? [`The members that go take their volumes with them: ${gone.join(', ')}.`]
    : ['A replica is copied for the newcomers, by way of a volume of the same size that is deleted afterwards.'];
}

function judge(situation: Situation): Finding {
  const wanted = wantedMembers(situation);
  const isAsked = situation.upstream.spec.replicas === wanted;
  return {
    reached: `${sayServing(wanted)}.`,
    waitsFor: isAsked
      ? (situation.whyNotWhole ?? sayTransfers(situation))
      : `Waits for the operator to be asked for ${wanted} members.`,
    actions: isAsked ? [...discardClaims(situation, leaving(situation)), ...discardTransfers(situation)] : [],
    settleSeconds: 5,
  };
}

const sayTransfers = ({ view }: Situation): string | undefined =>
  view.transfers.length > 0 ? 'What the newcomers were filled from is being deleted.' : undefined;

/** The operator keeps claims, and refuses to make a member of a number of which there is one. */
const discardClaims = (situation: Situation, members: readonly string[]): ChildAction[] =>
  deletionsOfClaims(
    members.filter((member) => hasLeft(situation, member)).flatMap((member) => claimOf(situation, member) ?? []),
  );

function undo(situation: Situation): Undo {
  const { cluster, upstream, view, baseline } = situation;
  const isBack =
    upstream.spec.replicas === cluster.spec.clusterSize && view.set?.spec.replicas === cluster.spec.clusterSize;
  const newcomers = view.volumes
    .filter(({ metadata }) => baseline.uidOf('claim', metadata.name) === undefined)
    .filter((claim) => !baseline.members.some((member) => claimOf(situation, member) === claim));
  const rejoined = baseline.members.filter((member) => {
    const claim = claimOf(situation, member);
    return claim !== undefined && baseline.uidOf('claim', claim.metadata.name) !== claim.metadata.uid;
  });
  return undoneByOperator(situation, {
    arrived: isBack && newcomers.length === 0 && view.transfers.length === 0,
    actions: isBack ? [...deletionsOfClaims(newcomers), ...deletionsOfClaims(view.transfers)] : [],
    ...(rejoined.length > 0 && { stays: `Copied anew, for they had been removed: ${rejoined.join(', ')}.` }),
  });
}
