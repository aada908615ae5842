import type { KubeObject } from '../../../kube/meta/index.js';

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: unknown;
}

/** meta.k8s.io/v1 Table: what `kubectl get` prints. */
export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: ListMeta;
  /** Empty in all but the first event of a watch. */
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface ListMeta {
  readonly resourceVersion?: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  readonly includeObject: IncludeObject;
  /** False for all but the first event of a watch. */
  readonly withColumns: boolean;
  readonly listMeta?: ListMeta;
  readonly now: Date;
}

/** The forms in which an object, a list or a watch event can be asked for. */
export type Presentation = 'Plain' | 'Table' | 'PartialObjectMetadata';

export interface PartialObjectMetadata extends KubeObject {
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly kind: 'PartialObjectMetadata';
}
