import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationHandler, Undo } from '../../contract/index.js';
import {
  COPYING,
  judgeUpgrade,
  stepsOfRolling,
  targetVersionOf,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { levelFor } from '../behaviour-level.js';
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
const LEVEL_BEFORE = 'crVersion';

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
    warnings: (situation) => [...warnings(situation), ...sayRaise(situation)],
    baseline: ({ cluster, upstream }) => ({
      [BEFORE]: cluster.status?.version ?? '',
      [LEVEL_BEFORE]: upstream.spec.crVersion,
    }),
    judge,
    undo: (situation) => undo(situation, whyNoWayBack(situation)),
  });

/** With the newer version the operator's own behaviour may move on, which is never taken back. */
function sayRaise<U extends PerconaCluster>(situation: SituationOf<U>): string[] {
  const { view, upstream, engine } = situation;
  const live = { level: upstream.spec.crVersion, image: dataOf(situation)[0]?.asks.image };
  const level = levelFor({ levels: view.dialect.levels, engine, version: targetVersionOf(situation), live });
  if (level === live.level) return [];
  return [`The operator treats the database as its release ${level} does from then on (crVersion), for good.`];
}

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
  const isAsked = isAskedFor(situation);
  const actions = isAsked ? replaceStuckPods(situation) : [];
  return judgeUpgrade(situation, isAsked, { actions, result: movedPrimary(situation) });
}

function undo(situation: Situation, whyNoWayBack: string | undefined): Undo {
  if (whyNoWayBack !== undefined) return { state: 'Impossible', why: whyNoWayBack };
  const isAsked = !isAskedFor(situation);
  const pods = dataOf(situation).flatMap((component) => component.pods.map((pod) => ({ component, pod })));
  const isBack = ({ component, pod }: { component: ComponentView; pod: UntypedObject }): boolean =>
    imageOf(component, pod) === component.asks.image;
  return undoneByOperator(situation, {
    arrived: isAsked && pods.every(isBack),
    stays: sayRaised(situation),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}

function sayRaised({ upstream, baseline }: Situation): string | undefined {
  const { crVersion } = upstream.spec;
  return crVersion === baseline.get(LEVEL_BEFORE)
    ? undefined
    : `crVersion stays ${crVersion}: operators do not go back.`;
}
