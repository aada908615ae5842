import type { UntypedObject } from '../../../kube/meta/index.js';
import { ANNOTATIONS, LABELS } from '../../../domain/naming.js';
import { FIRST_INCARNATION, parseIncarnation, type Incarnation } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

/** Ours is what carries our uid: a name alone proves nothing. */
export function isOurs(cluster: DatabaseCluster, child: UntypedObject): boolean {
  return child.metadata.labels?.[LABELS.clusterUid] === cluster.metadata.uid;
}

/** What may be done with the object that holds the data. */
export type UpstreamVerdict =
  | { readonly is: 'ours'; readonly incarnation: Incarnation }
  | { readonly is: 'absent'; readonly incarnation: Incarnation }
  | { readonly is: 'taken' }
  | { readonly is: 'lost'; readonly incarnation: Incarnation; readonly replaced: boolean };

/**
 * Judges the upstream object against the durable record. An object that vanished (or was replaced by another) after the
 * cluster once ran is a loss: an empty database in its place would look like success.
 */
export function judgeUpstream(cluster: DatabaseCluster, live: UntypedObject | undefined): UpstreamVerdict {
  if (live && !isOurs(cluster, live)) return { is: 'taken' };
  const recorded = cluster.status?.incarnation;
  const current: Incarnation = { number: recorded?.number ?? FIRST_INCARNATION.number };
  return live ? judgePresence(cluster, live, current) : judgeAbsence(cluster, current);
}

function judgePresence(cluster: DatabaseCluster, live: UntypedObject, current: Incarnation): UpstreamVerdict {
  const born = parseIncarnation(live.metadata.annotations?.[ANNOTATIONS.incarnation]) ?? current;
  const known = cluster.status?.incarnation?.upstreamUid === live.metadata.uid;
  if (known || !hasRun(cluster) || born.number > current.number) return { is: 'ours', incarnation: born };
  if (acceptsLossOf(cluster, current)) return { is: 'ours', incarnation: next(current) };
  return { is: 'lost', incarnation: current, replaced: true };
}

function judgeAbsence(cluster: DatabaseCluster, current: Incarnation): UpstreamVerdict {
  if (!hasRun(cluster)) return { is: 'absent', incarnation: current };
  if (acceptsLossOf(cluster, current)) return { is: 'absent', incarnation: next(current) };
  return { is: 'lost', incarnation: current, replaced: false };
}

const next = ({ number }: Incarnation): Incarnation => ({ number: number + 1 });

const hasRun = ({ status }: DatabaseCluster): boolean => status?.incarnation?.firstRunningAt !== undefined;

/** The consent names the incarnation, so that it cannot be left behind to erase the next one as well. */
function acceptsLossOf(cluster: DatabaseCluster, { number }: Incarnation): boolean {
  return cluster.metadata.annotations?.[ANNOTATIONS.recreateEmpty] === String(number);
}
