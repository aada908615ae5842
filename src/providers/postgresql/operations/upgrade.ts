import { chooseImage } from '../image-version.js';
import { databaseImageOf } from '../status/pods.js';
import { primaryOf } from '../../contract/status/index.js';
import type { Undo } from '../../contract/index.js';
import { defineOperation } from './define-operation.js';
import {
  COPYING,
  disruptionOfRolling,
  primaryLast,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { majorSteps, majorWarnings } from './major-upgrade.js';
import { nobodyFenced } from './member-rules.js';
import { movedPrimary, replaceStuckPods, rollingSteps } from './rolling.js';
import type { Situation } from './situation.js';
import { isMajor, majorBefore, recordMajor, runsTarget, targetOf } from './target-version.js';

/** Another image: member by member within a major, everybody down for the step to the next. */
export const upgrade = defineOperation({
  ...COPYING,
  disruption: (situation) => (isMajor(situation) ? 'Downtime' : disruptionOfRolling(situation)),
  validate: nobodyFenced,
  steps,
  restarts: (situation) => (isMajor(situation) ? primaryLast(situation).reverse() : primaryLast(situation)),
  warnings: (situation) => (isMajor(situation) ? majorWarnings(situation) : []),
  baseline: recordMajor,
  judge,
  undo,
});

function steps(situation: Situation): Step[] {
  const target = targetOf(situation);
  if (isMajor(situation)) return majorSteps(situation, target);
  return rollingSteps(situation, 'ReplaceMember', (pod) => runsTarget(target, pod));
}

function judge(situation: Situation): Finding {
  const { version } = targetOf(situation);
  return {
    reached: `Every member runs ${version}.`,
    waitsFor: whyNotAsked(situation) ?? situation.whyNotWhole,
    settleSeconds: 5,
    result: { version, ...movedPrimary(situation) },
  };
}

function whyNotAsked(situation: Situation): string | undefined {
  const { version, image } = targetOf(situation);
  const { spec, status } = situation.upstream;
  if (image !== undefined && spec.imageName !== image)
    return `Waits for the operator to be asked for version ${version}.`;
  return status?.image === spec.imageName ? undefined : `The operator has not yet taken version ${version} up.`;
}

function undo(situation: Situation): Undo {
  const { upstream, cluster, engine, view } = situation;
  const major = upstream.status?.pgDataImageInfo?.majorVersion;
  if (major !== undefined && major > majorBefore(situation)) {
    return { state: 'Impossible', why: `The data is on version ${major} now; only a backup from before leads back.` };
  }
  const wanted = chooseImage(cluster.spec.version, engine, upstream, primaryOf(view)?.version).image;
  const isAsked = upstream.spec.imageName === wanted && upstream.status?.targetPgDataImageInfo === undefined;
  return undoneByOperator(situation, {
    arrived: isAsked && runsEverywhere(situation, wanted),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}

function runsEverywhere({ upstream, view }: Situation, image: string): boolean {
  return upstream.status?.image === image && view.pods.every((pod) => databaseImageOf(pod) === image);
}
