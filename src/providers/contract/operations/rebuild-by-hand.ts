import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction } from '../child-action.js';
import { deletionOf, isStaying } from '../objects/index.js';
import { primaryOf, type EngineView } from '../status/index.js';
import type { OperationDefinition } from './define-operation.js';
import { COPYING } from './limits.js';
import { discardStep, joinStep, judgeRebuild, memberToRebuild, REBUILT_MEMBER, undoRebuild } from './rebuild.js';
import type { Finding, Step } from './report.js';
import { isNewClaim, isNewPod, mustBeMember, podOf, type EngineSituation } from './situation.js';

/** What a member consisted of before, as far as it is still there. */
interface OldCopy {
  readonly claims: readonly UntypedObject[];
  readonly pod?: UntypedObject;
}

/** `claims`: the volumes of the member, old and new. */
export function oldCopyOf(situation: EngineSituation, claims: readonly UntypedObject[]): OldCopy {
  const pod = podOf(situation, memberToRebuild(situation));
  return {
    claims: claims.filter((claim) => !isNewClaim(situation, claim)),
    ...(pod && !isNewPod(situation, pod) && { pod }),
  };
}

export const discardingStep = (member: string, { claims, pod }: OldCopy): Step =>
  discardStep(member, {
    isGone: claims.length === 0 && pod === undefined,
    isGoing: claims.length === 0 || !claims.every(isStaying),
  });

/** Volumes first: a pod that goes before them would be started again on the old data. `also`: what goes with the volumes. */
export function discardCopy({ claims, pod }: OldCopy, also: readonly ChildAction[] = []): ChildAction[] {
  const staying = claims.filter(isStaying);
  if (staying.length > 0) return [...staying.map((claim) => deletionOf(PERSISTENT_VOLUME_CLAIM, claim)), ...also];
  return pod && isStaying(pod) ? [deletionOf(POD, pod)] : [];
}

/** Where members are copied from the one primary: there must be one that serves, and `primaries` hold the data. */
export function mustHaveSource(
  { view }: Pick<EngineSituation, 'view'>,
  member: string,
  primaries: readonly (string | undefined)[],
): FieldError[] {
  if (view.members.length < 2) return [forbidden(REBUILT_MEMBER, 'is the only member: there is nobody to copy from')];
  if (primaries.includes(member)) {
    return [invalid(REBUILT_MEMBER, 'is the primary, which holds the data; switch over first', { badValue: member })];
  }
  return primaryOf(view)?.ready ? [] : [forbidden(REBUILT_MEMBER, 'cannot be copied anew: the primary does not serve')];
}

export interface HandmadeCopy<S extends EngineSituation> {
  readonly claimOf: (situation: S, member: string) => UntypedObject | undefined;
  /** Of one that is a member. */
  readonly validate: (situation: S, member: string) => FieldError[];
  /** How it is copied anew, and what that costs: the end of a sentence. */
  readonly warning: string;
  /** What the new member does until it serves: the end of a sentence. */
  readonly meanwhile: string;
  /** What is to be put away once the member serves, and why that is waited for. */
  readonly conclude?: (situation: S) => Pick<Finding, 'actions' | 'waitsFor'>;
}

/** By hand: the volume goes, then the pod, and whoever made them makes both anew for the engine to fill. */
export function rebuildByHand<V extends EngineView>({
  claimOf,
  validate,
  warning,
  meanwhile,
  conclude = () => ({}),
}: HandmadeCopy<EngineSituation<V>>): OperationDefinition<EngineSituation<V>> {
  type S = EngineSituation<V>;
  const oldCopy = (situation: S): OldCopy => {
    const claim = claimOf(situation, memberToRebuild(situation));
    return oldCopyOf(situation, claim ? [claim] : []);
  };
  const discarding = (situation: S): Step => discardingStep(memberToRebuild(situation), oldCopy(situation));
  return {
    ...COPYING,
    disruption: 'Rolling',
    validate: (situation) => {
      const member = memberToRebuild(situation);
      const unknown = mustBeMember(situation, member, REBUILT_MEMBER);
      return unknown.length > 0 ? unknown : validate(situation, member);
    },
    steps: (situation) => {
      const member = memberToRebuild(situation);
      const first = discarding(situation);
      const joining = { hasBegun: first.state === 'Done', meanwhile: `Member ${member} ${meanwhile}.` };
      return [first, joinStep(situation, member, joining)];
    },
    restarts: (situation) => [memberToRebuild(situation)],
    warnings: (situation) => [`The data of ${memberToRebuild(situation)} is thrown away and copied anew, ${warning}.`],
    judge: (situation, steps) => {
      const member = memberToRebuild(situation);
      const { actions = [], waitsFor } = conclude(situation);
      const finding = judgeRebuild(member, steps, {
        reached: `Member ${member} is a fresh copy and ready.`,
        actions: [...discardCopy(oldCopy(situation)), ...actions],
      });
      return { ...finding, waitsFor: finding.waitsFor ?? waitsFor };
    },
    undo: (situation) => undoRebuild(memberToRebuild(situation), discarding(situation).state === 'Pending'),
  };
}
