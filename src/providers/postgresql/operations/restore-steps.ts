import { isOver, type Step } from '../../contract/operations/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { remainsOf } from '../remains.js';
import { derivePhase } from '../status/phase.js';
import {
  isBackedUp,
  isRemovalRecorded,
  REMOVE_OLD,
  safetyBackupName,
  safetyBackupOf,
  wantsSafetyBackup,
  type RestoreScene,
} from './restore-scene.js';

/** In order; each begins when the one before is done. */
export function restoreSteps(scene: RestoreScene): Step[] {
  const safety = wantsSafetyBackup(scene) ? [savingOld(scene)] : [];
  const removal = removing(scene, safety.every(isOver));
  const gone = waiting(scene, isDone(removal));
  const recovery = recovering(scene, isDone(gone));
  return [...safety, removal, gone, recovery, ...(isBackedUp(scene) ? [savingNew(scene, isDone(recovery))] : [])];
}

const isDone = ({ state }: Step): boolean => state === 'Done';

function savingOld(scene: RestoreScene): Step {
  const step = { name: 'SafetyBackup', target: safetyBackupName(scene) };
  const { phase, message } = safetyBackupOf(scene)?.status ?? {};
  if (phase === 'Succeeded') return { ...step, state: 'Done', message: 'What stands now is in the bucket.' };
  // What it was to be taken of is gone.
  if (isRemovalRecorded(scene) || !scene.old) return { ...step, state: 'Skipped' };
  if (phase === 'Failed') return { ...step, state: 'Failed', message };
  return { ...step, state: phase === 'Running' ? 'Running' : 'Pending', message: message ?? 'It is asked for.' };
}

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

/** Its archive is new, and without a backup in it there would be no way back to what is written from now on. */
function savingNew({ cluster, observed, backups }: RestoreScene, isTurn: boolean): Step {
  const step = { name: 'FirstBackup' };
  if (!isTurn) return { ...step, state: 'Pending' };
  const archive = liveArchiveOf(cluster, observed);
  const taken = backups.find(
    ({ status }) =>
      status?.phase === 'Succeeded' && status.archive === archive?.path && status.storage === archive?.storage,
  );
  if (archive && taken) return { ...step, state: 'Done', message: `${taken.metadata.name} is in the bucket.` };
  const { name, message } = cluster.status?.backup?.lastFailure ?? {};
  const trouble = name === undefined ? '' : ` (${name} failed: ${message ?? 'no reason was told'})`;
  return { ...step, state: 'Running', message: `The data is back and serves; its first backup is awaited${trouble}.` };
}
