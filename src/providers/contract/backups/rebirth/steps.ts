import { isOver, type Step } from '../../operations/index.js';
import type { EngineView } from '../../status/index.js';
import { firstBackupStep } from '../restore-progress.js';
import { safetyBackupStep, wantsSafetyBackup } from '../safety-backup.js';
import { isRemovalRecorded, REMOVE_OLD, type RebirthScene, type RebornEngine } from './scene.js';

export const WAIT_GONE = 'WaitGone';

/** In order; each begins when the one before is done. */
export function rebirthSteps<V extends EngineView>(engine: RebornEngine<V>, scene: RebirthScene<V>): Step[] {
  const safety = wantsSafetyBackup(scene) ? [safetyBackupStep(scene, isRemovalRecorded(scene) || !scene.old)] : [];
  const removal = removing(scene, safety.every(isOver));
  const gone = waiting(engine, scene, isDone(removal));
  const recovery = recovering(engine, scene, isDone(gone));
  const archive = engine.archiveOf(scene.cluster, scene.observed);
  const first = engine.isBackedUp(scene) ? [firstBackupStep(scene, archive, isDone(recovery))] : [];
  return [...safety, removal, gone, recovery, ...first];
}

const isDone = ({ state }: Step): boolean => state === 'Done';

function removing<V extends EngineView>({ cluster, old, oldUid }: RebirthScene<V>, isTurn: boolean): Step {
  const step = { name: REMOVE_OLD, target: cluster.metadata.name };
  if (oldUid === undefined) return { ...step, state: 'Done', message: 'There was nothing left to remove.' };
  if (!old) return { ...step, state: 'Done', message: 'The old data is removed.' };
  return isTurn
    ? { ...step, state: 'Running', message: 'The old data is being removed.' }
    : { ...step, state: 'Pending' };
}

function waiting<V extends EngineView>(engine: RebornEngine<V>, scene: RebirthScene<V>, isTurn: boolean): Step {
  const step = { name: WAIT_GONE };
  if (!isTurn) return { ...step, state: 'Pending' };
  const left = scene.reborn ? [] : engine.remainsOf(scene);
  if (left.length === 0) return { ...step, state: 'Done', message: 'Nothing is left of the old data.' };
  return { ...step, state: 'Running', message: `Waits for what is left of the old data to go: ${left.join(', ')}.` };
}

function recovering<V extends EngineView>(
  { derivePhase }: RebornEngine<V>,
  { reborn, view }: RebirthScene<V>,
  isTurn: boolean,
): Step {
  const step = { name: 'Recover' };
  if (!isTurn) return { ...step, state: 'Pending' };
  if (!reborn) return { ...step, state: 'Running', message: 'The database is asked for anew.' };
  const { phase, message } = derivePhase(view);
  if (phase === 'Running') return { ...step, state: 'Done', message: `The data is back; ${message}` };
  return { ...step, state: 'Running', message };
}
