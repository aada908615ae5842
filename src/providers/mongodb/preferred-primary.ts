import type { Psmdb, Replset } from './upstream.js';

/** Ours, on the cluster's object, while a switchover is under way: name of the member that shall be the primary. */
export const PREFERRED_PRIMARY = 'dbaas.io/preferred-primary';

/** Every member that holds data has 2 by the operator; whoever has most is elected as soon as it has caught up. */
const PREFERENCE = 3;

export const preferredPrimaryOf = ({ metadata }: Pick<Psmdb, 'metadata'>): string | undefined =>
  metadata.annotations?.[PREFERRED_PRIMARY];

/**
 * What makes a member of this replica set the primary. The list of replica sets is the applier's, so an operation that
 * wants it writes the name beside the specification, and here it reaches it.
 */
export function preferenceFor(
  live: Pick<Psmdb, 'metadata'> | undefined,
  statefulSet: string,
): Pick<Replset, 'replsetOverrides'> {
  const preferred = live && preferredPrimaryOf(live);
  if (!preferred?.startsWith(`${statefulSet}-`)) return {};
  return { replsetOverrides: { [preferred]: { priority: PREFERENCE } } };
}

/** True while the operator is asked to prefer anybody. */
export const isPreferring = ({ spec }: Pick<Psmdb, 'spec'>, member?: string): boolean =>
  spec.replsets.some(({ replsetOverrides = {} }) =>
    Object.keys(replsetOverrides).some((name) => member === undefined || name === member),
  );
