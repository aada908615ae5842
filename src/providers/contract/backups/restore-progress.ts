import { ANNOTATIONS } from '../../../domain/naming.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import { parseIncarnation, type Incarnation } from '../incarnation.js';
import type { OperationProgress, OperationSubject } from '../operation.js';
import { isOver, type Step } from '../operations/index.js';

export const incarnationOf = (upstream: KubeObject | undefined): Incarnation | undefined =>
  parseIncarnation(upstream?.metadata.annotations?.[ANNOTATIONS.incarnation]);

/** The number of the data that stands, or stood last. */
export const presentIncarnation = ({ cluster }: OperationSubject, upstream: KubeObject | undefined): number =>
  Math.max(incarnationOf(upstream)?.number ?? 1, cluster.status?.incarnation?.number ?? 1);

/** What is lost, as a warning. */
export function sayWhatIsLost(source: RecoverySource | undefined): string {
  const isAtItsEnd = source?.backupId !== undefined && !source.latest;
  const moment = source?.time ?? (isAtItsEnd ? `the end of backup ${source.backupId}` : 'the end of the log');
  return `What was written after ${moment} is lost.`;
}

export const NOT_BACKED_UP = 'The database has no backups: none is taken of what is brought back.';

/** The archive of what is brought back is new, and without a backup in it there would be no way back to what comes next. */
export function firstBackupStep(
  { cluster, backups }: OperationSubject,
  archive: { readonly storage: string; readonly path: string } | undefined,
  isTurn: boolean,
): Step {
  const step = { name: 'FirstBackup' };
  if (!isTurn) return { ...step, state: 'Pending' };
  const taken = backups.find(
    ({ status }) =>
      status?.phase === 'Succeeded' && status.archive === archive?.path && status.storage === archive?.storage,
  );
  if (archive && taken) return { ...step, state: 'Done', message: `${taken.metadata.name} is in the bucket.` };
  const { name, message } = cluster.status?.backup?.lastFailure ?? {};
  const trouble = name === undefined ? '' : ` (${name} failed: ${message ?? 'no reason was told'})`;
  return { ...step, state: 'Running', message: `The data is back and serves; its first backup is awaited${trouble}.` };
}

/** What restores report beside their steps, which are counted. */
export const told = (
  steps: readonly Step[],
  verdict: Omit<OperationProgress, 'steps' | 'done' | 'total'>,
): OperationProgress => ({
  ...verdict,
  steps,
  done: steps.filter(isOver).length,
  total: steps.length,
});
