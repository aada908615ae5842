import type { NewCondition, UntypedObject } from '../../kube/meta/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import type { Incarnation, Provider } from '../../providers/contract/index.js';
import type { BackupWorld } from '../../backups/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseCluster, IncarnationStatus, RecoverySource } from '../../resources/database-cluster/index.js';
import type { Rebirth } from '../../resources/ops-request/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import { isOurs } from './children/ownership.js';
import type { ObservedChildren } from '../../caches/index.js';
import type { Blockage } from './status/fold.js';

export type Verdict = Omit<NewCondition, 'type' | 'observedGeneration'>;

/** One pass over one cluster: what it started from, and what the steps have found so far. */
export interface ClusterRun {
  readonly ctx: ReconcileContext;
  readonly cluster: DatabaseCluster;
  readonly provider: Provider;
  readonly engine: DatabaseEngine;
  readonly monitoring?: MonitoringConfig;
  readonly observed: ObservedChildren;
  readonly world: BackupWorld;
  readonly now: Date;
  /** The operation that makes the data anew, while one runs. */
  readonly rebirth?: Rebirth;
  /** The operation that replaces the data where it stands, while one runs. */
  readonly refill?: Rebirth;
  /** Of the binding, where the data comes with one: for the Secret alone. */
  password?: string;
  /** What the first incarnation is to be filled with. */
  source?: RecoverySource;
  specValid: Verdict;
  synced: Verdict;
  /** What this pass renders the data's origin from. */
  incarnation?: Incarnation;
  blockage?: Blockage;
  requeueAfterMs?: number;
  /** False once the name of the credentials turned out to be somebody else's: nobody is to bind to that. */
  bindable: boolean;
  /** True once anything was written: the caches are behind, and only the next pass may call the cluster settled. */
  wrote: boolean;
}

/** Each step is idempotent, and may stop the run: what comes after it would build on something that is not there. */
export type Step = (run: ClusterRun) => Promise<'continue' | 'stop'> | 'continue' | 'stop';

export function upstreamOf({
  provider,
  observed,
  cluster,
}: Pick<ClusterRun, 'provider' | 'observed' | 'cluster'>): UntypedObject | undefined {
  return observed.get(provider.upstream, cluster.metadata.name);
}

/** The object that holds the data, when it is there and ours. */
export function ownUpstreamOf(run: Pick<ClusterRun, 'provider' | 'observed' | 'cluster'>): UntypedObject | undefined {
  const upstream = upstreamOf(run);
  return upstream && isOurs(run.cluster, upstream) ? upstream : undefined;
}

/** The durable record, as this pass leaves it. */
export function incarnationStatusOf(run: ClusterRun): IncarnationStatus | undefined {
  const recorded = run.cluster.status?.incarnation;
  if (!run.incarnation) return recorded;
  const upstreamUid = upstreamOf(run)?.metadata.uid;
  const { number, source } = run.incarnation;
  if (recorded?.number === number) return { ...recorded, upstreamUid: upstreamUid ?? recorded.upstreamUid };
  return { number, upstreamUid, ...(source && { source }) };
}

/** The storage that backups go to, where there is one of that name. */
export const storageOf = ({ cluster, world }: Pick<ClusterRun, 'cluster' | 'world'>): BackupStorage | undefined => {
  const name = cluster.spec.backup?.storageRef.name;
  return name === undefined ? undefined : world.storage(name);
};

export const VALID: Verdict = { status: 'True', reason: 'Valid', message: 'The specification can be carried out.' };
export const IN_SYNC: Verdict = {
  status: 'True',
  reason: 'InSync',
  message: 'What runs was made from this specification.',
};
export const NOT_APPLIED: Verdict = {
  status: 'False',
  reason: 'NotApplied',
  message: 'The specification has not been applied.',
};
