import type { ObjectReader } from '../storage/object-reader.js';
import type { AccessAttributes, AccessDecision, UserInfo } from './user-info.js';

export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** Decides by the stored roles and bindings. Synchronous, and sees a change of them at once. */
export class RbacAuthorizer {
  constructor(private readonly reader: ObjectReader) {}

  authorize(_user: UserInfo, _attributes: AccessAttributes): AccessDecision {
    throw new Error(`in the making: ${typeof this.reader}`);
  }

  /** Every rule that holds for the user in the namespace, cluster-wide ones included. */
  rulesFor(_user: UserInfo, _namespace: string): readonly PolicyRule[] {
    throw new Error('in the making');
  }
}
