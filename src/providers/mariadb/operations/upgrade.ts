import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { containerOf } from '../../contract/objects/index.js';
import {
  COPYING,
  disruptionOfRolling,
  judgeUpgrade,
  primaryLast,
  stepsOfRolling,
  targetVersionOf,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { lineOf, versionOfImage } from '../release.js';
import { MARIADB_CONTAINER } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { arePodsCurrent, movedPrimary, replaceStuckPods } from './rolling.js';
import type { Situation } from './situation.js';

const BEFORE = 'version';

/** Another image: replicas one by one, then the primary, whose role is handed over before. */
export const upgrade = defineOperation({
  ...COPYING,
  disruption: disruptionOfRolling,
  steps: (situation) => stepsOfRolling(situation, 'ReplaceMember', (pod) => runs(pod, targetVersionOf(situation))),
  restarts: primaryLast,
  warnings: (situation) =>
    isOtherLine(situation)
      ? ['There is no way back once the first member has started: the data is no longer that of the former release.']
      : [],
  baseline: ({ upstream }) => ({ [BEFORE]: versionOfImage(upstream.spec.image) ?? '' }),
  judge,
  undo,
});

const imageOf = (pod: UntypedObject): string | undefined => containerOf(pod, MARIADB_CONTAINER)?.image;
const runs = (pod: UntypedObject, version: string): boolean => versionOfImage(imageOf(pod)) === version;

function isOtherLine(situation: Situation): boolean {
  const before = situation.baseline.get(BEFORE) ?? '';
  return before !== '' && lineOf(before) !== lineOf(targetVersionOf(situation));
}

const isAskedFor = (situation: Situation): boolean =>
  versionOfImage(situation.upstream.spec.image) === targetVersionOf(situation);

function judge(situation: Situation): Finding {
  const isAsked = isAskedFor(situation);
  const actions = isAsked ? replaceStuckPods(situation) : [];
  return judgeUpgrade(situation, isAsked, { actions, result: movedPrimary(situation) });
}

function undo(situation: Situation): Undo {
  const { view } = situation;
  const target = targetVersionOf(situation);
  if (isOtherLine(situation) && view.members.some(({ ready, version }) => ready && version === target)) {
    return {
      state: 'Impossible',
      why: `Data has been taken to ${lineOf(target)}, which the former release cannot read.`,
    };
  }
  const isBack = !isAskedFor(situation);
  return undoneByOperator(situation, {
    arrived: isBack && arePodsCurrent(situation),
    actions: isBack ? replaceStuckPods(situation) : [],
  });
}
