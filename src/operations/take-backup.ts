import { hasEnded } from '../backups/index.js';
import { invalid } from '../domain/validation/field-errors.js';
import { LABELS } from '../domain/naming.js';
import type { FieldError } from '../kube/schema/index.js';
import type { OperationHandler, OperationProgress, OperationSubject, Undo } from '../providers/contract/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../resources/database-backup/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';

const DAY_SECONDS = 86_400;
const STEP = 'TakeBackup';

/** The backup that an operation asks for: the same name, however often it is asked again. */
export const backupNameOf = ({ metadata, spec }: OpsRequest): string => spec.backup?.name ?? metadata.name;

/** Of type Backup, for every engine that takes any: it makes a DatabaseBackup, which knows its own limits, and follows it. */
export const TAKE_BACKUP: OperationHandler = {
  timeoutSeconds: DAY_SECONDS,
  stallSeconds: DAY_SECONDS,
  alwaysDisrupts: 'None',
  disruption: () => 'None',
  validate,
  plan: ({ request }) => ({ steps: [{ name: STEP, target: backupNameOf(request) }], restarts: [] }),
  baseline: () => ({}),
  progress,
  undo,
};

function validate({ cluster, request, backups }: OperationSubject): FieldError[] {
  if (!cluster.spec.backup) {
    return [invalid(['spec', 'type'], 'the database has no backups: name a BackupStorage in its spec.backup first')];
  }
  const name = backupNameOf(request);
  const taken = backups.find(({ metadata }) => metadata.name === name);
  if (!taken || isOf(request, taken)) return [];
  return [invalid(['spec', 'backup', 'name'], 'a DatabaseBackup of this name exists already', { badValue: name })];
}

function progress({ request, backups }: OperationSubject): OperationProgress {
  const name = backupNameOf(request);
  const backup = madeBy(request, backups);
  const step = { name: STEP, target: name } as const;
  if (!backup) {
    const message = `DatabaseBackup "${name}" is made.`;
    return { state: 'Running', message, steps: [{ ...step, state: 'Pending' }], done: 0, total: 1, backup: name };
  }
  return followed(backup, step);
}

function followed(
  { metadata, status = {} }: DatabaseBackup,
  step: { readonly name: string; readonly target: string },
): OperationProgress {
  const message = status.message ?? 'It waits to be looked at.';
  if (status.phase === 'Succeeded') {
    const result = { backupRef: { name: metadata.name } };
    return { state: 'Done', message, steps: [{ ...step, state: 'Done' }], done: 1, total: 1, result };
  }
  if (status.phase === 'Failed' || metadata.deletionTimestamp) {
    return { state: 'Failed', message, steps: [{ ...step, state: 'Failed' }], done: 0, total: 1 };
  }
  const state = status.phase === 'Running' ? 'Running' : 'Pending';
  return { state: 'Running', message, steps: [{ ...step, state, message }], done: 0, total: 1 };
}

/** One that has ended stays: it tells what became of it. */
function undo({ request, backups }: OperationSubject): Undo {
  const backup = madeBy(request, backups);
  if (!backup || hasEnded(backup)) return { state: 'Done' };
  const { namespace, name, uid = '', deletionTimestamp } = backup.metadata;
  const waitingFor = `DatabaseBackup "${name}" is called off.`;
  if (deletionTimestamp) return { state: 'Running', waitingFor };
  return {
    state: 'Running',
    waitingFor,
    actions: [{ do: 'delete', type: DATABASE_BACKUP, key: { namespace, name }, uid }],
  };
}

function madeBy(request: OpsRequest, backups: readonly DatabaseBackup[]): DatabaseBackup | undefined {
  const name = backupNameOf(request);
  return backups.find((candidate) => candidate.metadata.name === name && isOf(request, candidate));
}

const isOf = ({ metadata: { uid } }: OpsRequest, { metadata }: DatabaseBackup): boolean =>
  uid !== undefined && metadata.labels?.[LABELS.operationUid] === uid;
