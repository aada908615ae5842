import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../../kube/writes/stable-hash.js';
import { isOrderedFor } from '../../../mechanics/orders.js';
import { isDyingTarget, isPostgresUp } from '../../nodes/pod-health.js';
import { podStatus } from '../../../mechanics/nodes/pod-status.js';
import { cannotStartWith, settingsAtStart } from '../../postgres-parameters.js';
import { LABEL, PENDING_FAILOVER, PHASE, SANDBOX_ANNOTATION } from '../../well-known.js';
import type { Pod } from '../../../mechanics/workloads.js';
import { findInstance, roleOf, type ClusterView, type Instance } from '../cluster-view.js';
import { patch, patchStatus } from '../../../mechanics/actions.js';
import type { Action, Rule, Step } from '../step.js';

/** RFC 3339 with six digits of a second, as the operator's own tools write it. */
export const microTime = (now: Date): string => now.toISOString().replace('Z', '000Z');

/**
 * The postmaster restarts and the pod stays. Asked for by whoever writes the phase, the operator's rollout included.
 * The instance manager says healthy once PostgreSQL is back, and nothing when it does not come back.
 */
export const restartInPlace: Rule = (view) => {
  const { status, spec } = view.cluster;
  const primary = findInstance(view, status?.currentPrimary);
  if (status?.phase !== PHASE.restartInPlace || !primary?.pod || !isPostgresUp(primary.pod)) return undefined;
  const settings = settingsAtStart(spec.postgresql);
  const restart = startWith(primary.pod, settings);
  if (cannotStartWith(settings) || isOrderedFor(view.failures, 'crash-on-start', primary.name))
    return { because: 'the primary does not come back', actions: [restart, crash(view, primary.pod)] };
  return {
    because: 'the primary restarts in place',
    status: { phase: PHASE.healthy, phaseReason: 'Primary instance restarted in-place' },
    actions: [restart],
  };
};

const startWith = (pod: Pod, settings: Record<string, string>): Action =>
  patch(POD, pod, { metadata: { annotations: { [SANDBOX_ANNOTATION.startedWith]: canonicalJson(settings) } } });

const crash = ({ now }: ClusterView, pod: Pod): Action => patchStatus(POD, pod, podStatus(pod, 'crash-loop', now));

/** Carries a change of primary to its end, whoever began it: a person, a rollout, or a failover. */
export const movePrimary: Rule = (view) => {
  const { currentPrimary, targetPrimary } = view.cluster.status ?? {};
  if (!currentPrimary || !targetPrimary || currentPrimary === targetPrimary) return undefined;
  if (targetPrimary === PENDING_FAILOVER) return chooseSuccessor(view, currentPrimary);
  const target = findInstance(view, targetPrimary);
  return target?.isReady && !target.isFenced ? moveTo(view, target) : giveUp(view, currentPrimary);
};

function moveTo(view: ClusterView, target: Instance): Step {
  const phase = view.cluster.status?.phase;
  if (phase !== PHASE.switchover && phase !== PHASE.failingOver) return announceSwitchover(view, target);
  if (isDyingTarget(view, target.name)) return { because: 'the instance to promote dies' };
  if (phase === PHASE.switchover && view.failures.has('slow-shutdown'))
    return { because: 'the old primary shuts down' };
  return promote(view, target);
}

/** The first replica that runs; the old primary where it came back before any was found. */
function chooseSuccessor(view: ClusterView, currentPrimary: string): Step | undefined {
  if (findInstance(view, currentPrimary)?.isReady) return giveUp(view, currentPrimary);
  const successor = findSuccessor(view);
  if (!successor) return undefined;
  return {
    because: 'a successor was found',
    status: {
      phase: PHASE.failingOver,
      phaseReason: `Failing over from ${currentPrimary} to ${successor.name}`,
      targetPrimary: successor.name,
      targetPrimaryTimestamp: microTime(view.now),
    },
  };
}

const findSuccessor = ({ instances, cluster }: ClusterView): Instance | undefined =>
  instances.find(({ name, isReady, isFenced }) => name !== cluster.status?.currentPrimary && isReady && !isFenced);

const giveUp = (view: ClusterView, currentPrimary: string): Step => ({
  because: 'the instance to promote is not active',
  status: { targetPrimary: currentPrimary, targetPrimaryTimestamp: microTime(view.now) },
});

export const announceSwitchover = (view: ClusterView, target: Instance): Step => ({
  because: 'another instance is to be the primary',
  status: {
    phase: PHASE.switchover,
    phaseReason: `Switching over to ${target.name}`,
    targetPrimary: target.name,
    targetPrimaryTimestamp: microTime(view.now),
  },
});

/** Told by the new primary itself; the labels follow when the operator looks again. */
const promote = ({ cluster, now }: ClusterView, target: Instance): Step => ({
  because: 'the new primary is promoted',
  status: {
    currentPrimary: target.name,
    currentPrimaryTimestamp: microTime(now),
    timelineID: (cluster.status?.timelineID ?? 1) + 1,
  },
});

/** Pods and claims that call themselves what they no longer are. */
export const labelRoles: Rule = (view) => {
  if (!view.cluster.status?.currentPrimary) return undefined;
  const actions = view.instances.flatMap((instance) => relabel(instance, roleOf(view, instance.name)));
  return actions.length === 0 ? undefined : { because: 'roles have changed', actions };
};

function relabel({ pod, claims }: Instance, role: 'primary' | 'replica'): Action[] {
  const labels = { [LABEL.instanceRole]: role };
  const stale = claims.filter(({ metadata }) => metadata.labels?.[LABEL.instanceRole] !== role);
  return [
    ...(pod && pod.metadata.labels?.[LABEL.instanceRole] !== role
      ? [patch(POD, pod, { metadata: { labels: { ...labels, role } } })]
      : []),
    ...stale.map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, { metadata: { labels } })),
  ];
}

/** Phases in which the operator itself has stopped the primary, and waits for it. */
const PLANNED_ABSENCE: readonly (string | undefined)[] = [PHASE.restartWithoutSwitchover];

/** The primary is gone and nobody planned it: a successor is looked for while some replica runs. */
export const failOver: Rule = (view) => {
  const { currentPrimary, phase } = view.cluster.status ?? {};
  const primary = findInstance(view, currentPrimary);
  if (!currentPrimary || primary?.isReady || primary?.isFenced || PLANNED_ABSENCE.includes(phase)) return undefined;
  if (!findSuccessor(view)) return undefined;
  return {
    because: 'the primary is lost',
    status: {
      phase: PHASE.failingOver,
      phaseReason: `Failing over from ${currentPrimary}`,
      targetPrimary: PENDING_FAILOVER,
      targetPrimaryTimestamp: microTime(view.now),
    },
  };
};
