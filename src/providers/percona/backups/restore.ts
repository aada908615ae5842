import { toldArchiveOf } from '../../contract/archives/index.js';
import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import {
  checkSafetyBackup,
  keptSafetyBackup,
  neededSafetyBackup,
  NOT_BACKED_UP,
  presentIncarnation,
  resultOfRestore,
  sayWhatIsLost,
  told,
  UNSAVED,
  wantsSafetyBackup,
  wayBackByBackup,
  whyUnsaved,
} from '../../contract/backups/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
  Undo,
} from '../../contract/index.js';
import { isOver, markFailed, RESTORING, type Step } from '../../contract/operations/index.js';
import { sentenceOf } from '../../contract/status/index.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat } from './format.js';
import { backupsIn, newestBackupIn } from './live-archive.js';
import { askToRestore, beginAnew, isRestoreRecorded, RESTORE, sceneOf, type RestoreScene } from './restore-scene.js';
import { BEGIN_ANEW, restoreSteps } from './restore-steps.js';

/**
 * The operator brings the data back into the database as it stands: members, volumes, addresses and certificates stay. What
 * the data is, is written down when it has come; from then on its log goes to a folder of its own.
 */
export const restoreBy = <U extends PerconaCluster>(format: BackupFormat<U>): OperationHandler => {
  const sceneFor = (subject: OperationSubject): RestoreScene<U> => sceneOf(format, subject);
  return {
    ...RESTORING,
    alwaysDisrupts: 'Downtime',
    disruption: () => 'Downtime',
    validate: (subject) => validate(sceneFor(subject)),
    plan: (subject) => plan(sceneFor(subject)),
    baseline: () => ({}),
    refill: (subject) =>
      subject.source && {
        incarnation: presentIncarnation(subject, sceneFor(subject).view.upstream) + 1,
        source: subject.source,
      },
    progress: (subject) => progress(sceneFor(subject)),
    undo: (subject) => undo(sceneFor(subject)),
  };
};

const TYPE = ['spec', 'type'] as const;
const RESTORE_FIELD = ['spec', 'restore'] as const;

function validate<U extends PerconaCluster>(scene: RestoreScene<U>): FieldError[] {
  const { cluster, view, format, sourceStorage } = scene;
  if (!view.upstream) {
    const detail = 'there is nothing to restore into: make another database with this data as its dataSource';
    return [forbidden(TYPE, detail)];
  }
  if (cluster.spec.powerState === 'Stopped') {
    return [forbidden(TYPE, 'the database is to be stopped; start it first')];
  }
  const why = sourceStorage && format.refuseStorage(sourceStorage);
  if (why !== undefined) return [invalid(RESTORE_FIELD, why)];
  return [...checkDivision(scene, view.upstream), ...checkLog(scene), ...checkSafetyBackup(scene, true)];
}

/** The operator would find out when nobody is served any more. */
function checkDivision<U extends PerconaCluster>({ format, source, observed }: RestoreScene<U>, upstream: U) {
  const backup =
    source &&
    backupsIn(format, { path: source.archive }, observed).find(
      (each) => format.tell(each).backupId === source.backupId,
    );
  const why = backup && format.refuseDivision?.(backup, upstream);
  return why === undefined ? [] : [invalid(RESTORE_FIELD, why)];
}

/** The operator finds out that there is no log after it has replaced the data with the backup before. */
function checkLog<U extends PerconaCluster>(scene: RestoreScene<U>): FieldError[] {
  const { format, source } = scene;
  const newest = newestBeside(scene);
  const needsLog = source?.latest === true || source?.time !== undefined;
  if (!needsLog || !newest || format.tell(newest).backupId !== source.backupId) return [];
  if (format.shippingOf(newest).state !== 'Unknown') return [];
  const detail =
    'nothing of the log after the last backup is in the bucket yet: ask again in some minutes, or restore to that backup';
  return [invalid([...RESTORE_FIELD, 'pointInTime'], detail)];
}

/** Of the folder that the source lies in, while the database still writes there. */
function newestBeside<U extends PerconaCluster>({
  format,
  view,
  source,
  observed,
}: RestoreScene<U>): UntypedObject | undefined {
  const archive = toldArchiveOf(view.upstream);
  const isThere = archive !== undefined && archive.path === source?.archive && archive.storage === source.storage;
  return isThere ? newestBackupIn(format, archive, observed) : undefined;
}

function plan<U extends PerconaCluster>(scene: RestoreScene<U>): OperationPlan {
  return {
    // The order is named after the uid of the operation: what is only planned has none.
    steps: restoreSteps(scene).map(({ name }) => ({ name })),
    restarts: scene.view.members.map(({ name }) => name),
    warnings: [
      `The point of no return is ${RESTORE}: from there on it cannot be called off, and nobody is served until the data is back.`,
      sayWhatIsLost(scene.source),
      SPECIFICATION_WAITS,
      PASSWORDS_OF_THEN,
      ...(wantsSafetyBackup(scene) ? [] : [UNSAVED]),
      ...(scene.cluster.spec.backup ? [] : [NOT_BACKED_UP]),
    ],
  };
}

const SPECIFICATION_WAITS =
  'The operator writes the definition of the database itself meanwhile: changes of the specification wait until it has ended.';
const PASSWORDS_OF_THEN =
  'Users come back as they were: a password that was changed since is the one of then, in the database and not in the binding.';

function progress<U extends PerconaCluster>(scene: RestoreScene<U>): OperationProgress {
  const steps = restoreSteps(scene);
  const failure = whyFailed(scene, steps);
  if (failure !== undefined) return told(markFailed(steps), { state: 'Failed', message: failure });
  const next = steps.find((step) => !isOver(step));
  if (!next) {
    const message = scene.cluster.spec.backup
      ? 'The data is back, and its first backup has succeeded.'
      : 'The data is back.';
    return told(steps, { state: 'Done', message, settleSeconds: 5, result: resultOfRestore(scene) });
  }
  const message = next.message ?? `Waits for ${next.name}.`;
  return told(steps, {
    state: 'Running',
    message,
    actions: actionsFor(scene, next),
    ...neededSafetyBackup(scene, next),
  });
}

function whyFailed<U extends PerconaCluster>({ view, verdict, hasBegunAnew }: RestoreScene<U>, steps: readonly Step[]) {
  const unsaved = whyUnsaved(steps);
  if (unsaved !== undefined) return unsaved;
  if (!view.upstream) return "The operator's object of the database has vanished.";
  return verdict?.is === 'Failed' && !hasBegunAnew
    ? sentenceOf(`The operator could not restore: ${verdict.why}`)
    : undefined;
}

/** Only once it is written down that it begins. */
function actionsFor<U extends PerconaCluster>(scene: RestoreScene<U>, { name }: Step): ChildAction[] {
  if (name === BEGIN_ANEW) return beginAnew(scene);
  return name === RESTORE && isRestoreRecorded(scene) ? askToRestore(scene) : [];
}

function undo<U extends PerconaCluster>(scene: RestoreScene<U>): Undo {
  if (!isRestoreRecorded(scene) && !scene.order) return { state: 'Done', stays: keptSafetyBackup(scene) };
  const back = wayBackByBackup(scene);
  if (scene.verdict?.is === 'Failed' && !scene.hasBegunAnew) return { state: 'Done', stays: `${IN_PART}${back}` };
  return { state: 'Impossible', why: `The data is being replaced, or is already; another Restore leads on.${back}` };
}

const IN_PART =
  'The data may be replaced in part: another Restore leads on. The specification of the database is applied again, and ' +
  'the log begins anew, with a backup.';
