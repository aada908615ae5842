import type { KubeObject, ResourceType } from '../../../kube/meta/index.js';

/** What is to be known of an operator, whatever object it looks at. */
export interface EngineFacts {
  readonly name: string;
  /** The operator's word for its software, in labels of everything it makes. */
  readonly app: string;
  readonly fieldManager: string;
  readonly kinds: { readonly cluster: ResourceType; readonly backup: ResourceType; readonly restore: ResourceType };
  /** The behaviour level that it writes into objects which name none. */
  readonly crVersion: string;
  /** What it begins with when it refuses a specification. */
  readonly refusal: string;
  /** Where it writes down that volumes are growing. */
  readonly resizeMark: 'set' | 'cluster';
  /** Failures that a person may order besides those that both operators know. */
  readonly ownFailures: readonly string[];
  readonly isBackupActive: (backup: KubeObject) => boolean;
  readonly isRestoreActive: (restore: KubeObject) => boolean;
}
