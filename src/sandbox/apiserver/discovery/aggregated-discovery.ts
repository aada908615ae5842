import type { ServedResource } from '../registry/served-resource.js';
import type { ApiGroup, GroupVersion } from './api-group.js';
import { nonEmpty, verbsOf } from './legacy-discovery.js';
import { subresourcesOf } from './subresource.js';

type Json = Record<string, unknown>;

export const AGGREGATED_DISCOVERY_GROUP = 'apidiscovery.k8s.io';
export const AGGREGATED_DISCOVERY_KIND = 'APIGroupDiscoveryList';
/** v2beta1 has the same shape; kubectl before 1.30 knows no other. */
export const AGGREGATED_DISCOVERY_VERSIONS: readonly string[] = ['v2', 'v2beta1'];

/** Everything about the groups in one document. */
export function buildAggregatedDiscovery(groups: readonly ApiGroup[], version: string): Json {
  return {
    kind: AGGREGATED_DISCOVERY_KIND,
    apiVersion: `${AGGREGATED_DISCOVERY_GROUP}/${version}`,
    metadata: {},
    items: groups.map(({ name, versions }) => ({ metadata: { name }, versions: versions.map(versionEntry) })),
  };
}

function versionEntry({ version, resources }: GroupVersion): Json {
  return { version, freshness: 'Current', resources: resources.map(resourceEntry) };
}

function resourceEntry(resource: ServedResource): Json {
  const { plural, singular, namespaced, group, version, kind, shortNames, categories } = resource;
  const subresources = subresourcesOf(resource).map((subresource) => ({
    subresource: subresource.name,
    responseKind: { group: subresource.group, version: subresource.version, kind: subresource.kind },
    verbs: subresource.verbs,
  }));
  return {
    resource: plural,
    responseKind: { group, version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(resource),
    ...nonEmpty({ shortNames, categories, subresources }),
  };
}
