import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../../kube/writes/stable-hash.js';
import { settingsAtStart } from '../../postgres-parameters.js';
import { LABEL, PHASE, SANDBOX_ANNOTATION } from '../../well-known.js';
import { findInstance, type ClusterView, type Instance } from '../cluster-view.js';
import { patch, type Action, type Rule, type Step } from '../step.js';

/** RFC 3339 with six digits of a second, as the operator's own tools write it. */
export const microTime = (now: Date): string => now.toISOString().replace('Z', '000Z');

/** The postmaster restarts and the pod stays. Asked for by whoever writes the phase, the operator's rollout included. */
export const restartInPlace: Rule = (view) => {
  const { status, spec } = view.cluster;
  if (status?.phase !== PHASE.restartInPlace) return undefined;
  const pod = findInstance(view, status.currentPrimary)?.pod;
  const startedWith = canonicalJson(settingsAtStart(spec.postgresql));
  return {
    because: 'the primary restarts in place',
    status: { phase: PHASE.healthy, phaseReason: 'Primary instance restarted in-place' },
    actions: pod
      ? [patch(POD, pod, { metadata: { annotations: { [SANDBOX_ANNOTATION.startedWith]: startedWith } } })]
      : [],
  };
};

/** Carries a change of primary to its end, whoever began it: a person, a rollout, or a failover. */
export const movePrimary: Rule = (view) => {
  const { currentPrimary, targetPrimary, phase } = view.cluster.status ?? {};
  if (!currentPrimary || !targetPrimary || currentPrimary === targetPrimary) return undefined;
  const target = findInstance(view, targetPrimary);
  if (!target?.isReady || target.isFenced) return giveUp(view, currentPrimary);
  if (phase !== PHASE.switchover && phase !== PHASE.failingOver) return announceSwitchover(view, target);
  return promote(view, target);
};

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

function promote(view: ClusterView, target: Instance): Step {
  return {
    because: 'the new primary is promoted',
    status: {
      currentPrimary: target.name,
      currentPrimaryTimestamp: microTime(view.now),
      timelineID: (view.cluster.status?.timelineID ?? 1) + 1,
    },
    actions: view.instances.flatMap((instance) => relabel(instance, instance === target ? 'primary' : 'replica')),
  };
}

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

/** The primary is gone and nobody planned it: the first replica that runs takes over. */
export const failOver: Rule = (view) => {
  const { currentPrimary, phase } = view.cluster.status ?? {};
  const primary = findInstance(view, currentPrimary);
  if (!currentPrimary || primary?.isReady || primary?.isFenced || PLANNED_ABSENCE.includes(phase)) return undefined;
  const candidate = view.instances.find(
    ({ name, isReady, isFenced }) => name !== currentPrimary && isReady && !isFenced,
  );
  if (!candidate) return undefined;
  return {
    because: 'the primary is lost',
    status: {
      phase: PHASE.failingOver,
      phaseReason: `Failing over from ${currentPrimary} to ${candidate.name}`,
      targetPrimary: candidate.name,
      targetPrimaryTimestamp: microTime(view.now),
    },
  };
};
