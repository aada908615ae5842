import type { PersistentVolumeClaim, StorageClass } from './workloads.js';

const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

export const defaultStorageClass = (classes: readonly StorageClass[]): string | undefined =>
  classes.find(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true')?.metadata.name;

/** An API server refuses to grow a claim where the class does not allow it. */
export function mayGrow(classes: readonly StorageClass[], claim: PersistentVolumeClaim): boolean {
  const found = classes.find(({ metadata }) => metadata.name === claim.spec.storageClassName);
  return found?.allowVolumeExpansion === true;
}
