import { aBackupDriver } from '../../../../test/builders/backup-driver.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { aDatabaseEngine } from '../../../../test/builders/database-engine.js';
import { aBackupWorld, aUsableBackup } from '../../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { ENGINE_SECRETS } from '../../../../test/builders/engine-secrets.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { aProvider } from '../../../../test/builders/provider.js';
import { aReconcileContext } from '../../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../../test/builders/widget.js';
import { SecretStore } from '../../../../test/doubles/secret-store.js';
import { LABELS } from '../../../domain/naming.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { VALID, type ClusterRun } from '../cluster-run.js';
import { InheritedUsers } from '../secrets/inherited-users.js';
import { awaitStorage } from './await-storage.js';
import { resolveDataSource } from './resolve-data-source.js';
import { inheritUsers } from './inherit-users.js';

const SOURCE = { storage: 'main', archive: 'team-a/events-0a1b2c3d-1-v8.0' };
const READY = {
  type: 'Ready',
  status: 'True',
  reason: 'Probed',
  message: '',
  lastTransitionTime: '2026-01-01T00:00:00Z',
} as const;

const USABLE = aBackupStorage({}, { status: { conditions: [READY] } });
const UNTRIED = aBackupStorage({}, { status: {} });

function aRun(changes: Partial<ClusterRun> = {}): ClusterRun {
  const storages = [aBackupStorage({}, { status: { conditions: [READY] } })];
  return {
    cluster: aDatabaseCluster({ backup: { storageRef: { name: 'main' } } }),
    provider: aProvider({ backups: aBackupDriver() }),
    observed: new ObservedObjects(),
    world: aBackupWorld({ storages }),
    ctx: aReconcileContext(),
    incarnation: { number: 1 },
    ...changes,
  } as unknown as ClusterRun;
}

const ownedBy = ({ metadata: { name, namespace, uid = '' } }: DatabaseCluster): UntypedObject => ({
  ...aWidget(name, undefined, namespace),
  metadata: { name, namespace, labels: { [LABELS.clusterUid]: uid } },
});

/** To be filled with the data of a backup, which is divided into two shards. */
function anHeir(sharding?: { shards: number }, backupRef = { name: 'kept' }): ClusterRun {
  const kept = aUsableBackup({ name: 'kept', status: { clusterSnapshot: { spec: { sharding: { shards: 2 } } } } });
  return aRun({
    cluster: aDatabaseCluster({ dataSource: { backupRef }, ...(sharding && { sharding }) }),
    provider: aProvider({ backups: { ...aBackupDriver(), needsSameShards: true } }),
    world: aBackupWorld({ storages: [USABLE], backups: [kept] }),
    engine: aDatabaseEngine(),
    now: new Date('2026-11-23T12:00:00Z'),
    specValid: VALID,
    incarnation: undefined,
  });
}

describe('before a database is born', () => {
  it.each([
    { what: 'fits', run: anHeir({ shards: 2 }), valid: 'Valid', blocked: undefined },
    {
      what: 'does not fit into what is asked for',
      run: anHeir({ shards: 3 }),
      valid: 'InvalidSpec',
      blocked: undefined,
    },
    { what: 'is not there', run: anHeir({ shards: 2 }, { name: 'no' }), valid: 'Valid', blocked: 'InvalidDataSource' },
  ])('its data $what', ({ run, valid, blocked }) => {
    expect(resolveDataSource(run)).toBe(run.source ? 'continue' : 'stop');
    expect([run.specValid.reason, run.blockage?.reason]).toEqual([valid, blocked]);
  });

  it('its bucket is there, ready, and one that its engine can use', async () => {
    expect(await awaitStorage(aRun())).toBe('continue');
    const refuseStorage = (): string => 'The engine reads no such bucket.';
    const run = aRun({ provider: aProvider({ backups: { ...aBackupDriver(), refuseStorage } }) });
    expect(await awaitStorage(run)).toBe('stop');
    expect(run.blockage).toEqual({
      reason: 'StorageNotSupported',
      message: 'The engine reads no such bucket.',
      phase: 'Pending',
    });
  });

  it.each([
    { what: 'has yet to be filled', awaitsFilling: true, storages: [], reason: 'StorageNotFound' },
    { what: 'has yet to be filled', awaitsFilling: true, storages: [UNTRIED], reason: 'StorageNotReady' },
    { what: 'has yet to be filled', awaitsFilling: true, storages: [USABLE], reason: 'none' },
    { what: 'is being filled, or was', awaitsFilling: false, storages: [], reason: 'none' },
  ])('the bucket of its data is there for one that $what: $reason', async ({ awaitsFilling, storages, reason }) => {
    const provider = aProvider({ backups: aBackupDriver(), awaitsFilling });
    const cluster = aDatabaseCluster({});
    const run = aRun({
      provider,
      cluster,
      world: aBackupWorld({ storages }),
      incarnation: { number: 1, source: SOURCE },
      observed: new ObservedObjects().with(WIDGET, ownedBy(cluster)) as unknown as ClusterRun['observed'],
    });
    const verdict = await awaitStorage(run);
    const { reason: told = 'none', message = '', phase } = run.blockage ?? {};
    // What is there is shown as it is: it is on its way, and no phase is made up for it.
    expect({ verdict, told, phase }).toEqual({
      verdict: told === 'none' ? 'continue' : 'stop',
      told: reason,
      phase: undefined,
    });
    expect(message).toMatch(reason === 'none' ? /^$/ : /filled from it, and goes on by itself/);
  });

  it('the passwords that come with its data are known, or it waits and says whose they are', async () => {
    const store = new SecretStore();
    const step = inheritUsers(new InheritedUsers(store.client, store as never));
    const heir = { provider: aProvider({ secrets: ENGINE_SECRETS }), incarnation: { number: 1, source: SOURCE } };
    const waiting = aRun(heir);
    expect(await step(waiting)).toBe('stop');
    expect(waiting).toMatchObject({
      requeueAfterMs: 30_000,
      blockage: { reason: 'UsersMissing', phase: 'Pending', message: expect.stringContaining('"events"') as string },
    });
    store.put('orders-secrets', { root: 'r', monitor: 'm', password: 'p' });
    const born = aRun(heir);
    expect(await step(born)).toBe('continue');
    expect(born.password).toBe('p');
  });

  it.each([
    { what: 'was born empty', run: { incarnation: { number: 1 } } },
    { what: 'has an engine whose users do not come back', run: { provider: aProvider() } },
  ])('nobody asks for passwords of one that $what', async ({ run }) => {
    const store = new SecretStore();
    const changes = {
      provider: aProvider({ secrets: ENGINE_SECRETS }),
      incarnation: { number: 1, source: SOURCE },
      ...run,
    };
    expect(await inheritUsers(new InheritedUsers(store.client, store as never))(aRun(changes))).toBe('continue');
    expect(store.takeAsked()).toEqual([]);
  });
});
