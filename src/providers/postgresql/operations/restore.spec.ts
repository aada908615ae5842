import { anArchiver, anObjectStore } from '../../../../test/builders/barman.js';
import {
  aCnpgCluster,
  aMemberJob,
  aVolumeClaim,
  FAILED_FOR_GOOD,
  memberNames,
  anOperatorObject,
  UPSTREAM_UID,
} from '../../../../test/builders/cnpg.js';
import { aDatabaseBackup, aUsableBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import {
  anOpsRequest,
  PlayedOperation,
  REQUEST_UID,
  STARTED_AT,
  type Scene,
  type Sight,
} from '../../../../test/builders/operation.js';
import { LABELS } from '../../../domain/naming.js';
import { SERVICE } from '../../../kube/meta/index.js';
import { serializeIncarnation } from '../../contract/index.js';
import type { DatabaseBackup, DatabaseBackupStatus } from '../../../resources/database-backup/index.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import type { OperationStep, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import { CNPG_CLUSTER } from '../upstream.js';
import { restore } from './restore.js';

const SOURCE: RecoverySource = {
  storage: 'main',
  archive: 'team-a/orders-0b0e4a1e-1-v17',
  time: '2026-11-23T09:00:00Z',
};
const NEW_SERVER = 'orders-0b0e4a1e-2-v17';
const SAFETY = `orders-safety-${REQUEST_UID.slice(0, 8)}`;
const BACKED_UP = { backup: { storageRef: { name: 'main' } } };

const step = (name: string, state: OperationStep['state']): OperationStep => ({ name, state });
const begun: OpsRequestStatus = { rebirth: { incarnation: 2, source: SOURCE } };
const recorded: OpsRequestStatus = { ...begun, steps: [step('RemoveOld', 'Running')] };

const incarnated = (source: RecoverySource, number = 2): Record<string, string> => ({
  'dbaas.io/incarnation': serializeIncarnation({ number, source }),
});
const RECOVERY = {
  recovery: { database: 'app', owner: 'app', secret: { name: 'orders-credentials' }, source: 'origin' },
};
const reborn = {
  uid: 'uid-of-the-new',
  annotations: incarnated(SOURCE),
  spec: { plugins: [anArchiver(NEW_SERVER)], bootstrap: RECOVERY },
};
const recovering = {
  ...reborn,
  status: { phase: 'Setting up primary', currentPrimary: undefined, targetPrimary: undefined, readyInstances: 0 },
};
const STORE = [OBJECT_STORE, anObjectStore()] as const;
const GONE: Scene = { upstream: null, pods: [], recorded };
const BACK: Scene = { upstream: reborn, recorded, others: [STORE] };

const safety = (status: DatabaseBackupStatus, uid = REQUEST_UID): DatabaseBackup =>
  aDatabaseBackup({ name: SAFETY, metadata: { labels: { [LABELS.operationUid]: uid } }, status });
const firstBackup = (status: DatabaseBackupStatus = {}): DatabaseBackup =>
  aUsableBackup({ name: 'orders-first-1', status: { archive: `team-a/${NEW_SERVER}`, ...status } });

const played = (safetyBackup = false, before: Scene = {}): PlayedOperation =>
  new PlayedOperation(
    restore,
    { type: 'Restore', restore: { pointInTime: { time: SOURCE.time! }, safetyBackup } },
    { source: SOURCE, intent: BACKED_UP, ...before },
  );

describe('a restore', () => {
  const operation = played();

  it('names the point of no return and what is lost', () => {
    const { steps, restarts, warnings, disruption } = operation.plan;
    expect(steps.map(({ name }) => name)).toEqual(['RemoveOld', 'WaitGone', 'Recover', 'FirstBackup']);
    expect([restarts, disruption]).toEqual([memberNames(3), 'Downtime']);
    expect(warnings).toEqual([
      expect.stringMatching(/point of no return is RemoveOld/),
      expect.stringContaining(`after ${SOURCE.time} is lost`),
      expect.stringContaining('If nothing was written after'),
      expect.stringContaining('ca.crt'),
      expect.stringContaining('safetyBackup'),
    ]);
  });

  it.each<[Partial<RecoverySource>, string]>([
    [{ time: undefined, backupId: '20261122T115000' }, 'the end of backup 20261122T115000'],
    [{ time: undefined }, 'the end of the log'],
  ])('to %j says until when', (source, says) => {
    const { warnings } = played(false, { source: { ...SOURCE, ...source } }).plan;
    expect(warnings).toContainEqual(expect.stringContaining(says));
  });

  it('saves what stands now first, when it is asked to', () => {
    const { steps, warnings } = played(true).plan;
    expect(steps[0]).toEqual({ name: 'SafetyBackup', target: SAFETY });
    expect(warnings).not.toContainEqual(expect.stringContaining('safetyBackup'));
  });

  it('takes no backup afterwards where there are none', () => {
    const { steps, warnings } = played(false, { intent: {} }).plan;
    expect(steps.map(({ name }) => name)).not.toContain('FirstBackup');
    expect(warnings).toContainEqual(expect.stringContaining('has no backups'));
  });

  it.each<Sight>([
    {
      seen: 'the old data stands: that it goes is written down before it is done',
      scene: { recorded: begun },
      state: 'Running',
      steps: ['RemoveOld orders: Running', 'WaitGone: Pending', 'Recover: Pending', 'FirstBackup: Pending'],
      actions: [],
    },
    { seen: 'it is written down', scene: { recorded }, actions: ['delete Cluster orders'] },
    { seen: 'it goes', scene: { recorded, upstream: { deletionTimestamp: STARTED_AT } }, actions: [] },
    {
      seen: 'something of it is left',
      scene: {
        ...GONE,
        claims: [aVolumeClaim('orders-1')],
        others: [[SERVICE, anOperatorObject('Service', 'orders-rw')]],
      },
      message: expect.stringContaining('PersistentVolumeClaim orders-1, Service orders-rw'),
      progress: '1/4',
      actions: [],
    },
    {
      seen: 'nothing is left',
      scene: GONE,
      steps: ['RemoveOld orders: Done', 'WaitGone: Done', 'Recover: Running', 'FirstBackup: Pending'],
    },
    {
      seen: 'the new one recovers',
      scene: {
        ...BACK,
        upstream: recovering,
        pods: [],
        jobs: [aMemberJob('orders-1', 'full-recovery', { failed: 2 })],
      },
      state: 'Running',
      message: expect.stringContaining('full-recovery has failed 2 times and is tried again'),
      progress: '2/4',
    },
    {
      seen: 'it is back, and nothing is in its folder yet',
      scene: { ...BACK, backups: [aUsableBackup()] },
      state: 'Running',
      message: expect.stringContaining('its first backup is awaited'),
      progress: '3/4',
    },
    {
      seen: 'the first backup failed and will be tried again',
      scene: {
        ...BACK,
        told: { backup: { lastFailure: { name: 'orders-first-1', time: STARTED_AT, message: 'AccessDenied' } } },
      },
      state: 'Running',
      message: expect.stringContaining('orders-first-1 failed: AccessDenied'),
    },
    {
      seen: 'the first backup is in another storage',
      scene: { ...BACK, backups: [firstBackup({ storage: 'former' })] },
      state: 'Running',
    },
    {
      seen: 'the first backup has succeeded',
      scene: { ...BACK, backups: [firstBackup()] },
      state: 'Done',
      progress: '4/4',
    },
    {
      seen: 'backups were switched off meanwhile',
      scene: { ...BACK, intent: { backup: undefined } },
      state: 'Done',
      progress: '3/3',
    },
  ])('goes on by what is seen: $seen', ({ seen: _seen, scene, ...verdict }) => {
    expect(operation.sees({ ...scene, claims: scene.claims ?? [] })).toMatchObject(verdict);
  });

  it('removes that very Cluster which stood when it began', () => {
    expect(operation.actionsAt({ recorded })).toEqual([
      expect.objectContaining({ do: 'delete', uid: UPSTREAM_UID, key: { namespace: 'team-a', name: 'orders' } }),
    ]);
  });

  it.each<Sight>([
    {
      seen: 'the recovery has been given up',
      scene: {
        ...BACK,
        upstream: recovering,
        pods: [],
        jobs: [aMemberJob('orders-1', 'full-recovery', FAILED_FOR_GOOD)],
      },
      message: expect.stringContaining('orders-1-full-recovery has failed for good'),
      steps: ['RemoveOld orders: Done', 'WaitGone: Done', 'Recover: Failed', 'FirstBackup: Skipped'],
    },
    {
      seen: 'the operator has given up',
      scene: {
        ...BACK,
        upstream: {
          ...recovering,
          status: {
            ...recovering.status,
            phase: 'Cluster is unrecoverable and needs manual intervention',
            phaseReason: 'Expected empty archive',
          },
        },
        pods: [],
      },
      message: expect.stringContaining('Expected empty archive'),
    },
    {
      seen: 'somebody made another Cluster',
      scene: { ...BACK, upstream: { ...reborn, annotations: incarnated({ ...SOURCE, archive: 'team-a/other' }) } },
      message: expect.stringContaining('Somebody made another Cluster'),
    },
  ])('fails when $seen', ({ seen: _seen, scene, ...verdict }) => {
    const { actions, ...seen } = operation.sees(scene);
    expect(seen).toMatchObject({ state: 'Failed', ...verdict });
    expect(actions).toEqual([]);
  });
});

describe('a restore with a safety backup', () => {
  const operation = played(true);

  it.each<Sight & { needs?: string }>([
    {
      seen: 'there is none yet',
      scene: { recorded: begun },
      steps: [
        'SafetyBackup ' + SAFETY + ': Pending',
        'RemoveOld orders: Pending',
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
      needs: SAFETY,
    },
    {
      seen: 'that of another operation has its name',
      scene: { recorded: begun, backups: [safety({ phase: 'Succeeded' }, 'another')] },
      needs: SAFETY,
    },
    {
      seen: 'it waits',
      scene: { recorded: begun, backups: [safety({ phase: 'Pending', message: 'The primary does not serve.' })] },
      message: 'The primary does not serve.',
    },
    { seen: 'it is taken', scene: { recorded: begun, backups: [safety({ phase: 'Running' })] }, progress: '0/5' },
    {
      seen: 'it has succeeded',
      scene: { recorded: begun, backups: [safety({ phase: 'Succeeded' })] },
      progress: '1/5',
      message: expect.stringContaining('being removed'),
    },
    {
      seen: 'it was deleted after the removal had begun',
      scene: GONE,
      steps: expect.arrayContaining([`SafetyBackup ${SAFETY}: Skipped`, 'Recover: Running']),
    },
  ])('waits for it: $seen', ({ seen: _seen, scene, needs, ...verdict }) => {
    expect(operation.sees(scene)).toMatchObject({ state: 'Running', actions: [], ...verdict });
    expect(operation.backupNeededAt(scene)).toBe(needs);
  });

  it('changes nothing when it fails', () => {
    const scene: Scene = { recorded: begun, backups: [safety({ phase: 'Failed', message: 'AccessDenied' })] };
    expect(operation.sees(scene)).toMatchObject({
      state: 'Failed',
      message: 'The safety backup failed, and nothing was changed. AccessDenied',
      steps: [
        `SafetyBackup ${SAFETY}: Failed`,
        'RemoveOld orders: Skipped',
        'WaitGone: Skipped',
        'Recover: Skipped',
        'FirstBackup: Skipped',
      ],
      actions: [],
    });
    expect(operation.undoneAt(scene).state).toBe('Done');
  });

  it('tells its name at the end', () => {
    const backups = [safety({ phase: 'Succeeded' }), firstBackup()];
    expect(operation.resultAt({ ...BACK, backups })).toEqual({ backupRef: { name: SAFETY } });
  });
});

describe('a restore of a database that is lost', () => {
  const operation = played(false, { upstream: null, pods: [] });

  it('has nothing to remove', () => {
    expect(operation.refusals).toEqual([]);
    expect(operation.sees({ ...GONE, recorded: begun })).toMatchObject({
      state: 'Running',
      steps: ['RemoveOld orders: Done', 'WaitGone: Done', 'Recover: Running', 'FirstBackup: Pending'],
      actions: [],
    });
    expect(operation.sees({ ...BACK, backups: [firstBackup()] }).state).toBe('Done');
  });

  it('can be called off until the new one is there', () => {
    expect(operation.undoneAt({ ...GONE, recorded: begun }).state).toBe('Done');
    expect(operation.undoneAt(BACK).state).toBe('Impossible');
  });
});

describe('the way back from a restore', () => {
  const operation = played(true);

  it.each<{ when: string; scene: Scene; state: string; says?: unknown }>([
    { when: 'nothing was done', scene: { recorded: begun }, state: 'Done', says: undefined },
    {
      when: 'the safety backup is taken',
      scene: { recorded: begun, backups: [safety({ phase: 'Succeeded' })] },
      state: 'Done',
      says: `DatabaseBackup "${SAFETY}" stays.`,
    },
    {
      when: 'the removal is written down, whatever the caches still show',
      scene: { recorded, backups: [safety({ phase: 'Succeeded' })] },
      state: 'Impossible',
      says: expect.stringContaining(`What stood before is in DatabaseBackup "${SAFETY}"`),
    },
    {
      when: 'the old data goes',
      scene: { recorded: begun, upstream: { deletionTimestamp: STARTED_AT } },
      state: 'Impossible',
      says: expect.stringContaining('another Restore leads on'),
    },
    { when: 'nothing is left', scene: GONE, state: 'Impossible', says: expect.anything() },
    { when: 'the new one is there', scene: BACK, state: 'Impossible', says: expect.anything() },
  ])('when $when', ({ scene, state, says }) => {
    expect(operation.undoneAt(scene)).toEqual({ state, says, actions: [] });
  });
});

describe('what a restore begins with', () => {
  const subject = (told: object, annotations?: Record<string, string>) => ({
    cluster: aClusterThatRan({}, told),
    engine: aDatabaseEngine(),
    request: anOpsRequest({ type: 'Restore', restore: { pointInTime: { latest: true } } }),
    observed: new ObservedObjects().with(CNPG_CLUSTER, ...(annotations ? [aCnpgCluster({ annotations })] : [])),
    backups: [],
    source: SOURCE,
  });

  it.each([
    { of: 'a database in its first life', told: {}, annotations: undefined, next: 2 },
    { of: 'one that was restored before', told: { incarnation: { number: 4 } }, annotations: undefined, next: 5 },
    { of: 'one whose status is behind', told: {}, annotations: incarnated(SOURCE, 3), next: 4 },
  ])('is the next number of $of', ({ told, annotations, next }) => {
    expect(restore.rebirth?.(subject(told, annotations))).toEqual({ incarnation: next, source: SOURCE });
  });

  it('is nothing without a source', () => {
    expect(restore.rebirth?.({ ...subject({}), source: undefined })).toBeUndefined();
  });
});

describe('a restore that cannot be', () => {
  it.each<{ because: string; operation: PlayedOperation; says: string }>([
    {
      because: 'the database is to be stopped',
      operation: played(false, { intent: { ...BACKED_UP, powerState: 'Stopped' } }),
      says: 'start it first',
    },
    {
      because: 'there is no storage for a safety backup',
      operation: played(true, { intent: {} }),
      says: 'spec.restore.safetyBackup: Invalid value: the database has no backups',
    },
    {
      because: 'there is nothing left to save',
      operation: played(true, { upstream: null, pods: [] }),
      says: 'nothing left to back up',
    },
  ])('is refused because $because', ({ operation, says }) => {
    expect(operation.refusals).toEqual([expect.stringContaining(says)]);
  });

  it('is refused without the plugin', () => {
    const observed = new ObservedObjects().withoutKind(OBJECT_STORE);
    const request = anOpsRequest({ type: 'Restore', restore: { pointInTime: { latest: true } } });
    const problems = restore.validate({
      cluster: aClusterThatRan(),
      engine: aDatabaseEngine(),
      request,
      observed,
      backups: [],
    });
    expect(problems).toEqual([expect.objectContaining({ detail: expect.stringContaining('is not installed') })]);
  });

  it('is not refused otherwise', () => {
    expect([played().refusals, played(true).refusals]).toEqual([[], []]);
  });
});
