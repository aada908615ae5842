import type { UntypedObject } from '../../../kube/meta/index.js';
import { ANNOTATIONS, LABELS } from '../../../domain/naming.js';
import { FIRST_INCARNATION, parseIncarnation, type Incarnation } from '../../../providers/contract/index.js';
import type { DatabaseCluster, IncarnationStatus, RecoverySource } from '../../../resources/database-cluster/index.js';
import type { Rebirth } from '../../../resources/ops-request/index.js';

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

/** What an absent upstream is to be made of, where it is not made empty. */
export interface Origin {
  /** Of the first incarnation: what `spec.dataSource` means. */
  readonly source?: RecoverySource;
  /** A running operation makes the data anew: that the old is gone is its doing, and no loss. */
  readonly rebirth?: Rebirth;
}

/**
 * Judges the upstream object against the durable record. An object that vanished (or was replaced by another) after the
 * cluster once ran is a loss: an empty database in its place would look like success.
 */
export function judgeUpstream(
  cluster: DatabaseCluster,
  live: UntypedObject | undefined,
  { source, rebirth }: Origin = {},
): UpstreamVerdict {
  if (live && !isOurs(cluster, live)) return { is: 'taken' };
  const { incarnation: recorded } = cluster.status ?? {};
  const current = recorded ? incarnationOf(recorded) : withSource(FIRST_INCARNATION.number, source);
  if (live) return judgePresence(cluster, live, current);
  const next = rebirth && withSource(rebirth.incarnation, rebirth.source);
  return next && next.number > current.number ? { is: 'absent', incarnation: next } : judgeAbsence(cluster, current);
}

const incarnationOf = ({ number, source }: IncarnationStatus): Incarnation => withSource(number, source);
const withSource = (number: number, source: RecoverySource | undefined): Incarnation => ({
  number,
  ...(source && { source }),
});

function judgePresence(cluster: DatabaseCluster, live: UntypedObject, current: Incarnation): UpstreamVerdict {
  const told = parseIncarnation(live.metadata.annotations?.[ANNOTATIONS.incarnation]) ?? current;
  // An operation may write the next one while a pass that has not seen it renders the last: no life begins twice.
  const born = told.number < current.number ? current : told;
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
