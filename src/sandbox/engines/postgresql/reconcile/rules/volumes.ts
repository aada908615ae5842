import { compareQuantities, PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { buildClaim, sizeOf, volumeNeeds, type VolumeNeed } from '../../builders/volume-claims.js';
import { ownerOf } from '../../../mechanics/ownership.js';
import { JOB } from '../../kinds.js';
import { ANNOTATION, LABEL } from '../../well-known.js';
import { isTerminating, type PersistentVolumeClaim } from '../../../mechanics/workloads.js';
import { defaultStorageClass, mayGrow } from '../../../mechanics/storage-classes.js';
import { isUnowned, roleOf, type ClusterView, type Instance } from '../cluster-view.js';
import { create, patch, remove } from '../../../mechanics/actions.js';
import type { Action, Rule } from '../step.js';

const nameFor = (instance: Instance, need: VolumeNeed): string => instance.name + need.suffix;

/** Volumes asked for after birth: a WAL volume, a tablespace. The pods are rolled onto them afterwards. */
export const addVolumes: Rule = (view) => {
  const actions = view.instances.flatMap((instance) =>
    volumeNeeds(view.cluster)
      .filter((need) => !view.claims.some(({ metadata }) => metadata.name === nameFor(instance, need)))
      .map((need) => addVolume(view, instance, need)),
  );
  return actions.length === 0 ? undefined : { because: 'an instance lacks a volume', actions };
};

function addVolume(view: ClusterView, instance: Instance, need: VolumeNeed): Action {
  const claim = buildClaim(view.cluster, need, {
    instance: instance.name,
    serial: instance.serial,
    role: roleOf(view, instance.name),
    defaultStorageClass: defaultStorageClass(view.storageClasses),
    pvcStatus: instance.data.metadata.annotations?.[ANNOTATION.pvcStatus] === 'ready' ? 'ready' : 'initializing',
  });
  return create(PERSISTENT_VOLUME_CLAIM, claim);
}

/** Volumes that a deleted namesake left behind are taken over, with what is in them: nothing is bootstrapped anew. */
export const adoptVolumes: Rule = ({ cluster, instances, claims }) => {
  const orphans = claims.filter((claim) => isUnowned(claim) && !isTerminating(claim));
  const heir = instances.find(({ data }) => data.metadata.labels?.[LABEL.instanceRole] === 'primary') ?? instances[0];
  if (orphans.length === 0 || !heir) return undefined;
  const ownerReferences = [ownerOf(cluster)];
  return {
    because: 'volumes of that name have no owner',
    status: cluster.status?.targetPrimary ? {} : { targetPrimary: heir.name },
    actions: orphans.map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, { metadata: { ownerReferences } })),
  };
};

/** Every claim at once, no restart. One switch, that of spec.storage, speaks for all kinds of volumes. */
export const growVolumes: Rule = (view) => {
  if (view.cluster.spec.storage?.resizeInUseVolumes === false) return undefined;
  const needs = volumeNeeds(view.cluster);
  const actions = view.instances.flatMap((instance) =>
    needs.flatMap((need) => {
      const claim = instance.claims.find(({ metadata }) => metadata.name === nameFor(instance, need));
      return claim && isTooSmall(claim, need) && mayGrow(view.storageClasses, claim) ? [grow(claim, need)] : [];
    }),
  );
  return actions.length === 0 ? undefined : { because: 'volumes are smaller than wanted', actions };
};

const isTooSmall = (claim: PersistentVolumeClaim, { storage }: VolumeNeed): boolean =>
  compareQuantities(claim.spec.resources.requests.storage, sizeOf(storage)) < 0;

const grow = (claim: PersistentVolumeClaim, { storage }: VolumeNeed): Action =>
  patch(PERSISTENT_VOLUME_CLAIM, claim, { spec: { resources: { requests: { storage: sizeOf(storage) } } } });

/** `alpha.cnpg.io/unrecoverable` on a replica's pod: its data is given up and joined anew. */
export const rebuildUnrecoverable: Rule = (view) => {
  const { currentPrimary, targetPrimary } = view.cluster.status ?? {};
  const marked = view.instances.find(
    ({ name, pod }) =>
      pod?.metadata.annotations?.[ANNOTATION.unrecoverable] === 'true' &&
      name !== currentPrimary &&
      name !== targetPrimary,
  );
  const unsettled = view.pods.some((pod) => isTerminating(pod) || (pod.status?.phase ?? 'Pending') === 'Pending');
  if (!marked || unsettled) return undefined;
  return { because: 'an instance was declared unrecoverable', actions: discard(marked) };
};

/** Volumes first: a pod that goes first might be started again on the old data. */
export function discard({ claims, pod, jobs }: Instance): Action[] {
  return [
    ...claims.map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim)),
    ...jobs.map((job) => remove(JOB, job)),
    ...(pod && !isTerminating(pod) ? [remove(POD, pod)] : []),
  ];
}
