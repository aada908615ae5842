import { compareQuantities, PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { PVC_PROTECTION } from '../builders/volume-claims.js';
import type { ClusterView } from '../reconcile/cluster-view.js';
import { patch, patchStatus, type Action } from '../reconcile/step.js';
import { LABEL } from '../well-known.js';
import { isTerminating, type PersistentVolumeClaim, type Pod } from '../workloads.js';

/** Volumes as a storage driver treats them: bound at once, grown at once, kept while a pod uses them. */
export function advanceClaims({ claims, failures }: Pick<ClusterView, 'claims' | 'failures'>): Action[] {
  return claims
    .filter((claim) => !isTerminating(claim))
    .flatMap((claim) => advanceClaim(claim, failures.has('pvc-resize')));
}

function advanceClaim(claim: PersistentVolumeClaim, resizeFails: boolean): Action[] {
  const { storage } = claim.spec.resources.requests;
  const capacity = claim.status?.capacity?.storage;
  if (claim.status?.phase !== 'Bound' || capacity === undefined) return [nameVolume(claim), bind(claim, storage)];
  if (compareQuantities(capacity, storage) >= 0) return [];
  if (!resizeFails) return [bind(claim, storage)];
  return claim.status.conditions?.length
    ? []
    : [patchStatus(PERSISTENT_VOLUME_CLAIM, claim, { conditions: [RESIZE_FAILED] })];
}

const RESIZE_FAILED = {
  type: 'ControllerResizeError',
  status: 'True',
  reason: 'sandbox',
  message: 'the storage driver could not grow the volume (asked for by annotation)',
};

/** As a provisioner names it. */
const nameVolume = (claim: PersistentVolumeClaim): Action =>
  patch(PERSISTENT_VOLUME_CLAIM, claim, { spec: { volumeName: `pvc-${claim.metadata.uid}` } });

const bind = (claim: PersistentVolumeClaim, storage: string): Action =>
  patchStatus(PERSISTENT_VOLUME_CLAIM, claim, {
    phase: 'Bound',
    accessModes: claim.spec.accessModes,
    capacity: { storage },
    conditions: null,
  });

/** Lets go of claims that were deleted and that no pod uses any more. Needed even when the Cluster itself is gone. */
export function releaseClaims(claims: readonly PersistentVolumeClaim[], pods: readonly Pod[]): Action[] {
  const inUse = new Set(pods.map(({ metadata }) => metadata.labels?.[LABEL.instanceName]));
  return claims
    .filter((claim) => isTerminating(claim) && claim.metadata.finalizers?.includes(PVC_PROTECTION))
    .filter(({ metadata }) => !inUse.has(metadata.labels?.[LABEL.instanceName]))
    .map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, { metadata: { finalizers: othersOf(claim) } }));
}

const othersOf = ({ metadata }: PersistentVolumeClaim): string[] =>
  (metadata.finalizers ?? []).filter((finalizer) => finalizer !== PVC_PROTECTION);
