import { apiVersionOf } from '../../../kube/meta/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import { compareVersions } from './version-order.js';

export interface GroupVersion {
  readonly group: string;
  readonly version: string;
  /** `group/version`, or the version alone for the core group. */
  readonly groupVersion: string;
  /** In alphabetical order of their plurals. */
  readonly resources: readonly ServedResource[];
}

export interface ApiGroup {
  /** Empty for the core group. */
  readonly name: string;
  /** The preferred version first. */
  readonly versions: readonly GroupVersion[];
}

/** The groups in alphabetical order, the core group among them if it has resources. */
export function groupResources(resources: readonly ServedResource[]): readonly ApiGroup[] {
  const byGroup = Map.groupBy(resources, ({ group }) => group);
  return [...byGroup]
    .map(([name, members]) => ({ name, versions: versionsOf(name, members) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function versionsOf(group: string, members: readonly ServedResource[]): readonly GroupVersion[] {
  return [...Map.groupBy(members, ({ version }) => version)]
    .sort(([a], [b]) => compareVersions(a, b))
    .map(([version, resources]) => ({
      group,
      version,
      groupVersion: apiVersionOf({ group, version }),
      resources: resources.sort((a, b) => (a.plural < b.plural ? -1 : 1)),
    }));
}
