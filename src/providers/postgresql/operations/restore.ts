import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
  Undo,
} from '../../contract/index.js';
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
import { Baseline, isOver, markFailed, RESTORING, type Step } from '../../contract/operations/index.js';
import { AGENT_MISSING } from '../backups/why-not.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import { deleteCluster } from './actions.js';
import { isBackedUp, isRemovalRecorded, recordOld, REMOVE_OLD, sceneOf, type RestoreScene } from './restore-scene.js';
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
    subject.source && {
      incarnation: presentIncarnation(subject, sceneOf(subject).view.upstream) + 1,
      source: subject.source,
    },
  progress: (subject) => progressOf(sceneOf(subject)),
  undo: (subject) => undoOf(sceneOf(subject)),
};

function validate(subject: OperationSubject): FieldError[] {
  const { cluster, observed } = subject;
  if (!observed.serves(OBJECT_STORE)) return [forbidden(['spec', 'type'], AGENT_MISSING)];
  if (cluster.spec.powerState === 'Stopped')
    return [forbidden(['spec', 'type'], 'the database is to be stopped; start it first')];
  return checkSafetyBackup(subject, sceneOf(subject).old !== undefined);
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
  return [
    `The point of no return is ${REMOVE_OLD}: from there on it cannot be called off, and nobody is served until the data is back.`,
    sayWhatIsLost(source),
    ...(source?.time === undefined ? [] : [NOTHING_AFTER]),
    NEW_AUTHORITY,
    ...(old && !wantsSafetyBackup(scene) ? [UNSAVED] : []),
    ...(cluster.spec.backup ? [] : [NOT_BACKED_UP]),
  ];
}

/** The operator signs with an authority that goes with the Cluster, and does not take up one that it has not made. */
const NEW_AUTHORITY =
  'Passwords and addresses stay; the certificates are signed anew, so clients that verify the server read ca.crt of the binding again.';
/** PostgreSQL knows that it has arrived by the first change that is too late. */
const NOTHING_AFTER =
  'If nothing was written after that moment, the recovery to it fails when the old data is gone already: then restore to the latest moment.';

function progressOf(scene: RestoreScene): OperationProgress {
  const steps = restoreSteps(scene);
  const failure = whyFailed(scene, steps);
  if (failure !== undefined) return told(markFailed(steps), { state: 'Failed', message: failure });
  const next = steps.find((step) => !isOver(step));
  if (!next)
    return told(steps, { state: 'Done', message: saySuccess(scene), settleSeconds: 5, result: resultOfRestore(scene) });
  const message = next.message ?? `Waits for ${next.name}.`;
  return told(steps, {
    state: 'Running',
    message,
    actions: removalOf(scene, next),
    ...neededSafetyBackup(scene, next),
  });
}

function whyFailed(scene: RestoreScene, steps: readonly Step[]): string | undefined {
  const { reborn, stranger, view } = scene;
  const unsaved = whyUnsaved(steps);
  if (unsaved !== undefined) return unsaved;
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

const saySuccess = (scene: RestoreScene): string =>
  isBackedUp(scene) ? 'The data is back, and its first backup has succeeded.' : 'The data is back.';

function undoOf(scene: RestoreScene): Undo {
  const isUntouched = scene.old ? isStanding(scene) : scene.oldUid === undefined && !scene.reborn;
  if (isUntouched) return { state: 'Done', stays: keptSafetyBackup(scene) };
  return {
    state: 'Impossible',
    why: `The old data is being removed, or is gone already; another Restore leads on.${wayBackByBackup(scene)}`,
  };
}

const isStanding = (scene: RestoreScene): boolean =>
  scene.old?.metadata.deletionTimestamp === undefined && !isRemovalRecorded(scene);
