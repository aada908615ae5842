import type { ResourceType } from '../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../kube/schema/index.js';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** A column of `kubectl get`; the form of `additionalPrinterColumns`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
  /** Kubernetes JSONPath without braces: `.spec.engine`. */
  readonly jsonPath?: string;
  /** Built-in kinds compute cells that no path can say (a pod's `READY 1/1`). */
  readonly cell?: (object: Record<string, unknown>) => unknown;
}

export interface ScaleSubresource {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/** One kind in one version as the server serves it, built in or by a CRD: data that every part of the server reads. */
export interface ServedResource extends ResourceType {
  readonly listKind: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly Verb[];
  /** By a CustomResourceDefinition: no strategic merge, schema-typed server-side apply, pruning. */
  readonly custom: boolean;
  /** Absent for built-in kinds that accept what they are given. */
  readonly schema?: StructuralSchema;
  readonly hasStatus: boolean;
  readonly scale?: ScaleSubresource;
  /** Answered by a function of their own: `token`, `eviction`. */
  readonly extraSubresources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly verbs: readonly Verb[];
  }[];
  readonly columns: readonly PrinterColumn[];
  /** Paths without the leading dot that field selectors may name, besides metadata.name and metadata.namespace. */
  readonly selectableFields: readonly string[];
  /** False for kinds without spec (ConfigMap, Secret): no `metadata.generation`. */
  readonly hasGeneration: boolean;
  /** Answered and not stored (TokenReview): POST only. */
  readonly review?: boolean;
  readonly deprecationWarning?: string;
}

/** Where objects of a kind live in storage, whatever the version asked for. */
export const storageKeyOf = (resource: Pick<ResourceType, 'group' | 'plural'>): string =>
  `${resource.group}/${resource.plural}`;

const NOT_OF_METADATA: ReadonlySet<string> = new Set(['admissionregistration.k8s.io', 'apiextensions.k8s.io']);

/** Whether `/status` writes metadata too: it does for the kinds that were there before it was thought better not to. */
export function statusCoversMetadata({ custom, group }: Pick<ServedResource, 'custom' | 'group'>): boolean {
  return !custom && !NOT_OF_METADATA.has(group);
}
