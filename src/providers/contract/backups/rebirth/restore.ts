import type { ChildAction } from '../../child-action.js';
import type { OperationHandler, OperationPlan, OperationProgress, OperationSubject, Undo } from '../../operation.js';
import { isOver, markFailed, RESTORING, type Step } from '../../operations/index.js';
import type { EngineView } from '../../status/index.js';
import { NOT_BACKED_UP, presentIncarnation, sayWhatIsLost, told } from '../restore-progress.js';
import {
  checkSafetyBackup,
  keptSafetyBackup,
  neededSafetyBackup,
  resultOfRestore,
  UNSAVED,
  wantsSafetyBackup,
  wayBackByBackup,
  whyUnsaved,
} from '../safety-backup.js';
import { isRemovalRecorded, recordOld, REMOVE_OLD, sceneOf, type RebirthScene, type RebornEngine } from './scene.js';
import { rebirthSteps, WAIT_GONE } from './steps.js';

/**
 * Where an operator cannot replace the data of its object, the object is replaced: it goes with all that it owns, and one
 * of the same name is born from the archive. Members, Services and passwords are as before; in between there is nothing.
 */
export function restoreByRebirth<V extends EngineView>(engine: RebornEngine<V>): OperationHandler {
  const look = (subject: OperationSubject): RebirthScene<V> => sceneOf(engine, subject);
  return {
    ...RESTORING,
    alwaysDisrupts: 'Downtime',
    disruption: () => 'Downtime',
    validate: (subject) => {
      const refused = engine.validate(subject);
      return refused.length > 0 ? [...refused] : checkSafetyBackup(subject, look(subject).old !== undefined);
    },
    plan: (subject) => planOf(engine, look(subject)),
    baseline: (subject) => recordOld(look(subject)),
    rebirth: (subject) =>
      subject.source && {
        incarnation: presentIncarnation(subject, look(subject).view.upstream) + 1,
        source: subject.source,
      },
    progress: (subject) => progressOf(engine, look(subject)),
    undo: (subject) => undoOf(look(subject)),
  };
}

function planOf<V extends EngineView>(engine: RebornEngine<V>, scene: RebirthScene<V>): OperationPlan {
  const steps = rebirthSteps(engine, scene);
  return {
    steps: steps.map(({ name, target }) => ({ name, ...(target !== undefined && { target }) })),
    restarts: scene.view.members.map(({ name }) => name),
    warnings: [
      `The point of no return is ${REMOVE_OLD}: from there on it cannot be called off, and nobody is served until the data is back.`,
      sayWhatIsLost(scene.source),
      ...engine.warnings(scene),
      ...(scene.old && !wantsSafetyBackup(scene) ? [UNSAVED] : []),
      ...(scene.cluster.spec.backup ? [] : [NOT_BACKED_UP]),
    ],
  };
}

function progressOf<V extends EngineView>(engine: RebornEngine<V>, scene: RebirthScene<V>): OperationProgress {
  const steps = rebirthSteps(engine, scene);
  const failure = whyFailed(engine, scene, steps);
  if (failure !== undefined) return told(markFailed(steps), { state: 'Failed', message: failure });
  const next = steps.find((step) => !isOver(step));
  if (!next) {
    const message = engine.isBackedUp(scene)
      ? 'The data is back, and its first backup has succeeded.'
      : 'The data is back.';
    return told(steps, { state: 'Done', message, settleSeconds: 5, result: resultOfRestore(scene) });
  }
  return told(steps, {
    state: 'Running',
    message: next.message ?? `Waits for ${next.name}.`,
    actions: actionsOf(engine, scene, next),
    ...neededSafetyBackup(scene, next),
  });
}

function whyFailed<V extends EngineView>(
  engine: RebornEngine<V>,
  scene: RebirthScene<V>,
  steps: readonly Step[],
): string | undefined {
  const unsaved = whyUnsaved(steps);
  if (unsaved !== undefined) return unsaved;
  if (scene.stranger) return `Somebody made another ${engine.upstreamKind} of this name meanwhile.`;
  return scene.reborn && engine.failureOf(scene, scene.view, scene.reborn);
}

/** Only once it is written down that it begins. */
function actionsOf<V extends EngineView>(
  engine: RebornEngine<V>,
  scene: RebirthScene<V>,
  next: Step,
): readonly ChildAction[] {
  if (next.name === WAIT_GONE) return engine.sweep(scene);
  const { old } = scene;
  if (next.name !== REMOVE_OLD || !old || !isRemovalRecorded(scene)) return [];
  return old.metadata.deletionTimestamp === undefined ? engine.removal(old, scene) : [];
}

function undoOf<V extends EngineView>(scene: RebirthScene<V>): Undo {
  const isUntouched = scene.old ? isStanding(scene) : scene.oldUid === undefined && !scene.reborn;
  if (isUntouched) return { state: 'Done', stays: keptSafetyBackup(scene) };
  return {
    state: 'Impossible',
    why: `The old data is being removed, or is gone already; another Restore leads on.${wayBackByBackup(scene)}`,
  };
}

const isStanding = <V extends EngineView>(scene: RebirthScene<V>): boolean =>
  scene.old?.metadata.deletionTimestamp === undefined && !isRemovalRecorded(scene);
