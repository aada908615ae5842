import type { ObjectMeta, ResourceType, UntypedObject } from '../../kube/meta/index.js';

/** One cluster's surroundings as the caches hold them at one moment: its children and what their operator made of them. */
export interface Observed {
  get(type: ResourceType, name: string): UntypedObject | undefined;
  /** The objects of this kind that belong to the cluster, by name. */
  list(type: ResourceType): readonly UntypedObject[];
  /** False when the API server does not serve the kind (its CRD is not there). */
  serves(type: ResourceType): boolean;
}

/** What may be done to a watched kind, as the API server calls it; an apply is a `patch`. */
export type ChildVerb = 'create' | 'patch' | 'delete' | 'patch status';

export interface WatchedKind {
  readonly type: ResourceType;
  /** Core kinds are watched by selector only: other people's pods and Secrets are none of our business. */
  readonly labelSelector?: string;
  /** Which cluster, in the object's namespace, it belongs to; of what belongs to none (a StorageClass), `get` alone knows. */
  readonly clusterOf: (metadata: ObjectMeta, spec?: UntypedObject['spec']) => string | undefined;
  /** What the cache keeps; must not modify its argument. Absent: all but managedFields. */
  readonly trim?: (object: UntypedObject) => UntypedObject;
  /** Everything that applier, cleanup and operations do to it: the application is allowed no more. Absent: nothing. */
  readonly writes?: readonly ChildVerb[];
  /** True for a kind that only our applier makes: what it no longer renders is deleted. */
  readonly prunable?: boolean;
}
