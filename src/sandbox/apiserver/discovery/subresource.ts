import type { ServedResource, Verb } from '../registry/served-resource.js';

/** A path below an item, and the kind that travels there. */
export interface ServedSubresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly Verb[];
}

const READ_WRITE: readonly Verb[] = ['get', 'patch', 'update'];

/** Kinds of built-in subresources that belong to another group than the resource they hang from. */
const FOREIGN_KINDS: Readonly<Record<string, { group: string; version: string }>> = {
  Eviction: { group: 'policy', version: 'v1' },
  Scale: { group: 'autoscaling', version: 'v1' },
  TokenRequest: { group: 'authentication.k8s.io', version: 'v1' },
};

/** The subresources of a resource in alphabetical order. */
export function subresourcesOf(resource: ServedResource): readonly ServedSubresource[] {
  const { group, version, kind } = resource;
  const builtIn = [
    ...(resource.scale ? [{ name: 'scale', kind: 'Scale', verbs: READ_WRITE }] : []),
    ...(resource.extraSubresources ?? []),
  ].map((subresource) => ({ group, version, ...FOREIGN_KINDS[subresource.kind], ...subresource }));
  const status = resource.hasStatus ? [{ name: 'status', group, version, kind, verbs: READ_WRITE }] : [];
  return [...builtIn, ...status].sort((a, b) => (a.name < b.name ? -1 : 1));
}
