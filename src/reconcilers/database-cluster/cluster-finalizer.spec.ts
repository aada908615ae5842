import { aDatabaseBackup, aUsableBackup, backupCaches } from '../../../test/builders/database-backup.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { aClusterThatRan, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { aProvider } from '../../../test/builders/provider.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../test/builders/widget.js';
import { refusing } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { BUCKET_KEYS, LABELS } from '../../domain/naming.js';
import { ENGINE_SECRETS } from '../../../test/builders/engine-secrets.js';
import type { EventRecorder } from '../../kube/events/index.js';
import { ConflictError } from '../../kube/manager/index.js';
import { parseKey, type UntypedObject } from '../../kube/meta/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { ProviderRegistry, type CleanupPlan } from '../../providers/contract/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { ClusterFinalizer } from './cluster-finalizer.js';
import { lastBackupName } from './last-backup.js';
import type { ClusterCaches, ObservedChildren } from '../../caches/index.js';

const KEY = { namespace: 'team-a', name: 'orders' };
const STEP: CleanupPlan = {
  actions: [{ do: 'delete', type: WIDGET, key: KEY, uid: 'w1' }],
  waitingFor: 'Waiting for 2 members to go.',
  done: false,
};
const DONE: CleanupPlan = { actions: [], done: true };
const KEPT: CleanupPlan = {
  ...DONE,
  kept: { objects: ['orders-1', 'orders-2'], howToUse: 'Name them to have them back.' },
};

function aDeletedCluster(changes: Partial<DatabaseCluster['spec']> = {}, metadata: object = {}): DatabaseCluster {
  const cluster = aClusterThatRan(changes);
  const deletion = { deletionTimestamp: '2026-01-02T00:00:00Z', finalizers: ['theirs', 'dbaas.io/cleanup'] };
  return { ...cluster, metadata: { ...cluster.metadata, resourceVersion: '7', ...deletion, ...metadata } };
}

const anUpstream = (uid = CLUSTER_UID): UntypedObject => {
  const { metadata, ...rest } = aWidget('orders');
  return { ...rest, metadata: { ...metadata, ...KEY, uid: 'w1', labels: { [LABELS.clusterUid]: uid } } };
};
const aSecret = (uid = CLUSTER_UID): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { ...KEY, name: 'orders-credentials', uid: 's1', labels: { [LABELS.clusterUid]: uid } },
});

interface Scene {
  readonly cluster?: DatabaseCluster;
  readonly cleanup?: CleanupPlan;
  readonly upstream?: UntypedObject;
  readonly secret?: UntypedObject;
  /** The upstream as the server has it, whatever the cache shows. */
  readonly live?: UntypedObject;
  readonly backups?: readonly DatabaseBackup[];
  readonly create?: () => never;
  readonly engine?: Parameters<typeof aProvider>[0];
  /** Copies of keys that were made for it. */
  readonly keys?: readonly UntypedObject[];
}

interface Outcome {
  readonly client: ScriptedKubeClient;
  /** What was asked for besides reads. */
  readonly writes: readonly string[];
  readonly events: string[];
  readonly cluster: DatabaseCluster;
}

async function finalize(scene: Scene): Promise<Outcome> {
  const { cluster = aDeletedCluster(), cleanup, upstream, secret = aSecret(), live = upstream, backups } = scene;
  const events: string[] = [];
  let stored = cluster;
  const client = new ScriptedKubeClient({
    patch: ({ body }: KubeCall) => (stored = applyMergePatch(stored, body) as DatabaseCluster),
    delete: () => undefined,
    create: scene.create ?? (({ body }: KubeCall) => body),
    get: ({ what, key }: KubeCall) =>
      what === 'secrets'
        ? { ...secret, metadata: { ...secret.metadata, ...parseKey(key!) } }
        : (live ?? refusing('NotFound')()),
  });
  const finalizer = new ClusterFinalizer({
    client,
    caches: {
      operationsOf: () => [],
      secretsMadeFor: () => scene.keys ?? [],
      ...backupCaches({ backups }),
    } as unknown as ClusterCaches,
    providers: new ProviderRegistry([aProvider({ cleanup, ...scene.engine })]),
    events: {
      normal: (_: unknown, reason: string, message: string) => events.push(`${reason}: ${message}`),
      warning: (_: unknown, reason: string, message: string) => events.push(`${reason}: ${message}`),
    } as unknown as EventRecorder,
    clock: new ManualClock(),
  });
  const observed = new ObservedObjects();
  if (upstream) observed.with(WIDGET, upstream);
  await finalizer.finalize(cluster, observed as unknown as ObservedChildren, aReconcileContext());
  return { client, writes: client.asked.filter((asked) => !asked.startsWith('get ')), events, cluster: stored };
}

const LET_GO = ['delete secrets team-a/orders-credentials', 'patch databaseclusters team-a/orders'];

describe('ClusterFinalizer', () => {
  it('does nothing once its finalizer is off: others may still hold the object', async () => {
    const { client } = await finalize({ cluster: aDeletedCluster({}, { finalizers: ['theirs'] }) });
    expect(client.calls).toEqual([]);
  });

  it('takes the next step, says what it waits for, and holds the object', async () => {
    const { writes, cluster, events } = await finalize({ cleanup: STEP, upstream: anUpstream() });
    expect(writes).toEqual(['delete widgets team-a/orders', 'patch databaseclusters team-a/orders']);
    expect(cluster.status).toMatchObject({ phase: 'Deleting', message: STEP.waitingFor, version: '17.6' });
    expect(cluster.metadata.finalizers).toContain('dbaas.io/cleanup');
    expect(events).toEqual([`Deleting: ${STEP.waitingFor}`]);
  });

  it('reports again only what is new, and tells of the deletion once', async () => {
    const { status } = (await finalize({ cleanup: STEP })).cluster;
    const again = await finalize({ cleanup: STEP, cluster: { ...aDeletedCluster(), status } });
    expect(again.writes).toEqual(['delete widgets team-a/orders']);
    const later = await finalize({
      cleanup: { ...STEP, waitingFor: '1 member.' },
      cluster: { ...aDeletedCluster(), status },
    });
    expect(later.cluster.status?.message).toBe('1 member.');
    expect(later.events).toEqual([]);
  });

  it('does not let go of an upstream that only the server shows', async () => {
    await expect(finalize({ cleanup: DONE, live: anUpstream() })).rejects.toThrow(ConflictError);
  });

  it('takes no notice of an upstream of that name which is not ours', async () => {
    const { writes } = await finalize({ cleanup: DONE, live: anUpstream('another') });
    expect(writes).toEqual(LET_GO);
  });

  it('does not call a database that is being taken down ready', async () => {
    const { cluster } = await finalize({ cleanup: STEP });
    const ready = cluster.status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({ status: 'False', reason: 'Deleting', message: STEP.waitingFor });
  });

  it('lets go when nothing is left: the Secret, then its own finalizer and no other', async () => {
    const { client, writes, cluster, events } = await finalize({ cleanup: DONE });
    expect(writes).toEqual(LET_GO);
    expect(client.calls.find(({ verb }) => verb === 'patch')?.body).toEqual({
      metadata: { finalizers: ['theirs'], resourceVersion: '7' },
    });
    expect(cluster.metadata.finalizers).toEqual(['theirs']);
    expect(events).toEqual([]);
  });

  it('keeps the credentials with the volumes, and says how to get the data back', async () => {
    const { writes, events } = await finalize({ cleanup: KEPT });
    expect(writes).toEqual(['patch databaseclusters team-a/orders']);
    expect(events).toEqual(['VolumesKept: orders-1, orders-2 stay. Name them to have them back.']);
  });

  it('takes what it made for the operator along: the copies of keys always, the passwords with the data', async () => {
    const copy = { ...aSecret(), metadata: { ...aSecret().metadata, name: 'orders-bucket-1' } };
    const labelled = { ...copy.metadata.labels, [LABELS.component]: BUCKET_KEYS };
    const scene = {
      engine: { secrets: ENGINE_SECRETS },
      keys: [{ ...copy, metadata: { ...copy.metadata, labels: labelled } }],
    };
    const patch = 'patch databaseclusters team-a/orders';
    const keys = 'delete secrets team-a/orders-bucket-1';
    const passwords = ['delete secrets team-a/orders-credentials', 'delete secrets team-a/orders-secrets'];
    expect((await finalize({ ...scene, cleanup: DONE })).writes).toEqual([keys, ...passwords, patch]);
    expect((await finalize({ ...scene, cleanup: KEPT })).writes).toEqual([keys, patch]);
  });

  it("leaves a Secret of that name that is somebody else's", async () => {
    const { writes } = await finalize({ cleanup: DONE, secret: aSecret('another') });
    expect(writes).toEqual(['patch databaseclusters team-a/orders']);
  });

  it('touches nothing while the cluster is protected, and names the next step', async () => {
    const cluster = aDeletedCluster({ deletionProtection: true });
    const outcome = await finalize({ cluster, cleanup: STEP, upstream: anUpstream() });
    expect(outcome.writes).toEqual(['patch databaseclusters team-a/orders']);
    expect(outcome.cluster.status).toMatchObject({
      phase: 'Deleting',
      message: expect.stringContaining('deletionProtection'),
    });
    expect(outcome.cluster.metadata.finalizers).toContain('dbaas.io/cleanup');
  });

  it.each([
    { does: "somebody else's upstream of that name", scene: { upstream: anUpstream('another') } },
    {
      does: 'an engine that nobody knows, for which nothing was made',
      scene: { cluster: { ...aDeletedCluster({ engine: 'oracle' }), status: {} } },
    },
    { does: 'a cluster for which nothing was ever made', scene: { cluster: { ...aDeletedCluster(), status: {} } } },
  ])('removes nothing of $does', async ({ scene }) => {
    const { writes, cluster } = await finalize({ cleanup: STEP, ...scene });
    expect(writes).toEqual(LET_GO);
    expect(cluster.metadata.finalizers).toEqual(['theirs']);
  });

  it('does not let go of a database whose engine nobody knows any more', async () => {
    const { writes, cluster } = await finalize({ cluster: aDeletedCluster({ engine: 'oracle' }) });
    expect(writes).toEqual(['patch databaseclusters team-a/orders']);
    expect(cluster.metadata.finalizers).toContain('dbaas.io/cleanup');
    expect(cluster.status?.message).toContain('no plug-in for engine "oracle"');
  });

  it('asks the engine of an upstream that it made and a crash kept from the record', async () => {
    const cluster = { ...aDeletedCluster(), status: {} };
    const { writes } = await finalize({ cluster, cleanup: STEP, upstream: anUpstream() });
    expect(writes[0]).toBe('delete widgets team-a/orders');
  });

  describe('where a last backup is wanted', () => {
    const backup = { storageRef: { name: 'main' } };
    const cluster = aDeletedCluster({ deletionPolicy: 'BackupThenDelete', backup });
    const scene = { cluster, cleanup: STEP, upstream: anUpstream() };
    const name = lastBackupName(cluster);

    it('has it made before anything is taken down', async () => {
      const { writes, cluster: stored } = await finalize(scene);
      expect(writes).toEqual([`create databasebackups team-a/${name}`, 'patch databaseclusters team-a/orders']);
      expect(stored.status?.message).toContain(name);
    });

    it('waits while it is taken, and keeps the data when it failed', async () => {
      const backups = [aDatabaseBackup({ name, status: { phase: 'Failed', message: 'The bucket is full.' } })];
      const { writes, cluster: stored } = await finalize({ ...scene, backups });
      expect(writes).toEqual(['patch databaseclusters team-a/orders']);
      expect(stored.status?.message).toContain('The bucket is full.');
    });

    it('goes on once it has succeeded', async () => {
      const { writes } = await finalize({ ...scene, backups: [aUsableBackup({ name })] });
      expect(writes[0]).toBe('delete widgets team-a/orders');
    });

    it('goes on, and says so, where the whole namespace goes and nothing can be made in it', async () => {
      const cause = { reason: 'NamespaceTerminating', field: 'metadata.namespace', message: 'is being terminated' };
      const create = refusing('Forbidden', { causes: [cause] });
      const { writes, events } = await finalize({ ...scene, create });
      expect(writes).toContain('delete widgets team-a/orders');
      expect(events[0]).toMatch(/^LastBackupSkipped: /);
    });
  });
});
