import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { aDatabaseCluster, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { ENGINE_SECRETS } from '../../../../test/builders/engine-secrets.js';
import { aReconcileContext } from '../../../../test/builders/reconcile-context.js';
import { InMemoryInformer } from '../../../../test/doubles/in-memory-informer.js';
import { SecretStore } from '../../../../test/doubles/secret-store.js';
import { bucketSecretName, LABELS } from '../../../domain/naming.js';
import type { DatabaseClusterSpec, RecoverySource } from '../../../resources/database-cluster/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import { BucketKeys, keysMadeFor, type KeysOutcome } from './bucket-keys.js';

const MAIN = bucketSecretName('orders', 'main');
const OTHER = bucketSecretName('orders', 'other');
const KEYS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const BACKED_UP: Partial<DatabaseClusterSpec> = { backup: { storageRef: { name: 'main' } } };
const IN_OTHER: RecoverySource = { storage: 'other', archive: 'x' };

class World extends SecretStore {
  readonly storages = new InMemoryInformer([
    aBackupStorage(),
    aBackupStorage({}, { metadata: { name: 'other' } }),
    aBackupStorage({ credentialsRef: undefined, workloadIdentity: true }, { metadata: { name: 'keyless' } }),
  ]);
  operations: readonly OpsRequest[] = [];
  readonly keys = new BucketKeys(this.client, {
    credentials: this.credentials,
    secretVersions: this.secretVersions,
    backupStorages: this.storages,
    operationsOf: () => this.operations,
    secretsMadeFor: this.secretsMadeFor,
  } as unknown as ConstructorParameters<typeof BucketKeys>[1]);

  ensure(spec: Partial<DatabaseClusterSpec>, source?: RecoverySource): Promise<KeysOutcome> {
    const cluster = aDatabaseCluster(spec);
    return this.keys.ensure({ cluster, secrets: ENGINE_SECRETS, source, ctx: aReconcileContext() });
  }
}

describe('the keys of buckets', () => {
  it('are written in the words of the operator, once, and marked as ours', async () => {
    const world = new World().put('keys', KEYS);
    expect(await world.ensure(BACKED_UP)).toMatchObject({ is: 'written' });
    expect(world.dataOf(MAIN)).toEqual({ ID: 'id', KEY: 'secret' });
    expect(world.find(MAIN)?.metadata.labels?.[LABELS.clusterUid]).toBe(CLUSTER_UID);
    world.takeAsked();
    expect(await world.ensure(BACKED_UP)).toEqual({ is: 'unchanged' });
    expect(world.takeAsked()).toEqual([]);
  });

  it('follow the Secret of the storage', async () => {
    const world = new World().put('keys', KEYS);
    await world.ensure(BACKED_UP);
    const before = world.keys.versionOf(aDatabaseCluster(BACKED_UP));
    world.put('keys', { ...KEYS, secretAccessKey: 'another' });
    expect(world.keys.versionOf(aDatabaseCluster(BACKED_UP))).not.toBe(before);
    expect(await world.ensure(BACKED_UP)).toEqual({ is: 'written' });
    expect(world.dataOf(MAIN)).toEqual({ ID: 'id', KEY: 'another' });
  });

  it.each<{ what: string; source?: RecoverySource; status?: object; made: string[] }>([
    { what: 'backups alone', made: [MAIN] },
    { what: 'the data that it is born with', source: IN_OTHER, made: [MAIN, OTHER] },
    {
      what: 'the data that comes back',
      status: { phase: 'Running', refill: { incarnation: 2, source: IN_OTHER } },
      made: [MAIN, OTHER],
    },
    { what: 'a bucket that the cloud lets it into', source: { storage: 'keyless', archive: 'x' }, made: [MAIN] },
    { what: 'a storage that is no more', source: { storage: 'gone', archive: 'x' }, made: [MAIN] },
  ])('are made for $what', async ({ source, status, made }) => {
    const world = new World().put('keys', KEYS);
    if (status) world.operations = [{ metadata: { name: 'back' }, spec: { type: 'Restore' }, status } as OpsRequest];
    await world.ensure(BACKED_UP, source);
    expect(keysMadeFor(aDatabaseCluster(), world).map(({ metadata }) => metadata.name)).toEqual(made);
  });

  it('go when the bucket is entered no more', async () => {
    const world = new World().put('keys', KEYS);
    await world.ensure(BACKED_UP, IN_OTHER);
    expect(await world.ensure(BACKED_UP)).toEqual({ is: 'written' });
    expect([world.dataOf(MAIN) !== undefined, world.dataOf(OTHER)]).toEqual([true, undefined]);
  });

  it('are awaited where there are none, without a word of what is in the Secret', async () => {
    const world = new World().put('keys', { accessKeyId: 'id', other: 'hush' });
    const outcome = await world.ensure(BACKED_UP);
    expect(outcome).toMatchObject({ is: 'missing', why: 'Secret "keys": it lacks secretAccessKey.' });
    expect(JSON.stringify(outcome)).not.toContain('hush');
  });

  it('stay as they were while the Secret of the storage is broken', async () => {
    const world = new World().put('keys', KEYS);
    await world.ensure(BACKED_UP);
    world.put('keys', { accessKeyId: 'id' });
    expect(await world.ensure(BACKED_UP)).toEqual({ is: 'unchanged' });
    expect(world.dataOf(MAIN)).toEqual({ ID: 'id', KEY: 'secret' });
  });

  it('are not written over what is somebody else’s', async () => {
    const world = new World().put('keys', KEYS).put(MAIN, { mine: 'x' });
    expect(await world.ensure(BACKED_UP)).toMatchObject({ is: 'taken', name: MAIN });
    expect(world.dataOf(MAIN)).toEqual({ mine: 'x' });
  });
});
