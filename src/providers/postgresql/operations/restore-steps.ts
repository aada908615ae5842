import { firstBackupStep, safetyBackupStep, wantsSafetyBackup } from '../../contract/backups/index.js';
import { isOver, type Step } from '../../contract/operations/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { remainsOf } from '../remains.js';
import { derivePhase } from '../status/phase.js';
import { isBackedUp, isRemovalRecorded, REMOVE_OLD, type RestoreScene } from './restore-scene.js';

/** In order; each begins when the one before is done. */
export function restoreSteps(scene: RestoreScene): Step[] {
  const safety = wantsSafetyBackup(scene) ? [safetyBackupStep(scene, isRemovalRecorded(scene) || !scene.old)] : [];
  const removal = removing(scene, safety.every(isOver));
  const gone = waiting(scene, isDone(removal));
  const recovery = recovering(scene, isDone(gone));
  const archive = liveArchiveOf(scene.cluster, scene.observed);
  const first = isBackedUp(scene) ? [firstBackupStep(scene, archive, isDone(recovery))] : [];
  return [...safety, removal, gone, recovery, ...first];
}

const isDone = ({ state }: Step): boolean => state === 'Done';

function removing({ cluster, old, oldUid }: RestoreScene, isTurn: boolean): Step {
  const step = { name: REMOVE_OLD, target: cluster.metadata.name };
  if (oldUid === undefined) return { ...step, state: 'Done', message: 'There was nothing left to remove.' };
  if (!old) return { ...step, state: 'Done', message: 'The old data is removed.' };
  return isTurn
    ? { ...step, state: 'Running', message: 'The old data is being removed.' }
    : { ...step, state: 'Pending' };
}

function waiting({ observed, reborn }: RestoreScene, isTurn: boolean): Step {
  const step = { name: 'WaitGone' };
  if (!isTurn) return { ...step, state: 'Pending' };
  const left = reborn ? [] : remainsOf(observed);
  if (left.length === 0) return { ...step, state: 'Done', message: 'Nothing is left of the old data.' };
  return { ...step, state: 'Running', message: `Waits for what is left of the old data to go: ${left.join(', ')}.` };
}

function recovering({ reborn, view }: RestoreScene, isTurn: boolean): Step {
  const step = { name: 'Recover' };
  if (!isTurn) return { ...step, state: 'Pending' };
  if (!reborn) return { ...step, state: 'Running', message: 'The database is asked for anew.' };
  const { phase, message } = derivePhase(view);
  if (phase === 'Running') return { ...step, state: 'Done', message: `The data is back; ${message}` };
  return { ...step, state: 'Running', message };
}
