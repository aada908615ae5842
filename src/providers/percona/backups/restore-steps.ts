import {
  lifeFolderOf,
  readArchiving,
  releaseIn,
  splitArchive,
  toldArchiveOf,
  type ToldArchive,
} from '../../contract/archives/index.js';
import { firstBackupStep, safetyBackupStep, wantsSafetyBackup } from '../../contract/backups/index.js';
import { isOver, type Step } from '../../contract/operations/index.js';
import { derivePhase } from '../status/phase.js';
import type { PerconaCluster } from '../upstream.js';
import { isPreparedFor } from './refill.js';
import { isRestoreRecorded, RESTORE, type RestoreScene } from './restore-scene.js';

export const HOLD_LOG = 'HoldLog';
export const BEGIN_ANEW = 'BeginAnew';

type Maker = (scene: RestoreScene, isTurn: boolean) => Step;

/** In order; each begins when the one before is done. */
export function restoreSteps<U extends PerconaCluster>(scene: RestoreScene<U>): Step[] {
  const seen = scene as unknown as RestoreScene;
  const makers: Maker[] = [
    ...(wantsSafetyBackup(scene) ? [savingOld] : []),
    holdingLog,
    restoring,
    beginningAnew,
    recovering,
    ...(scene.cluster.spec.backup ? [savingNew] : []),
  ];
  return makers.reduce<Step[]>((steps, make) => [...steps, make(seen, steps.every(isOver))], []);
}

const savingOld: Maker = (scene) => safetyBackupStep(scene, isRestoreRecorded(scene));

/** What is written until the data is another's must not stand in the log of either. */
const holdingLog: Maker = ({ refill, view, format, order, hasBegunAnew }, isTurn) => {
  const step = { name: HOLD_LOG };
  const { upstream } = view;
  const isTold = refill !== undefined && isPreparedFor(refill, upstream) && !format.shipsLog(upstream!);
  if (isTold || order || hasBegunAnew) return { ...step, state: 'Done', message: 'The log is held back.' };
  return isTurn ? { ...step, state: 'Running', message: 'The log is being held back.' } : { ...step, state: 'Pending' };
};

const restoring: Maker = ({ orderName, order, verdict, hasBegunAnew }, isTurn) => {
  const step = { name: RESTORE, target: orderName };
  if (hasBegunAnew || verdict?.is === 'Succeeded') return { ...step, state: 'Done', message: 'The data is back.' };
  if (verdict?.is === 'Failed') return { ...step, state: 'Failed', message: verdict.why };
  if (!isTurn) return { ...step, state: 'Pending' };
  const state = (order?.status as { state?: string } | undefined)?.state;
  const where = state ? ` (${state})` : '';
  return { ...step, state: 'Running', message: `The operator brings the data back${where}.` };
};

const beginningAnew: Maker = ({ hasBegunAnew }, isTurn) => {
  const step = { name: BEGIN_ANEW };
  if (hasBegunAnew) return { ...step, state: 'Done', message: 'What comes now is another life of the database.' };
  return isTurn ? { ...step, state: 'Running', message: 'It is written down.' } : { ...step, state: 'Pending' };
};

const recovering: Maker = ({ view }, isTurn) => {
  const step = { name: 'Recover' };
  if (!isTurn) return { ...step, state: 'Pending' };
  const { phase, message } = derivePhase(view);
  return { ...step, state: phase === 'Running' ? 'Done' : 'Running', message };
};

const savingNew: Maker = (scene, isTurn) => firstBackupStep(scene, newArchiveOf(scene), isTurn);

/** Until the operator is told another, its folder is that of the life before, in which there are backups. */
function newArchiveOf({ cluster, refill, view: { upstream } }: RestoreScene): ToldArchive | undefined {
  const [archive, archiving] = [toldArchiveOf(upstream), readArchiving(upstream)];
  if (!refill || !archive || !archiving) return undefined;
  const folder = lifeFolderOf(cluster, { number: refill.incarnation }, releaseIn(archive.path) ?? '', archiving);
  return splitArchive(archive.path).name === folder ? archive : undefined;
}
