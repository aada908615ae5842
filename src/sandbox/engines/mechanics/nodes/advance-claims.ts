import { compareQuantities, formatTime, PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { patch, patchStatus, type Action } from '../actions.js';
import type { Orders } from '../orders.js';
import { isTerminating, type CoreCondition, type PersistentVolumeClaim, type Pod } from '../workloads.js';

/** Kubernetes keeps a claim until no pod uses it; the sandbox's nodes honour and release this finalizer. */
export const PVC_PROTECTION = 'kubernetes.io/pvc-protection';

/** What a storage driver looks at. */
export interface VolumesView {
  readonly claims: readonly PersistentVolumeClaim[];
  readonly pods: readonly Pod[];
  readonly failures: Orders<'pvc-resize' | 'offline-resize'>;
  readonly now: Date;
}

/** Volumes as a storage driver treats them: bound at once, grown at once, kept while a pod uses them. */
export function advanceClaims(view: VolumesView): Action[] {
  return view.claims.filter((claim) => !isTerminating(claim)).flatMap((claim) => advanceClaim(view, claim));
}

function advanceClaim(view: VolumesView, claim: PersistentVolumeClaim): Action[] {
  const { storage } = claim.spec.resources.requests;
  const capacity = claim.status?.capacity?.storage;
  if (claim.status?.phase !== 'Bound' || capacity === undefined) return [nameVolume(claim), bind(claim, storage)];
  if (compareQuantities(capacity, storage) >= 0) return [];
  const obstacle = obstacleTo(view, claim);
  return obstacle ? report(claim, obstacle, view.now) : [bind(claim, storage)];
}

const RESIZE_FAILED: CoreCondition = {
  type: 'ControllerResizeError',
  status: 'True',
  reason: 'sandbox',
  message: 'the storage driver could not grow the volume (asked for by annotation)',
};

const WAITS_FOR_POD: CoreCondition = {
  type: 'FileSystemResizePending',
  status: 'True',
  message: 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.',
};

/** A driver without online resize grows the file system when a pod mounts it anew: between two pods, that is. */
function obstacleTo({ failures, pods }: VolumesView, claim: PersistentVolumeClaim): CoreCondition | undefined {
  if (failures.has('pvc-resize')) return RESIZE_FAILED;
  return failures.has('offline-resize') && isMounted(claim, pods) ? WAITS_FOR_POD : undefined;
}

function report(claim: PersistentVolumeClaim, condition: CoreCondition, now: Date): Action[] {
  if (claim.status?.conditions?.some(({ type }) => type === condition.type)) return [];
  const lastTransitionTime = formatTime(now);
  return [patchStatus(PERSISTENT_VOLUME_CLAIM, claim, { conditions: [{ ...condition, lastTransitionTime }] })];
}

const isMounted = ({ metadata }: PersistentVolumeClaim, pods: readonly Pod[]): boolean =>
  pods.some(({ spec }) => spec.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === metadata.name));

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

/** Lets go of claims that were deleted and that no pod uses any more. Needed even when their database is gone. */
export function releaseClaims(claims: readonly PersistentVolumeClaim[], pods: readonly Pod[]): Action[] {
  return claims
    .filter((claim) => isTerminating(claim) && claim.metadata.finalizers?.includes(PVC_PROTECTION))
    .filter((claim) => !isMounted(claim, pods))
    .map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, { metadata: { finalizers: othersOf(claim) } }));
}

const othersOf = ({ metadata }: PersistentVolumeClaim): string[] =>
  (metadata.finalizers ?? []).filter((finalizer) => finalizer !== PVC_PROTECTION);
