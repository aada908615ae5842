import type { UntypedObject } from '../../../kube/meta/index.js';

/**
 * Read access to what is stored, for authorisation, admission and discovery. Objects are deeply frozen and shared: never
 * mutate one. Every call answers from memory, at the newest revision.
 */
export interface ObjectReader {
  /** `storageKey` is that of `storageKeyOf`; `namespace` is undefined at cluster scope. */
  get(storageKey: string, namespace: string | undefined, name: string): UntypedObject | undefined;
  /** In order of namespace and name; without a namespace those of all namespaces. */
  list(storageKey: string, namespace?: string): Iterable<UntypedObject>;
  /** A number that grows with every committed change of that kind: what was computed from it holds while it stays. */
  revisionOf(storageKey: string): number;
}
