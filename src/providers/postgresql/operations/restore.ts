import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
  Undo,
} from '../../contract/index.js';
import { Baseline, isOver, markFailed, RESTORING, type Step } from '../../contract/operations/index.js';
import { AGENT_MISSING } from '../backups/why-not.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import { deleteCluster } from './actions.js';
import {
  isBackedUp,
  isRemovalRecorded,
  presentIncarnation,
  recordOld,
  REMOVE_OLD,
  safetyBackupName,
  safetyBackupOf,
  sceneOf,
  wantsSafetyBackup,
  type RestoreScene,
} from './restore-scene.js';
import { restoreSteps } from './restore-steps.js';
import { failureOf } from './situation.js';

/**
 * The operator cannot replace the data of a Cluster, so the Cluster is replaced: it goes with all that it owns, and one of
 * the same name is born from the archive. Members, Services and passwords are as before; in between there is nothing.
 */
export const restore: OperationHandler = {
  ...RESTORING,
  disruption: () => 'Downtime',
  validate,
  plan,
  baseline: recordOld,
  rebirth: (subject) =>
    subject.source && { incarnation: presentIncarnation(sceneOf(subject)) + 1, source: subject.source },
  progress: (subject) => progressOf(sceneOf(subject)),
  undo: (subject) => undoOf(sceneOf(subject)),
};

const SAFETY_BACKUP = ['spec', 'restore', 'safetyBackup'] as const;

function validate(subject: OperationSubject): FieldError[] {
  const { cluster, observed } = subject;
  if (!observed.serves(OBJECT_STORE)) return [forbidden(['spec', 'type'], AGENT_MISSING)];
  if (cluster.spec.powerState === 'Stopped')
    return [forbidden(['spec', 'type'], 'the database is to be stopped; start it first')];
  if (!wantsSafetyBackup(subject)) return [];
  if (!cluster.spec.backup)
    return [invalid(SAFETY_BACKUP, 'the database has no backups: name a BackupStorage in its spec.backup')];
  if (sceneOf(subject).old) return [];
  return [invalid(SAFETY_BACKUP, 'there is nothing left to back up: ask without')];
}

function plan(subject: OperationSubject): OperationPlan {
  const scene = sceneOf(subject);
  return {
    steps: restoreSteps(scene).map(({ name, target }) => ({ name, ...(target !== undefined && { target }) })),
    restarts: scene.view.members.map(({ name }) => name),
    warnings: warningsOf(scene),
  };
}

function warningsOf(scene: RestoreScene): string[] {
  const { source, cluster, old } = scene;
  const moment =
    source?.time ?? (source?.backupId === undefined ? 'the end of the log' : `the end of backup ${source.backupId}`);
  return [
    `The point of no return is ${REMOVE_OLD}: from there on it cannot be called off, and nobody is served until the data is back.`,
    `What was written after ${moment} is lost.`,
    ...(source?.time === undefined ? [] : [NOTHING_AFTER]),
    NEW_AUTHORITY,
    ...(old && !wantsSafetyBackup(scene) ? [UNSAVED] : []),
    ...(cluster.spec.backup ? [] : ['The database has no backups: none is taken of what is brought back.']),
  ];
}

/** The operator signs with an authority that goes with the Cluster, and does not take up one that it has not made. */
const NEW_AUTHORITY =
  'Passwords and addresses stay; the certificates are signed anew, so clients that verify the server read ca.crt of the binding again.';
/** PostgreSQL knows that it has arrived by the first change that is too late. */
const NOTHING_AFTER =
  'If nothing was written after that moment, the recovery to it fails when the old data is gone already: then restore to the latest moment.';
const UNSAVED = 'What stands now is not backed up first: ask for safetyBackup to be able to return to it.';

function progressOf(scene: RestoreScene): OperationProgress {
  const steps = restoreSteps(scene);
  const failure = whyFailed(scene, steps);
  if (failure !== undefined) return told(markFailed(steps), { state: 'Failed', message: failure });
  const next = steps.find((step) => !isOver(step));
  if (!next)
    return told(steps, { state: 'Done', message: saySuccess(scene), settleSeconds: 5, result: resultOf(scene) });
  const message = next.message ?? `Waits for ${next.name}.`;
  return told(steps, { state: 'Running', message, actions: removalOf(scene, next), ...neededBackup(scene, next) });
}

const told = (
  steps: readonly Step[],
  verdict: Omit<OperationProgress, 'steps' | 'done' | 'total'>,
): OperationProgress => ({
  ...verdict,
  steps,
  done: steps.filter(isOver).length,
  total: steps.length,
});

function whyFailed(scene: RestoreScene, steps: readonly Step[]): string | undefined {
  const { reborn, stranger, view } = scene;
  const unsaved = steps.find(({ name, state }) => name === 'SafetyBackup' && state === 'Failed');
  if (unsaved) return `The safety backup failed, and nothing was changed. ${unsaved.message ?? ''}`.trimEnd();
  if (stranger) return 'Somebody made another Cluster of this name meanwhile.';
  if (!reborn) return undefined;
  return failureOf({ ...scene, view: { ...view, upstream: reborn }, upstream: reborn, baseline: new Baseline({}) });
}

/** Only once it is written down that it begins. */
function removalOf(scene: RestoreScene, next: Step): ChildAction[] {
  const { old } = scene;
  if (next.name !== REMOVE_OLD || !old || !isRemovalRecorded(scene)) return [];
  return old.metadata.deletionTimestamp === undefined ? [deleteCluster(old)] : [];
}

function neededBackup(scene: RestoreScene, next: Step): Pick<OperationProgress, 'backup'> {
  return next.name === 'SafetyBackup' && !safetyBackupOf(scene) ? { backup: safetyBackupName(scene) } : {};
}

const saySuccess = (scene: RestoreScene): string =>
  isBackedUp(scene) ? 'The data is back, and its first backup has succeeded.' : 'The data is back.';

const resultOf = (scene: RestoreScene): OperationProgress['result'] =>
  safetyBackupOf(scene)?.status?.phase === 'Succeeded' ? { backupRef: { name: safetyBackupName(scene) } } : undefined;

function undoOf(scene: RestoreScene): Undo {
  const saved = safetyBackupOf(scene);
  const stays = saved && `DatabaseBackup "${saved.metadata.name}" stays.`;
  const isUntouched = scene.old ? isStanding(scene) : scene.oldUid === undefined && !scene.reborn;
  if (isUntouched) return { state: 'Done', stays };
  const wayOn = saved ? ` What stood before is in DatabaseBackup "${saved.metadata.name}".` : '';
  return {
    state: 'Impossible',
    why: `The old data is being removed, or is gone already; another Restore leads on.${wayOn}`,
  };
}

const isStanding = (scene: RestoreScene): boolean =>
  scene.old?.metadata.deletionTimestamp === undefined && !isRemovalRecorded(scene);
