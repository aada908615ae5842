import { BACKED_UP, BackedUpEngine, folderOf } from '../../../../test/builders/percona-backups.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { aUsableBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { anOpsRequest, REQUEST_UID } from '../../../../test/builders/operation.js';
import type { ObservedObjects } from '../../../../test/builders/observed.js';
import { observedPercona } from '../../../../test/builders/percona.js';
import { LABELS } from '../../../domain/naming.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { formatFieldError } from '../../../kube/schema/index.js';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { BackupStorageSpec } from '../../../resources/backup-storage/index.js';
import type { DatabaseClusterSpec, RecoverySource } from '../../../resources/database-cluster/index.js';
import type { StepState } from '../../../resources/ops-request/index.js';
import type { OperationProgress, OperationSubject } from '../../contract/index.js';
import { MONGODB } from '../dialect.js';
import { MongodbProvider } from '../provider.js';
import { PSMDB_BACKUP, PSMDB_RESTORE, type Psmdb } from '../upstream.js';
import { RESTORE } from './index.js';

const engine = new BackedUpEngine(new MongodbProvider(), MONGODB);
const SOURCE: RecoverySource = { storage: 'main', archive: folderOf('8.0'), backupId: '2026-03-01T10:20:30Z' };
const REFILL = { incarnation: 2, source: SOURCE };
const ORDER = `restore-${REQUEST_UID.slice(0, 8)}`;
const SAFETY = `orders-safety-${REQUEST_UID.slice(0, 8)}`;

interface Scene {
  readonly spec?: Partial<DatabaseClusterSpec>;
  readonly safety?: boolean;
  readonly upstream?: Psmdb | null;
  readonly order?: object;
  readonly backups?: readonly DatabaseBackup[];
  /** How far the status of the operation says that the order is. */
  readonly recorded?: StepState;
  readonly storage?: Partial<BackupStorageSpec>;
  readonly source?: RecoverySource;
}

function subjectOf({
  spec = BACKED_UP,
  safety = false,
  upstream,
  order,
  backups = [],
  ...scene
}: Scene): OperationSubject {
  const steps = [{ name: 'Restore', state: scene.recorded ?? 'Pending' }];
  const status = { startedAt: '2026-03-01T12:00:00Z', baseline: {}, refill: REFILL, steps };
  const request = anOpsRequest({ type: 'Restore', restore: { safetyBackup: safety } }, status);
  const live = upstream === null ? undefined : (upstream ?? prepared);
  const observed = observedPercona(MONGODB, live);
  if (order) observed.with(PSMDB_RESTORE, engine.order(ORDER, order));
  const { source = SOURCE } = scene;
  const cluster = aClusterThatRan({ engine: 'mongodb', ...spec });
  const sourceStorage = aBackupStorage(scene.storage);
  return { cluster, engine: engine.catalogue, request, observed, backups, source, sourceStorage };
}

const told = (members = 3): object => ({
  replsets: {
    rs0: {
      members: Object.fromEntries(
        Array.from({ length: members }, (_, at) => [
          `orders-rs0-${at}`,
          { stateStr: at === 0 ? 'PRIMARY' : 'SECONDARY' },
        ]),
      ),
    },
  },
});
const untold = engine.standing({}, { status: told() });
const prepared = engine.standing({ input: { refill: REFILL }, standing: untold }, { status: told() });
const begun = {
  annotations: {
    'dbaas.io/incarnation': JSON.stringify({ number: 2, source: SOURCE }),
    'dbaas.io/filled-from': '2',
  },
  status: told(),
};
const anew = engine.standing({ input: { incarnation: { number: 2, source: SOURCE } }, standing: untold }, begun);
/** Its new life is written down, and the operator not yet told of another folder. */
const belated = engine.standing({ standing: untold }, begun);

const aBackup = (name: string, phase: 'Running' | 'Succeeded' | 'Failed', archive?: string): DatabaseBackup =>
  aUsableBackup({
    name,
    metadata: { labels: { [LABELS.operationUid]: REQUEST_UID } },
    status: { phase, message: `It is ${phase}.`, archive },
  });

const progressIn = (scene: Scene): OperationProgress => RESTORE.progress(subjectOf(scene));
const statesIn = (scene: Scene): Record<string, string> =>
  Object.fromEntries(progressIn(scene).steps.map(({ name, state }) => [name, state]));

describe('a restore of a MongoDB in place', () => {
  it('replaces the data where it stands: what with is written down first', () => {
    expect(RESTORE.refill?.(subjectOf({ upstream: untold }))).toEqual(REFILL);
    expect(RESTORE).not.toHaveProperty('rebirth');
  });

  it.each([
    { then: undefined, says: [] },
    { then: ['rs0'], says: [] },
    {
      then: ['rs0', 'rs1', 'cfg'],
      says: [/of the replica sets rs0, rs1, cfg, and .* has rs0: .*sharding\.shards: 2$/],
    },
    { then: ['rs1'], says: [/of the replica sets rs1, .*without spec\.sharding$/] },
  ])('is refused where the backup is of other replica sets: $then', ({ then: replsetNames, says }) => {
    const subject = subjectOf({ upstream: untold });
    const annotations = { 'dbaas.io/archive': SOURCE.archive };
    const status = { state: 'ready', pbmName: SOURCE.backupId, replsetNames };
    (subject.observed as ObservedObjects).with(PSMDB_BACKUP, engine.backup({ annotations }, status));
    const details = RESTORE.validate(subject).map(({ detail }) => detail);
    expect(details).toEqual(says.map((text) => expect.stringMatching(text) as string));
  });

  it('tells what it would do, and what is lost', () => {
    const { steps, restarts, warnings } = RESTORE.plan(subjectOf({ upstream: untold, safety: true }));
    expect(steps.map(({ name, target = '' }) => name + target)).toEqual([
      'SafetyBackup',
      'HoldLog',
      'Restore',
      'BeginAnew',
      'Recover',
      'FirstBackup',
    ]);
    expect(restarts).toHaveLength(3);
    expect(warnings).toContain('What was written after the end of backup 2026-03-01T10:20:30Z is lost.');
  });

  it.each<{ what: string; scene: Scene; says: string[] }>([
    { what: 'of a database that is there', scene: { upstream: untold }, says: [] },
    { what: 'of nothing', scene: { upstream: null }, says: [expect.stringContaining('dataSource') as string] },
    {
      what: 'of one that is stopped',
      scene: { spec: { powerState: 'Stopped' } },
      says: [expect.stringContaining('start it first') as string],
    },
    {
      what: 'from a bucket that the operator cannot use',
      scene: { storage: { type: 'GCS', region: undefined, credentialsRef: undefined, workloadIdentity: true } },
      says: [expect.stringContaining('keys alone') as string],
    },
    {
      what: 'with a safety backup that has nowhere to go',
      scene: { spec: {}, safety: true },
      says: [expect.stringContaining('name a BackupStorage') as string],
    },
  ])('is asked for $what: $says', ({ scene, says }) => {
    expect(RESTORE.validate(subjectOf(scene)).map(formatFieldError)).toEqual(says);
  });

  it.each<{ what: string; source: Partial<RecoverySource>; reaches?: string; refused: boolean }>([
    { what: 'the backup alone', source: {}, refused: false },
    { what: 'the latest moment, before there is a log', source: { latest: true }, refused: true },
    { what: 'a moment, before there is a log', source: { time: '2026-03-01T10:30:00Z' }, refused: true },
    { what: 'the latest moment of a log', source: { latest: true }, reaches: '2026-03-01T10:30:00Z', refused: false },
    { what: 'a backup before the last, and its log', source: { latest: true, backupId: 'before' }, refused: false },
    { what: 'what lies in another folder', source: { latest: true, archive: 'old/one' }, refused: false },
  ])('is refused to go back to $what: $refused', ({ source, reaches, refused }) => {
    const subject = subjectOf({ upstream: untold, source: { ...SOURCE, ...source } });
    const status = { state: 'ready', pbmName: SOURCE.backupId, latestRestorableTime: reaches };
    const taken = engine.backup({ annotations: { 'dbaas.io/archive': SOURCE.archive } }, status);
    const observed = observedPercona(MONGODB, untold).with(PSMDB_BACKUP, taken);
    const says = RESTORE.validate({ ...subject, observed }).map(formatFieldError);
    const about = says.map((text) => text.split(':')[0]);
    expect(about).toEqual(refused ? ['spec.restore.pointInTime'] : []);
  });

  it.each<{ what: string; scene: Scene; next: string; states?: Partial<Record<string, string>> }>([
    { what: 'waits for its safety backup', scene: { safety: true, upstream: untold }, next: 'SafetyBackup' },
    {
      what: 'waits until the log is held back',
      scene: { upstream: untold, safety: true, backups: [aBackup(SAFETY, 'Succeeded')] },
      next: 'HoldLog',
      states: { SafetyBackup: 'Done' },
    },
    {
      what: 'waits until it is told what this very restore is',
      scene: {
        upstream: engine.standing({
          input: { refill: { ...REFILL, source: { ...SOURCE, storage: 'other' } } },
          standing: untold,
        }),
      },
      next: 'HoldLog',
    },
    { what: 'asks the operator', scene: {}, next: 'Restore', states: { HoldLog: 'Done' } },
    { what: 'waits for the operator', scene: { order: { state: 'running' }, recorded: 'Running' }, next: 'Restore' },
    {
      what: 'writes down that the data is another',
      scene: { order: { state: 'ready' }, recorded: 'Running' },
      next: 'BeginAnew',
      states: { Restore: 'Done' },
    },
    {
      what: 'waits for the database',
      scene: { upstream: { ...anew, status: { ...anew.status, state: 'initializing' } }, recorded: 'Done' },
      next: 'Recover',
      states: { BeginAnew: 'Done' },
    },
    {
      what: 'waits for the first backup of the new life, and not of the old one',
      scene: { upstream: anew, recorded: 'Done', backups: [aBackup('orders-old', 'Succeeded', folderOf('8.0'))] },
      next: 'FirstBackup',
      states: { Recover: 'Done' },
    },
    {
      what: 'waits for the folder of the new life, whatever is in that of the old one',
      scene: { upstream: belated, recorded: 'Done', backups: [aBackup('orders-old', 'Succeeded', folderOf('8.0'))] },
      next: 'FirstBackup',
    },
  ])('$what', ({ scene, next, states = {} }) => {
    const seen = progressIn(scene);
    expect(seen.state).toBe('Running');
    expect(seen.steps.find(({ state }) => state !== 'Done' && state !== 'Skipped')?.name).toBe(next);
    expect(statesIn(scene)).toMatchObject(states);
  });

  it('is done when the new life has a backup', () => {
    const safety = aBackup(SAFETY, 'Succeeded');
    const backups = [safety, aBackup('orders-new', 'Succeeded', folderOf('8.0', { life: 2 }))];
    expect(progressIn({ upstream: anew, recorded: 'Done', safety: true, backups })).toMatchObject({
      state: 'Done',
      settleSeconds: 5,
      result: { backupRef: { name: SAFETY } },
    });
    expect(progressIn({ upstream: anew, recorded: 'Done', spec: {} }).state).toBe('Done');
  });

  it('asks the operator only once it is written down, once, and by the place', () => {
    expect(progressIn({}).actions).toEqual([]);
    const [action, ...others] = progressIn({ recorded: 'Running' }).actions ?? [];
    expect(others).toEqual([]);
    expect(action).toMatchObject({
      do: 'create',
      type: PSMDB_RESTORE,
      key: { namespace: 'team-a', name: ORDER },
      object: { spec: { backupSource: { destination: `s3://backups/${SOURCE.archive}/${SOURCE.backupId}` } } },
    });
    expect(progressIn({ recorded: 'Running', order: {} }).actions).toEqual([]);
  });

  it('writes the new life and that its data is there in one patch', () => {
    const { actions } = progressIn({ order: { state: 'ready' }, recorded: 'Running' });
    expect(actions).toMatchObject([
      {
        do: 'patch',
        uid: 'uid-orders',
        mergePatch: {
          metadata: {
            annotations: {
              'dbaas.io/incarnation': JSON.stringify({ number: 2, source: SOURCE }),
              'dbaas.io/filled-from': '2',
            },
          },
        },
      },
    ]);
  });

  it('asks for the safety backup where there is none', () => {
    expect(progressIn({ safety: true, upstream: untold }).backup).toBe(SAFETY);
    const backups = [aBackup(SAFETY, 'Running')];
    expect(progressIn({ safety: true, upstream: untold, backups }).backup).toBeUndefined();
  });

  it.each<{ what: string; scene: Scene; says: string }>([
    {
      what: 'the safety backup failed',
      scene: { safety: true, upstream: untold, backups: [aBackup(SAFETY, 'Failed')] },
      says: 'The safety backup failed, and nothing was changed. It is Failed.',
    },
    {
      what: 'the operator failed',
      scene: { order: { state: 'error', error: 'no such backup' }, recorded: 'Running' },
      says: 'The operator could not restore: no such backup.',
    },
    {
      what: 'the database vanished',
      scene: { upstream: null },
      says: "The operator's object of the database has vanished.",
    },
  ])('has failed where $what', ({ scene, says }) => {
    expect(progressIn(scene)).toMatchObject({ state: 'Failed', message: says });
  });

  it.each<{ what: string; scene: Scene; is: unknown }>([
    { what: 'before it is written down', scene: {}, is: { state: 'Done' } },
    {
      what: 'with a safety backup, which stays',
      scene: { safety: true, backups: [aBackup(SAFETY, 'Succeeded')] },
      is: { state: 'Done', stays: `DatabaseBackup "${SAFETY}" stays.` },
    },
    {
      what: 'never, once it is written down',
      scene: { recorded: 'Running' },
      is: { state: 'Impossible', why: expect.stringContaining('another Restore leads on') as string },
    },
    {
      what: 'after the operator failed: what it was is applied again, and what is replaced is said',
      scene: { recorded: 'Failed', order: { state: 'error' } },
      is: { state: 'Done', stays: expect.stringContaining('replaced in part') as string },
    },
    {
      what: 'never, once the data is another',
      scene: { recorded: 'Done', upstream: anew, order: { state: 'ready' } },
      is: { state: 'Impossible', why: expect.any(String) as string },
    },
  ])('is called off $what', ({ scene, is }) => {
    expect(RESTORE.undo(subjectOf(scene))).toEqual(is);
  });
});

describe('a MongoDB while it is restored', () => {
  const provider = new MongodbProvider();
  const running = [engine.order(ORDER, { state: 'running' })] as UntypedObject[];

  it('is left alone, and says so', () => {
    const observed = observedPercona(MONGODB, prepared).with(PSMDB_RESTORE, ...running);
    const cluster = aClusterThatRan({ engine: 'mongodb', ...BACKED_UP });
    expect(provider.preReconcileHook(cluster, { engine: engine.catalogue, observed })).toMatchObject({
      reason: 'RestoreInProgress',
    });
    expect(provider.status(cluster, observed).phase).toBe('Restoring');
  });
});
