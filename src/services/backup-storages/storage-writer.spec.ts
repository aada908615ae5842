import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { refusing } from '../../../test/builders/kube-error.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { BY_STORAGE, type ClusterCaches } from '../../caches/index.js';
import type { UntypedObject } from '../../kube/meta/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { StorageAccess } from './storage-access.js';
import { StorageWriter } from './storage-writer.js';

const ann = { username: 'ann', groups: [] };
const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'a-secret' };
const OWN = 'main-storage-credentials';
const key = { namespace: 'team-a', name: 'main' };
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** A server that holds one storage and one Secret at most, and may refuse what concerns Secrets. */
class World {
  storage: BackupStorage | undefined;
  secret: UntypedObject | undefined;
  refusal: (() => unknown) | undefined;
  /** That refer to the storage. */
  clusters: DatabaseCluster[] = [];
  readonly secretVersions = new InMemoryInformer<UntypedObject>();
  readonly client = new ScriptedKubeClient({
    get: ({ what }) => (what === 'secrets' ? this.secret : this.storage) ?? refusing('NotFound')(),
    create: (call) => (call.what === 'secrets' ? this.putSecret(call.body) : this.put(call.body)),
    patch: (call) =>
      call.what === 'secrets'
        ? this.putSecret(applyMergePatch(this.secret, call.body))
        : this.put(applyMergePatch(this.storage, call.body)),
    delete: () => (this.storage = undefined),
  });

  put(object: unknown): BackupStorage {
    const { metadata, ...rest } = object as BackupStorage;
    return (this.storage = { ...rest, metadata: { ...metadata, uid: 'uid-main', resourceVersion: '2' } });
  }

  putSecret(object: unknown): unknown {
    if (this.refusal) return this.refusal();
    const { metadata, ...rest } = object as UntypedObject;
    return (this.secret = { ...rest, metadata: { ...metadata, uid: 'uid-secret', resourceVersion: '3' } });
  }

  get writer(): StorageWriter {
    const access = {
      type: BACKUP_STORAGE,
      require: async () => undefined,
      requireCreate: async () => undefined,
    };
    const caches: Partial<ClusterCaches> = {
      backupStorages: new InMemoryInformer<BackupStorage>().asInformer,
      secretVersions: this.secretVersions.asInformer,
      clusters: new InMemoryInformer(this.clusters, { [BY_STORAGE]: () => ['team-a/main'] }).asInformer,
      backups: new InMemoryInformer<DatabaseBackup>([], { [BY_STORAGE]: () => [] }).asInformer,
    };
    return new StorageWriter(this.client, caches as ClusterCaches, access as Partial<StorageAccess> as StorageAccess);
  }

  create(rest: object = { credentials: KEYS }, idempotencyKey?: string): ReturnType<StorageWriter['create']> {
    const { credentialsRef: _given, ...spec } = aBackupStorage().spec;
    return this.writer.create(ann, 'team-a', { metadata: { name: 'main' }, spec, ...rest }, { idempotencyKey });
  }

  calls(verb: KubeCall['verb']): string[] {
    return this.client.asked.filter((asked) => asked.startsWith(verb));
  }
}

describe('StorageWriter', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('keeps what it was given in a Secret that the storage owns and names', async () => {
    const { object, changes } = await world.create();
    expect(object.spec.credentialsRef).toEqual({ name: OWN });
    expect(world.secret).toMatchObject({
      metadata: {
        name: OWN,
        namespace: 'team-a',
        labels: { 'dbaas.io/backup-storage': 'main', 'app.kubernetes.io/managed-by': 'dbaas-operator' },
        ownerReferences: [{ kind: 'BackupStorage', name: 'main', uid: 'uid-main', controller: true }],
      },
      data: { accessKeyId: encoded(KEYS.accessKeyId), secretAccessKey: encoded(KEYS.secretAccessKey) },
    });
    expect(JSON.stringify(changes)).not.toContain(KEYS.secretAccessKey);
  });

  it('takes the storage away again when its Secret cannot be written: the next try finds the way free', async () => {
    world.refusal = refusing('Forbidden');
    await expect(world.create()).rejects.toMatchObject({ code: 'internal_error' });
    expect(world.storage).toBeUndefined();
    expect(world.client.calls.at(-1)).toMatchObject({ verb: 'delete', options: { uid: 'uid-main' } });
  });

  it('answers when whoever judges the storage next can see its Secret', async () => {
    await world.create();
    expect(world.secretVersions.awaited).toEqual(['3']);
  });

  describe('with an idempotency key', () => {
    const OTHER = { credentials: { ...KEYS, secretAccessKey: 'another' } };

    it('is answered the same when it comes again, and tells other credentials by what is beside them alone', async () => {
      await world.create(undefined, 'deploy-4711');
      const { storage, secret } = world;
      expect(await world.create(undefined, 'deploy-4711')).toMatchObject({ isReplay: true, changes: [] });
      await expect(world.create(OTHER, 'deploy-4711')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      expect([world.storage, world.secret]).toEqual([storage, secret]);
      const [ofStorage, ofSecret] = [storage, secret].map(
        (object) => object?.metadata.annotations!['dbaas.io/idempotency'],
      );
      expect(ofSecret).not.toBe(ofStorage);
    });

    it('is completed where the first try ended between the two', async () => {
      await world.create(undefined, 'deploy-4711');
      const before = world.secret;
      world.secret = undefined;
      expect(await world.create(undefined, 'deploy-4711')).toMatchObject({ isReplay: true });
      expect(world.secret).toEqual(before);
    });

    it('stays the same request when credentials were changed since', async () => {
      await world.create(undefined, 'deploy-4711');
      await world.writer.patch(ann, key, OTHER, {});
      expect(await world.create(undefined, 'deploy-4711')).toMatchObject({ isReplay: true });
      expect(world.secret!.data).toMatchObject({ secretAccessKey: encoded('another') });
    });
  });

  it('replaces credentials whole, on the very Secret that it read', async () => {
    await world.create();
    world.secret = { ...world.secret!, data: { ...(world.secret!.data as object), old: encoded('left over') } };
    await world.writer.patch(ann, key, { credentials: { ...KEYS, accessKeyId: 'NEW' } }, {});
    expect(world.secret.data).toEqual({ accessKeyId: encoded('NEW'), secretAccessKey: encoded(KEYS.secretAccessKey) });
    expect(world.client.calls.at(-1)?.body).toMatchObject({ metadata: { resourceVersion: '3' } });
    expect(world.calls('patch')).toEqual([`patch secrets team-a/${OWN}`]);
  });

  it("leads a storage that read a user's Secret to its own, once credentials are given", async () => {
    world.put(aBackupStorage({ credentialsRef: { name: 'keys' } }));
    const { object } = await world.writer.patch(ann, key, { credentials: KEYS }, {});
    expect(object.spec.credentialsRef).toEqual({ name: OWN });
  });

  it('writes nothing at all over a Secret of somebody else', async () => {
    world.secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: OWN, namespace: 'team-a' } };
    await expect(world.create()).rejects.toMatchObject({ code: 'storage_secret_taken' });
    expect(world.calls('create')).toEqual([]);
  });

  it('stores nothing of secrets in a dry run', async () => {
    world.put(aBackupStorage());
    await world.writer.patch(ann, key, { credentials: KEYS }, { dryRun: true });
    expect(world.secret).toBeUndefined();
    expect(world.client.calls.filter(({ verb }) => verb === 'patch')).toMatchObject([{ options: { dryRun: true } }]);
  });

  it('is not forgotten under what refers to it, unless that is so already', async () => {
    const world = new World();
    await world.create();
    world.clusters = [aDatabaseCluster()];
    const refused = world.writer.delete(ann, key, {});
    await expect(refused).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('DatabaseCluster orders'),
      related: { kind: 'DatabaseCluster', namespace: 'team-a', name: 'orders' },
    });
    expect(world.storage).toBeDefined();
    world.put({
      ...world.storage!,
      metadata: { ...world.storage!.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
    });
    expect(await world.writer.delete(ann, key, {})).toMatchObject({ isGone: true });
  });
});
