import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, CustomOperation, Undo } from '../../contract/index.js';
import { annotationOf } from '../../contract/objects/index.js';
import type { Finding, Limits, Step } from '../../contract/operations/index.js';
import { PSMDB, PSMDB_ANNOTATIONS } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** Ours: for which operation the storage was last read. That it has been, the operator leaves no mark of. */
const RESYNCED_FOR = 'dbaas.io/resynced-for';

/** A bucket with a year of oplog is listed slice by slice, and nothing shows how far that is. */
const READING: Limits = { timeoutSeconds: 7200, stallSeconds: 3600 };

/** What PBM knows of a storage it has written itself; what others did to it meanwhile it learns by this alone. */
export const resyncBackups: CustomOperation = {
  name: 'resync-backups',
  description: 'Makes the backup tool read the storage again, after objects in the bucket were lost or brought back.',
  parameters: [],
  ...defineOperation({
    ...READING,
    disruption: 'None',
    validate,
    steps: (situation) => [stepOf(situation)],
    warnings: () => ['While the storage is read, nobody is told how far the oplog reaches.'],
    judge,
    undo,
  }),
};

function validate({ upstream }: Situation): FieldError[] {
  if (Object.keys(upstream.spec.backup?.storages ?? {}).length > 0) return [];
  return [forbidden(['spec', 'custom', 'name'], 'needs a storage to read: the database has no spec.backup')];
}

const annotationIn = ({ upstream }: Situation, name: string): string | undefined =>
  upstream.metadata.annotations?.[name];

const isAsked = (situation: Situation): boolean => {
  const { startedAt } = situation.request.status ?? {};
  return startedAt !== undefined && annotationIn(situation, RESYNCED_FOR) === startedAt;
};

/** Its order is still there: it begins in its next round that finds the database ready. */
const isWaiting = (situation: Situation): boolean =>
  isAsked(situation) && annotationIn(situation, PSMDB_ANNOTATIONS.resync) !== undefined;

/** Written before the order goes, and kept where the reading failed. */
const isReading = (situation: Situation): boolean =>
  isAsked(situation) && annotationIn(situation, PSMDB_ANNOTATIONS.resyncInProgress) !== undefined;

function stepOf(situation: Situation): Step {
  const step = { name: 'ReadStorage' };
  if (!isAsked(situation)) return { ...step, state: 'Pending' };
  if (isWaiting(situation)) {
    return { ...step, state: 'Running', message: situation.whyNotWhole ?? 'The operator has been asked for it.' };
  }
  return isReading(situation)
    ? { ...step, state: 'Running', message: READS }
    : { ...step, state: 'Done', message: 'The storage has been read.' };
}

const READS = 'The operator has the storage read; should that fail, its log alone says so.';

function judge(situation: Situation, [step]: readonly Step[]): Finding {
  return {
    reached: 'The backup tool knows what lies in the storage.',
    waitsFor: step?.state === 'Done' ? undefined : (step?.message ?? 'Asks the operator to have the storage read.'),
    actions: isAsked(situation) ? [] : ask(situation),
    settleSeconds: 5,
  };
}

/** Order and mark in one write: what was asked for once is not asked for again, wherever it is cut off. */
function ask({ upstream, request }: Situation): ChildAction[] {
  const { startedAt } = request.status ?? {};
  if (startedAt === undefined) return [];
  return [annotationOf(PSMDB, upstream, { [PSMDB_ANNOTATIONS.resync]: 'true', [RESYNCED_FOR]: startedAt })];
}

function undo(situation: Situation): Undo {
  if (isWaiting(situation)) {
    const actions = [annotationOf(PSMDB, situation.upstream, { [PSMDB_ANNOTATIONS.resync]: null })];
    return { state: 'Running', waitingFor: 'The order is taken back.', actions };
  }
  if (!isReading(situation)) return { state: 'Done' };
  return {
    state: 'Impossible',
    why: 'The operator reads the storage. If its log says that it failed, mend the cause and ask once more: until then nobody is told how far the oplog reaches.',
  };
}
