import { LABELS } from '../../../domain/naming.js';
import { invalid } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { OperationProgress, OperationSubject } from '../operation.js';
import type { Step } from '../operations/index.js';

const SAFETY_BACKUP = ['spec', 'restore', 'safetyBackup'] as const;
const STEP = 'SafetyBackup';

export const UNSAVED = 'What stands now is not backed up first: ask for safetyBackup to be able to return to it.';

export const wantsSafetyBackup = ({ request }: OperationSubject): boolean =>
  request.spec.restore?.safetyBackup === true;

/** Names of operations may be as long as those of backups; the uid tells them apart as well. */
export const safetyBackupName = ({ cluster, request }: OperationSubject): string =>
  `${cluster.metadata.name}-safety-${(request.metadata.uid ?? '').slice(0, 8)}`;

export function safetyBackupOf(subject: OperationSubject): DatabaseBackup | undefined {
  const { uid } = subject.request.metadata;
  return subject.backups.find(
    ({ metadata }) => metadata.name === safetyBackupName(subject) && metadata.labels?.[LABELS.operationUid] === uid,
  );
}

/** `isThere`: there is something that could be backed up. */
export function checkSafetyBackup(subject: OperationSubject, isThere: boolean): FieldError[] {
  if (!wantsSafetyBackup(subject)) return [];
  if (!subject.cluster.spec.backup)
    return [invalid(SAFETY_BACKUP, 'the database has no backups: name a BackupStorage in its spec.backup')];
  return isThere ? [] : [invalid(SAFETY_BACKUP, 'there is nothing left to back up: ask without')];
}

/** `isTooLate`: what it was to be taken of is gone, or is not what it was. */
export function safetyBackupStep(subject: OperationSubject, isTooLate: boolean): Step {
  const step = { name: STEP, target: safetyBackupName(subject) };
  const { phase, message } = safetyBackupOf(subject)?.status ?? {};
  if (phase === 'Succeeded') return { ...step, state: 'Done', message: 'What stands now is in the bucket.' };
  if (isTooLate) return { ...step, state: 'Skipped' };
  if (phase === 'Failed') return { ...step, state: 'Failed', message };
  return { ...step, state: phase === 'Running' ? 'Running' : 'Pending', message: message ?? 'It is asked for.' };
}

/** The one that the core is to make, where it is what comes next. */
export const neededSafetyBackup = (subject: OperationSubject, next: Step): Pick<OperationProgress, 'backup'> =>
  next.name === STEP && !safetyBackupOf(subject) ? { backup: safetyBackupName(subject) } : {};

export function whyUnsaved(steps: readonly Step[]): string | undefined {
  const unsaved = steps.find(({ name, state }) => name === STEP && state === 'Failed');
  return unsaved && `The safety backup failed, and nothing was changed. ${unsaved.message ?? ''}`.trimEnd();
}

export const resultOfRestore = (subject: OperationSubject): OperationProgress['result'] =>
  safetyBackupOf(subject)?.status?.phase === 'Succeeded'
    ? { backupRef: { name: safetyBackupName(subject) } }
    : undefined;

/** What a restore that is called off leaves behind. */
export const keptSafetyBackup = (subject: OperationSubject): string | undefined => {
  const saved = safetyBackupOf(subject);
  return saved && `DatabaseBackup "${saved.metadata.name}" stays.`;
};

/** Where one finds what stood before a restore that cannot be called off any more. */
export const wayBackByBackup = (subject: OperationSubject): string => {
  const saved = safetyBackupOf(subject);
  return saved ? ` What stood before is in DatabaseBackup "${saved.metadata.name}".` : '';
};
