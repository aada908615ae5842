import type { ObjectReader } from '../storage/object-reader.js';
import { matchesLabelSelector } from '../selection/label-selector.js';
import type { PolicyRule } from './policy-rule.js';
import { CLUSTER_ROLES, ROLES } from './rbac-objects.js';
import type { BindingObject, RoleObject } from './rbac-objects.js';

/** The rules a role stands for. Those of aggregated ClusterRoles are gathered once per change of any ClusterRole. */
export class RoleRules {
  private readonly aggregated = new Map<string, readonly PolicyRule[]>();
  private revision = -1;

  constructor(private readonly reader: ObjectReader) {}

  /** Of the role a binding refers to; none when it does not exist. */
  of({ roleRef, metadata }: BindingObject): readonly PolicyRule[] {
    if (roleRef.kind === 'ClusterRole') return this.ofClusterRole(roleRef.name);
    const role = this.reader.get(ROLES, metadata.namespace, roleRef.name) as RoleObject | undefined;
    return role?.rules ?? [];
  }

  /** Of a ClusterRole by name, gathered where it aggregates; none when it does not exist. */
  ofClusterRole(name: string): readonly PolicyRule[] {
    const role = this.reader.get(CLUSTER_ROLES, undefined, name) as RoleObject | undefined;
    if (!role?.aggregationRule) return role?.rules ?? [];
    this.forgetWhenChanged();
    const known = this.aggregated.get(name);
    if (known) return known;
    const gathered = this.gather(role, new Set());
    this.aggregated.set(name, gathered);
    return gathered;
  }

  private forgetWhenChanged(): void {
    const revision = this.reader.revisionOf(CLUSTER_ROLES);
    if (revision === this.revision) return;
    this.aggregated.clear();
    this.revision = revision;
  }

  /** `seen` keeps roles that select each other from going round for ever. */
  private gather(role: RoleObject, seen: Set<string>): readonly PolicyRule[] {
    if (seen.has(role.metadata.name)) return [];
    seen.add(role.metadata.name);
    const selectors = role.aggregationRule?.clusterRoleSelectors;
    if (!selectors) return role.rules ?? [];
    return [...(this.reader.list(CLUSTER_ROLES) as Iterable<RoleObject>)]
      .filter(({ metadata }) => selectors.some((selector) => matchesLabelSelector(selector, metadata.labels)))
      .flatMap((member) => this.gather(member, seen));
  }
}
