import type { AdmissionAttributes, ServedKinds } from './admission-attributes.js';
import type { OperationRule } from './configuration-types.js';

const ANY = '*';

const holds = (list: readonly string[], value: string): boolean => list.includes(ANY) || list.includes(value);

/** The version in which a rule speaks of the write; undefined when it does not. */
export function matchedVersion(
  rules: readonly OperationRule[] | undefined,
  matchPolicy: 'Exact' | 'Equivalent' | undefined,
  attributes: AdmissionAttributes,
  kinds: ServedKinds,
): string | undefined {
  const concerned = (rules ?? []).filter((rule) => concerns(rule, attributes));
  const { group, version, plural } = attributes.resource;
  if (concerned.some((rule) => holds(rule.apiVersions, version))) return version;
  if (matchPolicy === 'Exact') return undefined;
  // The same object under another version that is served: it is shown to the rule in the version it asks for.
  return concerned.flatMap(({ apiVersions }) => apiVersions).find((other) => kinds.find(group, other, plural));
}

/** Everything but the version. */
function concerns(rule: OperationRule, { operation, resource, subresource, name }: AdmissionAttributes): boolean {
  return (
    holds(rule.operations, operation) &&
    holds(rule.apiGroups, resource.group) &&
    rule.resources.some((pattern) => namesResource(pattern, resource.plural, subresource)) &&
    inScope(rule, resource.namespaced) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  );
}

/** `pods`, `pods/status`, `pods/*`, `*`, `*` + `/status`, `*` + `/*`: a bare name or star means no subresource. */
function namesResource(pattern: string, plural: string, subresource: string | undefined): boolean {
  const [wantedPlural = '', wantedSubresource] = pattern.split('/', 2);
  if (wantedPlural !== ANY && wantedPlural !== plural) return false;
  if (wantedSubresource === ANY) return true;
  return wantedSubresource === subresource;
}

function inScope({ scope = ANY }: OperationRule, namespaced: boolean): boolean {
  return scope === ANY || (scope === 'Namespaced') === namespaced;
}
