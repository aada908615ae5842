import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationHandler, Undo } from '../../contract/index.js';
import {
  COPYING,
  stepsOfRolling,
  targetVersionOf,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { releaseLineOf } from '../backups/release-line.js';
import type { ComponentView } from '../component.js';
import { imageOf } from '../containers.js';
import { versionOfImage } from '../release.js';
import type { PerconaCluster } from '../upstream.js';
import { componentOf } from '../view.js';
import { movedPrimary, replaceStuckPods, rollingDisruption, rollingOrder } from './rolling.js';
import { dataOf, type DefineFor, type Situation, type SituationOf } from './situation.js';

/** What only one engine's releases have: how far they can be taken back. */
export interface UpgradeRules<U extends PerconaCluster> {
  readonly warnings: (situation: SituationOf<U>) => readonly string[];
  /** Why an upgrade that has begun cannot be taken back any more; undefined while it can. */
  readonly whyNoWayBack: (situation: SituationOf<U>) => string | undefined;
}

const BEFORE = 'version';

/** Another image: member by member, whether to the next release or to the next line of them. */
export const upgradeBy = <U extends PerconaCluster>(
  define: DefineFor<U>,
  { warnings, whyNoWayBack }: UpgradeRules<U>,
): OperationHandler =>
  define({
    ...COPYING,
    disruption: rollingDisruption,
    steps,
    restarts: replacedMembers,
    warnings,
    baseline: ({ cluster }) => ({ [BEFORE]: cluster.status?.version ?? '' }),
    judge,
    undo: (situation) => undo(situation, whyNoWayBack(situation)),
  });

/** Its data will be moved to another line. */
export function isMajor(situation: Situation): boolean {
  const before = situation.baseline.get(BEFORE) ?? '';
  return before !== '' && releaseLineOf(before) !== releaseLineOf(targetVersionOf(situation));
}

/** Whatever runs the image of the engine; a proxy has one of its own, and is replaced or not as the operator sees fit. */
const replacedMembers = (situation: Situation): string[] =>
  rollingOrder(situation, ({ asks }) => asks.image === dataOf(situation)[0]?.asks.image);

/** By the catalogue, which may have dropped the release meanwhile: then by the tag. */
const isTarget = (situation: Situation, image: string | undefined): boolean =>
  versionOfImage(image, situation.engine) === targetVersionOf(situation);

export function runsTarget(situation: Situation, pod: UntypedObject): boolean {
  const component = componentOf(situation.view, pod.metadata.name)!;
  return isTarget(situation, imageOf(component, pod));
}

const steps = (situation: Situation): Step[] =>
  stepsOfRolling(situation, 'ReplaceMember', (pod) => runsTarget(situation, pod), replacedMembers(situation));

const isAskedFor = (situation: Situation): boolean =>
  dataOf(situation).every(({ asks }) => isTarget(situation, asks.image));

function judge(situation: Situation): Finding {
  const version = targetVersionOf(situation);
  const isAsked = isAskedFor(situation);
  return {
    reached: `Every member runs ${version}.`,
    waitsFor: isAsked ? situation.whyNotWhole : `Waits for the operator to be asked for version ${version}.`,
    actions: isAsked ? replaceStuckPods(situation) : [],
    settleSeconds: 10,
    result: { version, ...movedPrimary(situation) },
  };
}

function undo(situation: Situation, whyNoWayBack: string | undefined): Undo {
  if (whyNoWayBack !== undefined) return { state: 'Impossible', why: whyNoWayBack };
  const isAsked = !isAskedFor(situation);
  const pods = dataOf(situation).flatMap((component) => component.pods.map((pod) => ({ component, pod })));
  const isBack = ({ component, pod }: { component: ComponentView; pod: UntypedObject }): boolean =>
    imageOf(component, pod) === component.asks.image;
  return undoneByOperator(situation, {
    arrived: isAsked && pods.every(isBack),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}
