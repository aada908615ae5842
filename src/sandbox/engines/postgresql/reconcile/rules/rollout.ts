import { POD } from '../../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../../kube/writes/stable-hash.js';
import { wantedPodSpec } from '../../builders/pod.js';
import { lowersStandbyBound, settingsAtStart } from '../../postgres-parameters.js';
import { ANNOTATION, PHASE, SANDBOX_ANNOTATION } from '../../well-known.js';
import { findInstance, roleOf, type ClusterView, type Instance } from '../cluster-view.js';
import { remove } from '../../../mechanics/actions.js';
import type { Rule, Step } from '../step.js';
import { announceSwitchover } from './primary.js';

/** `replace`: only a new pod will do. `restart`: PostgreSQL runs with settings that only a start changes. */
type Staleness = 'replace' | 'restart' | undefined;

/** Brings every instance to the wanted pod and settings: replicas one by one, then the primary, by the chosen method. */
export const rollOut: Rule = (view) => {
  const primary = findInstance(view, view.cluster.status?.currentPrimary);
  const stale = view.instances.filter((instance) => !instance.isFenced && stalenessOf(view, instance));
  if (!primary || stale.length === 0) return undefined;
  const onlySettings = stale.every((instance) => stalenessOf(view, instance) === 'restart');
  if (onlySettings && !hasAnnounced(view)) return announceConfiguration();
  if (onlySettings && stale.includes(primary) && mustRestartPrimaryFirst(view, primary))
    return restartPrimaryInPlace(view);
  const replica = stale.find((instance) => instance !== primary);
  return replica ? replaceReplica(replica) : updatePrimary(view, primary);
};

export function stalenessOf(view: ClusterView, { name, serial, pod }: Instance): Staleness {
  const { annotations = {} } = pod?.metadata ?? {};
  const { metadata, spec } = view.cluster;
  const options = { instance: name, serial, role: roleOf(view, name), image: view.wantedImage ?? '' };
  const isFrozen = metadata.annotations?.[ANNOTATION.reconcilePodSpec] === 'disabled';
  if (!isFrozen && annotations[ANNOTATION.podSpec] !== wantedPodSpec(view.cluster, options)) return 'replace';
  if (missesRestart(view, annotations)) return 'replace';
  return annotations[SANDBOX_ANNOTATION.startedWith] === canonicalJson(settingsAtStart(spec.postgresql))
    ? undefined
    : 'restart';
}

function missesRestart({ cluster }: ClusterView, annotations: Readonly<Record<string, string>>): boolean {
  const asked = cluster.metadata.annotations?.[ANNOTATION.restartedAt];
  return asked !== undefined && annotations[ANNOTATION.restartedAt] !== asked;
}

const ANNOUNCED: readonly (string | undefined)[] = [
  PHASE.applyingConfiguration,
  PHASE.upgrading,
  PHASE.waitingForUser,
  PHASE.waitingForInstances,
];

const hasAnnounced = ({ cluster }: ClusterView): boolean => ANNOUNCED.includes(cluster.status?.phase);

const announceConfiguration = (): Step => ({
  because: 'settings need a restart',
  status: { phase: PHASE.applyingConfiguration, phaseReason: 'Some parameters changed and need a restart' },
});

function mustRestartPrimaryFirst({ cluster }: ClusterView, { pod }: Instance): boolean {
  const startedWith = JSON.parse(pod?.metadata.annotations?.[SANDBOX_ANNOTATION.startedWith] ?? '{}') as Record<
    string,
    string
  >;
  return lowersStandbyBound(startedWith, settingsAtStart(cluster.spec.postgresql));
}

const replaceReplica = ({ name, pod }: Instance): Step => ({
  because: 'a replica is out of date',
  status: { phase: PHASE.upgrading, phaseReason: `Restarting instance ${name}` },
  actions: pod ? [remove(POD, pod)] : [],
});

function updatePrimary(view: ClusterView, primary: Instance): Step {
  const { primaryUpdateStrategy, primaryUpdateMethod } = view.cluster.spec;
  if (primaryUpdateStrategy === 'supervised') {
    const phaseReason = 'User must issue a supervised switchover';
    return { because: 'a person must move the primary', status: { phase: PHASE.waitingForUser, phaseReason } };
  }
  const heir = view.instances.find((instance) => instance !== primary && instance.isReady && !instance.isFenced);
  if (primaryUpdateMethod === 'switchover' && heir) return announceSwitchover(view, heir);
  return stalenessOf(view, primary) === 'restart' ? restartPrimaryInPlace(view) : replacePrimary(view, primary);
}

const restartPrimaryInPlace = ({ cluster }: ClusterView): Step => ({
  because: 'the primary needs a restart',
  status: { phase: PHASE.restartInPlace, phaseReason: `Restarting primary ${cluster.status?.currentPrimary}` },
});

/** The phase is written before the pod goes: it alone tells this absence from a loss, should we be stopped in between. */
function replacePrimary({ cluster }: ClusterView, { name, pod }: Instance): Step {
  const isAnnounced = cluster.status?.phase === PHASE.restartWithoutSwitchover;
  return {
    because: 'the primary is out of date',
    status: { phase: PHASE.restartWithoutSwitchover, phaseReason: `Restarting primary instance ${name}` },
    actions: pod && isAnnounced ? [remove(POD, pod)] : [],
  };
}
