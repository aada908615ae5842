import { PERSISTENT_VOLUME_CLAIM } from '../../../kube/meta/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { byNumber, isStaying, troubleOf } from '../../contract/objects/index.js';
import { isComplete } from '../status/jobs.js';
import { CNPG_LABELS } from '../upstream.js';
import { deleteClaim, deleteJob, deletePod } from './actions.js';
import { defineOperation } from './define-operation.js';
import {
  COPYING,
  joinOf,
  podOf,
  presentMembers,
  removalOf,
  sayServing,
  undoneByOperator,
  wantedMembers,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import type { Situation } from './situation.js';

/** The operator adds and removes one member after the other. */
export const horizontalScaling = defineOperation({
  ...COPYING,
  disruption: (situation) => (isGrowth(situation) ? 'None' : 'Rolling'),
  steps: (situation) => (isGrowth(situation) ? joins(situation) : removals(situation)),
  warnings: (situation) => (isGrowth(situation) ? [] : [losses(situation)]),
  judge,
  undo,
});

const isGrowth = (situation: Situation): boolean => wantedMembers(situation) >= situation.baseline.members.length;

const losses = (situation: Situation): string =>
  `The members that go take their volumes with them: ${leaving(situation).join(', ')}. Their clients lose the connection.`;

function joins(situation: Situation): Step[] {
  const { baseline } = situation;
  const count = wantedMembers(situation) - baseline.members.length;
  const joined = presentMembers(situation).filter((name) => !baseline.members.includes(name));
  const expected = freeNames(situation, [...baseline.members, ...joined], count);
  return [...joined, ...expected]
    .slice(0, count)
    .map((member) => joinOf(situation, member, `Member ${member} copies the database and joins.`));
}

/** The operator gives the lowest number that is free. */
function freeNames({ cluster }: Situation, taken: readonly string[], count: number): string[] {
  const names = Array.from({ length: taken.length + count }, (_, index) => `${cluster.metadata.name}-${index + 1}`);
  return names.filter((name) => !taken.includes(name));
}

const removals = (situation: Situation): Step[] =>
  leaving(situation).map((member) => removalOf(situation, member, isGone(situation, member)));

/** Those that have gone, then those that the operator takes next: the highest number that is not the primary. */
function leaving(situation: Situation): string[] {
  const { baseline, upstream } = situation;
  const count = baseline.members.length - wantedMembers(situation);
  const highestFirst = [...baseline.members].sort((a, b) => byNumber(b, a));
  const gone = highestFirst.filter((name) => isGone(situation, name));
  const next = highestFirst.filter((name) => !gone.includes(name) && name !== upstream.status?.currentPrimary);
  return [...gone, ...next].slice(0, count);
}

const isGone = (situation: Situation, member: string): boolean =>
  !presentMembers(situation).includes(member) && claimsOf(situation, member).length === 0;

const claimsOf = ({ observed }: Situation, member: string) =>
  observed
    .list(PERSISTENT_VOLUME_CLAIM)
    .filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.instanceName] === member);

function judge(situation: Situation): Finding {
  const wanted = wantedMembers(situation);
  return {
    reached: `${sayServing(wanted)}.`,
    waitsFor: whyNotCounted(situation, wanted),
    settleSeconds: SETTLE_SECONDS,
  };
}

/** Longer than the healthy phase lasts between two members that join. */
const SETTLE_SECONDS = 5;

function whyNotCounted(situation: Situation, wanted: number): string | undefined {
  const { spec, status } = situation.upstream;
  if (spec.instances !== wanted) return `Waits for the operator to be asked for ${wanted} members.`;
  const problem = situation.whyNotWhole;
  if (problem !== undefined) return problem;
  const [groups, names] = [status?.instances ?? 0, status?.instanceNames?.length ?? 0];
  if (groups === wanted && names === wanted) return undefined;
  return `The operator counts ${groups} members, ${wanted} are wanted.`;
}

function undo(situation: Situation): Undo {
  const { cluster, upstream, baseline } = situation;
  const arrived = upstream.spec.instances === cluster.spec.clusterSize;
  const recopied = baseline.members.filter((name) => isAnother(situation, name));
  return undoneByOperator(situation, {
    arrived,
    actions: arrived ? clearNewcomers(situation) : [],
    ...(recopied.length > 0 && { stays: `Copied anew, for they had been removed: ${recopied.join(', ')}.` }),
  });
}

/** Of the members before, those whose volumes are not what they were. */
const isAnother = (situation: Situation, member: string): boolean =>
  claimsOf(situation, member).some(
    ({ metadata }) => situation.baseline.uidOf('claim', metadata.name) !== metadata.uid,
  ) || isGone(situation, member);

/**
 * The operator takes nobody away while a copy is being made or a pod does not come up, and a job that failed for good
 * stops it altogether: newcomers that serve nobody go by our hand, with their half a copy.
 */
function clearNewcomers(situation: Situation): ChildAction[] {
  const { view, baseline } = situation;
  const isNewcomer = (member: string): boolean => !baseline.members.includes(member);
  const copying = view.jobs
    .filter((job) => isStaying(job) && !isComplete(job))
    .map((job) => ({ member: job.metadata.labels?.[CNPG_LABELS.instanceName] ?? '', last: deleteJob(job) }))
    .filter(({ member }) => member !== '' && !podOf(situation, member));
  const stuck = view.pods
    .filter((pod) => isStaying(pod) && troubleOf(pod) !== undefined)
    .map((pod) => ({ member: pod.metadata.name, last: deletePod(pod) }));
  return [...copying, ...stuck]
    .filter(({ member }) => isNewcomer(member))
    .flatMap(({ member, last }) => [...claimsOf(situation, member).filter(isStaying).map(deleteClaim), last]);
}
