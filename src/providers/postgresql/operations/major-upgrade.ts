import { majorOf } from '../image-version.js';
import { isNewPod, isReady, podOf, primaryLast, troubleWith, type Step } from '../../contract/operations/index.js';
import { hasNewVolume, type Situation } from './situation.js';
import { runsTarget, targetOf, type TargetVersion } from './target-version.js';

export const majorWarnings = (situation: Situation): string[] => [
  `Nobody is served while the data is moved to ${majorOf(targetOf(situation).version)}: all members are stopped for it.`,
  ...(situation.baseline.members.length > 1 ? ['The replicas are copied anew afterwards.'] : []),
  'It cannot be taken back once the data has been moved. Take a backup first, and run ANALYZE afterwards.',
  ...(situation.cluster.spec.backup ? [ANOTHER_ARCHIVE] : []),
];

const ANOTHER_ARCHIVE =
  'No restore to a moment crosses it: backups begin anew in another folder, and until the first of them has succeeded there is no way back to what is written meanwhile.';

/** Everybody down, one job that rewrites the data of the primary, the primary up, the replicas copied from it. */
export function majorSteps(situation: Situation, target: TargetVersion): Step[] {
  const [primary, ...replicas] = primaryLast(situation).reverse();
  return [
    stopping(situation),
    moving(situation, target),
    ...(primary === undefined ? [] : [coming(situation, target, primary, 'StartMember')]),
    ...replicas.reverse().map((member) => coming(situation, target, member, 'CloneMember')),
  ];
}

function stopping(situation: Situation): Step {
  const step = { name: 'StopMembers' };
  const old = situation.view.pods.filter((pod) => !isNewPod(situation, pod));
  if (old.length === 0) return { ...step, state: 'Done', message: 'All members are down.' };
  const isGoing = old.length < situation.baseline.members.length || isMoving(situation);
  return isGoing ? { ...step, state: 'Running', message: 'The members shut down.' } : { ...step, state: 'Pending' };
}

const isMoving = ({ upstream }: Situation): boolean => upstream.status?.targetPgDataImageInfo !== undefined;

function moving(situation: Situation, { version }: TargetVersion): Step {
  const step = { name: 'UpgradeData' };
  const { pgDataImageInfo } = situation.upstream.status ?? {};
  const isMoved = pgDataImageInfo?.majorVersion === majorOf(version) && !isMoving(situation);
  if (isMoved) return { ...step, state: 'Done', message: `The data is on ${majorOf(version)}.` };
  if (!isMoving(situation) || stopping(situation).state !== 'Done') return { ...step, state: 'Pending' };
  return { ...step, state: 'Running', message: `The data is being moved to ${majorOf(version)}.` };
}

function coming(situation: Situation, target: TargetVersion, member: string, name: string): Step {
  const step = { name, target: member };
  const pod = podOf(situation, member);
  if (!pod || !isNewPod(situation, pod) || moving(situation, target).state !== 'Done')
    return { ...step, state: 'Pending' };
  const isFresh = name === 'StartMember' || hasNewVolume(situation, member);
  if (isFresh && runsTarget(target, pod) && isReady(situation, member)) {
    return { ...step, state: 'Done', message: `Member ${member} runs ${target.version}.` };
  }
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? `Member ${member} is starting.` };
}
