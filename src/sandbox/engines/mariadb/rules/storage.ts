import { compareQuantities, PERSISTENT_VOLUME_CLAIM, STATEFUL_SET } from '../../../../kube/meta/index.js';
import { patch } from '../../mechanics/actions.js';
import { mayGrow } from '../../mechanics/storage-classes.js';
import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { busy, failed, type Rule } from '../step.js';
import { areAllReady, type MariadbView } from '../view.js';

const requestOf = ({ spec }: PersistentVolumeClaim): string => spec.resources.requests.storage;
const capacityOf = ({ status }: PersistentVolumeClaim): string => status?.capacity?.storage ?? '0';

/** Claims are asked to grow, then the StatefulSet is made anew around its pods, then everybody waits. */
export const growVolumes: Rule = (view) => {
  const { mariadb, set, claims } = view;
  const wanted = mariadb.spec.storage.size;
  const asked = set?.spec.volumeClaimTemplates?.[0]?.spec.resources.requests.storage;
  if (!set || asked === undefined) return undefined;
  if (compareQuantities(wanted, asked) < 0) {
    return failed('Storage', `cannot decrease storage size from '${asked}' to '${wanted}'`);
  }
  if (compareQuantities(wanted, asked) === 0) return waitForVolumes(view, claims, wanted);
  const small = claims.filter((claim) => compareQuantities(requestOf(claim), wanted) < 0);
  const fixed = small.find((claim) => !mayGrow(view.storageClasses, claim));
  if (fixed) return failed('Storage', `error patching PVC '${fixed.metadata.name}': storage class must support resize`);
  if (small.length > 0) {
    const resources = { requests: { storage: wanted } };
    return {
      because: 'volumes are too small',
      actions: small.map((claim) => patch(PERSISTENT_VOLUME_CLAIM, claim, { spec: { resources } })),
      says: [busy('ResizingStorage', 'Resizing storage')],
    };
  }
  return {
    because: 'claims have been asked, the StatefulSet is made anew',
    actions: [{ do: 'delete', type: STATEFUL_SET, object: set, orphansDependents: true }],
    says: [busy('WaitStorageResize', 'Waiting for storage resize')],
  };
};

function waitForVolumes(view: MariadbView, claims: readonly PersistentVolumeClaim[], wanted: string): ReturnType<Rule> {
  const isWaiting = view.mariadb.status?.conditions?.some(({ reason }) => reason === 'WaitStorageResize');
  if (!isWaiting) return undefined;
  const isDone = claims.every((claim) => compareQuantities(capacityOf(claim), wanted) >= 0) && areAllReady(view);
  return isDone
    ? undefined
    : { because: 'volumes are growing', says: [busy('WaitStorageResize', 'Waiting for storage resize')] };
}
