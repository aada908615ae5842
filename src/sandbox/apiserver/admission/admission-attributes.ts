import type { UntypedObject } from '../../../kube/meta/index.js';
import type { UserInfo } from '../auth/user-info.js';
import type { ServedResource } from '../registry/served-resource.js';

export type AdmissionOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

/** One write, as admission sees it. */
export interface AdmissionAttributes {
  readonly operation: AdmissionOperation;
  readonly resource: ServedResource;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name: string;
  /** Null for DELETE. */
  readonly object: UntypedObject | null;
  /** Null for CREATE. */
  readonly oldObject: UntypedObject | null;
  readonly user: UserInfo;
  readonly dryRun: boolean;
  /** CreateOptions, UpdateOptions, DeleteOptions as the client gave them. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface MutationResult {
  /** A new object when anything changed, else the very one given. */
  readonly object: UntypedObject | null;
  /** For the Warning header. */
  readonly warnings: readonly string[];
}

export interface ValidationResult {
  readonly warnings: readonly string[];
}

/** The part of the resource registry that admission needs. */
export interface ServedKinds {
  find(group: string, version: string, plural: string): ServedResource | undefined;
  findByKind(group: string, kind: string): ServedResource | undefined;
}
