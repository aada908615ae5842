import { compareQuantities, parseQuantity, STORAGE_CLASS, type UntypedObject } from '../../../kube/meta/index.js';
import type { Observed } from '../observed.js';

/** What the volume has; absent until it is bound. */
export const capacityOf = (claim: UntypedObject): string | undefined =>
  (claim.status?.capacity as { storage?: string } | undefined)?.storage;

export const requestOf = (claim: UntypedObject): string | undefined =>
  (claim.spec?.resources as { requests?: { storage?: string } } | undefined)?.requests?.storage;

/** True until the volume has become as large as it was asked to be. */
export function isGrowing(claim: UntypedObject): boolean {
  const [has, wants] = [parseQuantity(capacityOf(claim) ?? ''), parseQuantity(requestOf(claim) ?? '')];
  return has !== undefined && wants !== undefined && has < wants;
}

export const isAtLeast = (amount: string | undefined, wanted: string): boolean =>
  amount !== undefined && compareQuantities(amount, wanted) >= 0;

interface ClaimCondition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** What Kubernetes and its storage drivers call a growth that failed, with what they say of it. */
export function resizeErrorOf({ status }: UntypedObject): string | undefined {
  const conditions = (status?.conditions as ClaimCondition[] | undefined) ?? [];
  const error = conditions.find((condition) => condition.type.endsWith('ResizeError') && condition.status === 'True');
  return error && (error.message === undefined ? error.type : `${error.type}: ${error.message}`);
}

/** Why volumes of these claims cannot be enlarged, as the end of a sentence; undefined when they can, or nobody knows. */
export function whyFixedInSize(claims: readonly UntypedObject[], observed: Observed): string | undefined {
  const classes = new Set(claims.map(({ spec }) => spec?.storageClassName as string | undefined));
  return [...classes].map((name) => whyClassFixed(observed, name)).find((reason) => reason !== undefined);
}

function whyClassFixed(observed: Observed, name: string | undefined): string | undefined {
  if (!name) return 'the volumes have no StorageClass, and only one that allows it can enlarge them';
  if (!observed.serves(STORAGE_CLASS)) return undefined;
  const found = observed.get(STORAGE_CLASS, name);
  if (!found) return `the StorageClass "${name}" of the volumes no longer exists, so nobody can enlarge them`;
  if (found.allowVolumeExpansion === true) return undefined;
  return `the StorageClass "${name}" of the volumes does not allow them to grow (allowVolumeExpansion)`;
}
