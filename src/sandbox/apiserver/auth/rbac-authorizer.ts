import type { ObjectReader } from '../storage/object-reader.js';
import { BindingIndex } from './binding-index.js';
import { ruleAllows } from './policy-rule.js';
import type { PolicyRule } from './policy-rule.js';
import type { BindingObject } from './rbac-objects.js';
import { RoleRules } from './role-rules.js';
import { MASTERS_GROUP } from './user-info.js';
import type { AccessAttributes, AccessDecision, UserInfo } from './user-info.js';

const BY_MASTERS: AccessDecision = { allowed: true, reason: `member of "${MASTERS_GROUP}"` };
const BY_NOBODY: AccessDecision = { allowed: false, reason: '' };

/**
 * Decides by the stored roles and bindings. Synchronous, and sees a change of them at once. Who may write roles can hand
 * out rights beyond their own: there are no escalation checks.
 */
export class RbacAuthorizer {
  private readonly bindings: BindingIndex;
  private readonly roleRules: RoleRules;

  constructor(reader: ObjectReader) {
    this.bindings = new BindingIndex(reader);
    this.roleRules = new RoleRules(reader);
  }

  authorize(user: UserInfo, attributes: AccessAttributes): AccessDecision {
    if (user.groups.includes(MASTERS_GROUP)) return BY_MASTERS;
    const namespace = 'path' in attributes ? undefined : attributes.namespace;
    for (const binding of this.bindings.of(user, namespace)) {
      const allows = this.roleRules.of(binding).some((rule) => ruleAllows(rule, attributes));
      if (allows) return { allowed: true, reason: reasonOf(binding) };
    }
    return BY_NOBODY;
  }

  /** Every rule that holds for the user in the namespace, cluster-wide ones included. */
  rulesFor(user: UserInfo, namespace: string): readonly PolicyRule[] {
    return [...this.bindings.of(user, namespace)].flatMap((binding) => this.roleRules.of(binding));
  }
}

function reasonOf({ metadata, roleRef }: BindingObject): string {
  const binding = metadata.namespace
    ? `RoleBinding "${metadata.name}/${metadata.namespace}"`
    : `ClusterRoleBinding "${metadata.name}"`;
  return `RBAC: allowed by ${binding} of ${roleRef.kind} "${roleRef.name}"`;
}
