import type { ObjectKey } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { BARMAN_PLUGIN } from '../well-known.js';

/** A folder of an object store that holds the base backups and the log of one server. */
export interface ArchivePlace {
  /** Of the ObjectStore. */
  readonly store: ObjectKey;
  readonly serverName: string;
}

/** Where the Cluster's log goes; undefined when the plugin does not archive it, or was not told where to. */
export function archiveOf(cluster: Cluster): ArchivePlace | undefined {
  const plugin = cluster.spec.plugins?.find((candidate) => candidate.name === BARMAN_PLUGIN && isEnabled(candidate));
  return plugin?.isWALArchiver ? placeOf(cluster, plugin.parameters) : undefined;
}

/** Where a Cluster's recovery reads; undefined when it is not born from an archive of the plugin. */
export function recoverySourceOf(cluster: Cluster): ArchivePlace | undefined {
  const { bootstrap, externalClusters = [] } = cluster.spec;
  const source = externalClusters.find(({ name }) => name === bootstrap?.recovery?.source);
  return source?.plugin?.name === BARMAN_PLUGIN && isEnabled(source.plugin)
    ? placeOf({ metadata: { ...cluster.metadata, name: source.name } }, source.plugin.parameters)
    : undefined;
}

/** The server's name is the cluster's where none is given, that of the external one for a source. */
function placeOf(
  { metadata }: Pick<Cluster, 'metadata'>,
  parameters: Readonly<Record<string, string>> = {},
): ArchivePlace | undefined {
  const { barmanObjectName: name, serverName = metadata.name } = parameters;
  return name ? { store: { namespace: metadata.namespace, name }, serverName } : undefined;
}

/** Every plugin that the Cluster cannot do without. */
export function neededPlugins({ spec }: Cluster): { name: string; parameters?: Record<string, string> }[] {
  const external = (spec.externalClusters ?? []).flatMap(({ plugin }) => (plugin ? [plugin] : []));
  return [...(spec.plugins ?? []), ...external].filter(isEnabled);
}

const isEnabled = ({ enabled }: { enabled?: boolean }): boolean => enabled !== false;
