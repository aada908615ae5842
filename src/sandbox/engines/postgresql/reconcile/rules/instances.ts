import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { bootstrapRole, buildJob, type JobRole } from '../../builders/job.js';
import { buildPod } from '../../builders/pod.js';
import { buildClaim, volumeNeeds } from '../../builders/volume-claims.js';
import { JOB } from '../../kinds.js';
import { ANNOTATION, PHASE } from '../../well-known.js';
import { isJobComplete, isTerminating, type Pod } from '../../../mechanics/workloads.js';
import { firstPrimaryOf, isNameTaken, roleOf, type ClusterView, type Instance } from '../cluster-view.js';
import { create, patch, remove } from '../../../mechanics/actions.js';
import type { Action, Rule, Step } from '../step.js';
import { microTime } from './primary.js';
import { stalenessOf } from './rollout.js';
import { defaultStorageClass } from '../../../mechanics/storage-classes.js';
import { discard } from './volumes.js';

/** The first instance: volumes, and a job that fills them. */
export const createFirstInstance: Rule = (view) => {
  if (view.instances.length > 0) return undefined;
  if (view.cluster.status?.currentPrimary) return reportLostData();
  const primary = firstPrimaryOf(view);
  if (isNameTaken(view, primary))
    return { because: 'an old volume is on its way out', status: { phase: PHASE.settingUpPrimary } };
  return {
    because: 'there is no instance yet',
    status: {
      phase: PHASE.settingUpPrimary,
      phaseReason: `Creating primary instance ${primary}`,
      targetPrimary: primary,
      targetPrimaryTimestamp: microTime(view.now),
    },
    actions: bringUp(view, { serial: 1, jobRole: bootstrapRole(view.cluster), role: 'primary' }),
  };
};

const reportLostData = (): Step => ({
  because: 'no volume is left',
  status: { phase: PHASE.unrecoverable, phaseReason: 'No PVC found for this cluster: its data is lost' },
});

interface NewInstance {
  readonly serial: number;
  readonly jobRole: JobRole;
  readonly role: 'primary' | 'replica';
}

function bringUp(view: ClusterView, { serial, jobRole, role }: NewInstance): Action[] {
  const { cluster } = view;
  const instance = `${cluster.metadata.name}-${serial}`;
  const options = {
    instance,
    serial,
    role,
    defaultStorageClass: defaultStorageClass(view.storageClasses),
    pvcStatus: 'initializing' as const,
  };
  return [
    ...volumeNeeds(cluster).map((need) => create(PERSISTENT_VOLUME_CLAIM, buildClaim(cluster, need, options))),
    create(JOB, buildJob(cluster, { instance, role: jobRole, image: view.wantedImage ?? '' })),
  ];
}

/** Volumes being filled: by a job that runs, or by one that was lost before it was made. */
export const fillVolumes: Rule = (view) => {
  const filling = view.instances.find((instance) => isInitializing(instance) && !instance.jobs.some(isJobComplete));
  if (!filling) return undefined;
  const isFirst = !view.cluster.status?.currentPrimary && filling.name === firstPrimaryOf(view);
  const role = isFirst ? bootstrapRole(view.cluster) : 'join';
  const image = view.wantedImage ?? '';
  return {
    because: 'volumes are being filled',
    status: isFirst ? { phase: PHASE.settingUpPrimary, targetPrimary: filling.name } : { phase: PHASE.creatingReplica },
    actions:
      filling.jobs.length > 0 ? [] : [create(JOB, buildJob(view.cluster, { instance: filling.name, role, image }))],
  };
};

const isInitializing = ({ data }: Instance): boolean => data.metadata.annotations?.[ANNOTATION.pvcStatus] !== 'ready';

/** A pod for every instance whose data is ready and that has none: new ones, and those somebody deleted. */
export const startInstances: Rule = (view) => {
  const idle = view.instances.filter(({ pod }) => pod === undefined);
  if (idle.length === 0) return undefined;
  return { because: 'instances have no pod', actions: idle.flatMap((instance) => start(view, instance)) };
};

function start(view: ClusterView, instance: Instance): Action[] {
  const ready = { metadata: { annotations: { [ANNOTATION.pvcStatus]: 'ready' } } };
  const { name, serial } = instance;
  const options = { instance: name, serial, role: roleOf(view, name), image: view.wantedImage ?? '' };
  return [
    ...instance.claims
      .filter(({ metadata }) => metadata.annotations?.[ANNOTATION.pvcStatus] !== 'ready')
      .map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, ready)),
    create(POD, buildPod(view.cluster, options)),
  ];
}

/** Finished jobs go once the instance they filled has its pod. */
export const cleanUpJobs: Rule = (view) => {
  const done = view.instances.filter(({ pod }) => pod !== undefined).flatMap(({ jobs }) => jobs.filter(isJobComplete));
  return done.length === 0 ? undefined : { because: 'jobs are done', actions: done.map((job) => remove(JOB, job)) };
};

/** A pod that found no node is the only kind of stuck pod the operator replaces by itself, once it is out of date. */
export const replaceUnschedulable: Rule = (view) => {
  const stuck = view.instances.filter(
    (instance) => isUnschedulable(instance.pod) && stalenessOf(view, instance) === 'replace',
  );
  if (stuck.length === 0) return undefined;
  return {
    because: 'a pod that found no node is out of date',
    actions: stuck.flatMap(({ pod }) => (pod ? [remove(POD, pod)] : [])),
  };
};

const isUnschedulable = (pod: Pod | undefined): boolean =>
  pod?.status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable') ?? false;

export const awaitInstances: Rule = (view) => {
  const waiting = view.instances.filter(({ isReady, isFenced }) => !isReady && !isFenced);
  if (waiting.length === 0) return undefined;
  // The phase tells a planned restart of the primary from its loss: while somebody could take over, it must stand.
  const couldFailOver = view.instances.some(({ isReady }) => isReady);
  if (couldFailOver && view.cluster.status?.phase === PHASE.restartWithoutSwitchover)
    return { because: 'the primary restarts' };
  const phaseReason = `Some instances are not yet active: ${waiting.map(({ name }) => name).join(', ')}`;
  return { because: 'instances are not ready', status: { phase: PHASE.waitingForInstances, phaseReason } };
};

/** One replica at a time, under the lowest number that is free. */
export const scaleUp: Rule = (view) => {
  const { cluster, instances } = view;
  if (instances.length >= cluster.spec.instances) return undefined;
  const serials = new Set(instances.map(({ serial }) => serial));
  let serial = 1;
  while (serials.has(serial)) serial++;
  const name = `${cluster.metadata.name}-${serial}`;
  return {
    because: 'an instance is missing',
    status: { phase: PHASE.creatingReplica, phaseReason: `Creating replica ${name}` },
    // An old volume or pod of that name is waited for: it may be protected by the other.
    actions: isNameTaken(view, name) ? [] : bringUp(view, { serial, jobRole: 'join', role: 'replica' }),
  };
};

/** The highest number goes, its volumes with it; never the primary. */
export const scaleDown: Rule = (view) => {
  const { cluster, instances } = view;
  if (instances.length <= cluster.spec.instances) return undefined;
  const { currentPrimary, targetPrimary } = cluster.status ?? {};
  const surplus = instances.findLast(({ name }) => name !== currentPrimary && name !== targetPrimary);
  return surplus && { because: 'there are more instances than wanted', actions: discard(surplus) };
};

/** Replicas join one after another: nothing else begins while a pod is on its way out. */
export const awaitTermination: Rule = (view) => {
  const leaving = view.instances.some(({ pod }) => pod !== undefined && isTerminating(pod));
  return leaving ? { because: 'a pod is terminating', status: { phase: PHASE.waitingForInstances } } : undefined;
};
