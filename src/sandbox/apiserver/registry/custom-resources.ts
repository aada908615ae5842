import { isConditionTrue } from '../../../kube/meta/index.js';
import { ALL_VERBS } from './built-in-resources.js';
import type { CustomResourceDefinition, DefinitionVersion } from './custom-resource-definition.js';
import type { ServedResource, Verb } from './served-resource.js';

/** While its definition goes, a custom resource can be read and removed, no more. */
const VERBS_WHILE_TERMINATING: readonly Verb[] = ALL_VERBS.filter((verb) => verb !== 'create');

/** What a definition makes the server serve: one resource per served version; none before it is established. */
export function customResourcesOf(definition: CustomResourceDefinition): readonly ServedResource[] {
  if (!isConditionTrue(definition.status?.conditions, 'Established')) return [];
  return definition.spec.versions.filter(({ served }) => served).map((version) => customResource(definition, version));
}

function customResource(definition: CustomResourceDefinition, version: DefinitionVersion): ServedResource {
  const { subresources = {}, schema, additionalPrinterColumns = [], selectableFields = [] } = version;
  const warning = deprecationWarningOf(definition, version);
  return {
    ...namesOf(definition),
    version: version.name,
    verbs: definition.metadata.deletionTimestamp ? VERBS_WHILE_TERMINATING : ALL_VERBS,
    custom: true,
    schema: schema?.openAPIV3Schema ?? {},
    hasStatus: subresources.status !== undefined,
    ...(subresources.scale ? { scale: subresources.scale } : {}),
    columns: additionalPrinterColumns,
    selectableFields: selectableFields.map(({ jsonPath }) => jsonPath.replace(/^\./, '')),
    hasGeneration: true,
    ...(warning ? { deprecationWarning: warning } : {}),
  };
}

type Names = Pick<
  ServedResource,
  'group' | 'kind' | 'plural' | 'namespaced' | 'listKind' | 'singular' | 'shortNames' | 'categories'
>;

function namesOf({ spec: { group, names, scope } }: CustomResourceDefinition): Names {
  const { kind, plural, listKind = `${kind}List`, singular = kind.toLowerCase() } = names;
  const { shortNames = [], categories = [] } = names;
  return { group, kind, plural, namespaced: scope === 'Namespaced', listKind, singular, shortNames, categories };
}

function deprecationWarningOf({ spec }: CustomResourceDefinition, version: DefinitionVersion): string | undefined {
  if (!version.deprecated) return undefined;
  return version.deprecationWarning ?? `${spec.group}/${version.name} ${spec.names.kind} is deprecated`;
}

/** The version that objects are stored in. */
export function storageVersionOf(definition: CustomResourceDefinition): DefinitionVersion {
  return definition.spec.versions.find(({ storage }) => storage) ?? definition.spec.versions[0]!;
}
