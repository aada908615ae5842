import type { AccessAttributes, NonResourceAttributes, ResourceAttributes } from './user-info.js';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

const ANY = '*';

const holds = (list: readonly string[] | undefined, value: string): boolean =>
  list !== undefined && (list.includes(ANY) || list.includes(value));

export function ruleAllows(rule: PolicyRule, attributes: AccessAttributes): boolean {
  if (!holds(rule.verbs, attributes.verb)) return false;
  return 'path' in attributes ? coversPath(rule, attributes) : coversResource(rule, attributes);
}

function coversResource(rule: PolicyRule, { group, resource, subresource, name }: ResourceAttributes): boolean {
  if (!holds(rule.apiGroups, group)) return false;
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  if (!holds(rule.resources, wanted) && !(subresource && rule.resources?.includes(`*/${subresource}`))) return false;
  return !rule.resourceNames?.length || rule.resourceNames.includes(name ?? '');
}

function coversPath(rule: PolicyRule, { path }: NonResourceAttributes): boolean {
  return (rule.nonResourceURLs ?? []).some((pattern) =>
    pattern.endsWith(ANY) ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );
}
