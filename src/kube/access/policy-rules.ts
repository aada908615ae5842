import type { Permission, Verb } from './permission.js';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly Verb[];
}

/** The fewest rules that grant these permissions and nothing else, in the same order whatever that of the permissions. */
export function policyRulesOf(permissions: readonly Permission[]): PolicyRule[] {
  const rules = new Map<string, { group: string; resources: string[]; verbs: Verb[] }>();
  for (const { group, resource, verbs } of grantsOf(permissions)) {
    const name = `${group} ${verbs.join()}`;
    const rule = rules.get(name) ?? { group, resources: [], verbs };
    rule.resources.push(resource);
    rules.set(name, rule);
  }
  return [...rules.values()].map(({ group, resources, verbs }) => ({ apiGroups: [group], resources, verbs }));
}

interface Grant {
  readonly group: string;
  /** `plural` or `plural/subresource`. */
  readonly resource: string;
  readonly verbs: Verb[];
}

/** Everything about a resource in one place, sorted. */
function grantsOf(permissions: readonly Permission[]): Grant[] {
  const grants = new Map<string, { group: string; resource: string; verbs: Set<Verb> }>();
  for (const { type, subresource, verbs } of permissions) {
    const resource = subresource ? `${type.plural}/${subresource}` : type.plural;
    const key = `${type.group} ${resource}`;
    const known = grants.get(key)?.verbs ?? [];
    grants.set(key, { group: type.group, resource, verbs: new Set([...known, ...verbs]) });
  }
  return [...grants]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { verbs, ...grant }]) => ({ ...grant, verbs: [...verbs].sort() }));
}
