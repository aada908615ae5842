import type { ServedResource } from '../registry/served-resource.js';
import type { ApiGroup, GroupVersion } from './api-group.js';
import { subresourcesOf } from './subresource.js';

type Json = Record<string, unknown>;

const REVIEW_VERBS = ['create'];

/** Leaves out empty lists, as the real server does. */
export const nonEmpty = (lists: Record<string, readonly unknown[]>): Json =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));

export const verbsOf = (resource: ServedResource): readonly string[] =>
  resource.review ? REVIEW_VERBS : [...resource.verbs].sort();

export function buildApiVersions(core: ApiGroup | undefined): Json {
  const versions = (core?.versions ?? []).map(({ version }) => version);
  return { kind: 'APIVersions', versions, serverAddressByClientCIDRs: [] };
}

export function buildApiGroupList(groups: readonly ApiGroup[]): Json {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupEntry) };
}

export function buildApiGroup(group: ApiGroup): Json {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

function groupEntry({ name, versions }: ApiGroup): Json {
  const entries = versions.map(({ groupVersion, version }) => ({ groupVersion, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

export function buildApiResourceList({ groupVersion, resources }: GroupVersion): Json {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: resources.flatMap((resource) => [resourceEntry(resource), ...subresourceEntries(resource)]),
  };
}

function resourceEntry(resource: ServedResource): Json {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource;
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(resource),
    ...nonEmpty({ shortNames, categories }),
  };
}

function subresourceEntries(resource: ServedResource): Json[] {
  return subresourcesOf(resource).map(({ name, group, version, kind, verbs }) => ({
    name: `${resource.plural}/${name}`,
    singularName: '',
    namespaced: resource.namespaced,
    ...(group === resource.group ? {} : { group, version }),
    kind,
    verbs,
  }));
}
