import type { UntypedObject } from '../../../kube/meta/index.js';
import type { UserInfo } from '../auth/user-info.js';
import type { ObjectForm } from '../registry/object-forms.js';
import type { Warnings } from '../http/warnings.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { WriteOptions } from './write-options.js';

/** Where and by whom something is written. */
export interface WriteTarget {
  readonly resource: ServedResource;
  /** Undefined at cluster scope. */
  readonly namespace: string | undefined;
  readonly user: UserInfo;
  readonly warnings: Warnings;
}

export interface WriteRequest extends WriteTarget {
  readonly subresource?: string;
  readonly options: WriteOptions;
}

export interface UpdateTarget extends WriteRequest {
  readonly name: string;
}

/** What a client sent, decoded. */
export interface SentObject {
  readonly object: UntypedObject;
  /** What strict decoding found: duplicate fields. */
  readonly strictErrors: readonly string[];
}

/** How an update comes from what is stored; called anew when that changed in the meantime. */
export interface Edit {
  /** @throws ApiError */
  readonly apply: (live: UntypedObject) => SentObject;
  /** What to create when nothing is stored; absent: 404. */
  readonly create?: () => SentObject;
  /** Server-side apply has settled `managedFields` itself. */
  readonly ownsFields?: boolean;
  /** How unknown fields are refused: a patch is well formed even where its result is not. */
  readonly isPatch: boolean;
}

export interface WrittenObject {
  readonly form: ObjectForm;
  readonly isCreated: boolean;
}
