import { aCnpgBackup, anObjectStore } from '../../../test/builders/barman.js';
import { aCnpgCluster, aMemberPod, aVolumeClaim, anOperatorObject } from '../../../test/builders/cnpg.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { CleanupPlan } from '../contract/index.js';
import { planCleanup } from './cleanup.js';
import { CNPG_BACKUP, OBJECT_STORE } from './upstream-backups.js';
import { CNPG_CLUSTER, POD_MONITOR, POOLER } from './upstream.js';

const deletionTimestamp = '2026-01-02T00:00:00Z';
const retained = aClusterThatRan({ deletionPolicy: 'Retain' });
const deleted = aClusterThatRan();
const stopped = { annotations: { 'cnpg.io/hibernation': 'on' } };
const unwatched = { annotations: { ...stopped.annotations, 'cnpg.io/reconciliationLoop': 'disabled' } };

const summary = ({ actions }: CleanupPlan): string[] =>
  actions.map(({ do: verb, type, key }) => `${verb} ${type.kind} ${key.name}`);

const going = (object: UntypedObject): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, deletionTimestamp },
});
const strange = (object: UntypedObject): UntypedObject => ({
  ...object,
  metadata: { ...object.metadata, labels: { 'cnpg.io/cluster': 'orders' } },
});

describe('planCleanup with deletionPolicy Delete', () => {
  const pooler = anOperatorObject('Pooler', 'orders-pooler-rw');
  const monitor = anOperatorObject('PodMonitor', 'orders');

  it.each<{ does: string; observed: ObservedObjects; expected: string[] }>([
    {
      does: 'takes the proxy and the monitors first',
      observed: new ObservedObjects()
        .with(CNPG_CLUSTER, aCnpgCluster())
        .with(POOLER, pooler)
        .with(POD_MONITOR, monitor),
      expected: ['delete Pooler orders-pooler-rw', 'delete PodMonitor orders'],
    },
    {
      does: 'waits for them',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster()).with(POOLER, going(pooler)),
      expected: [],
    },
    {
      does: 'then takes the database',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster()),
      expected: ['delete Cluster orders'],
    },
    {
      does: 'asks once',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster({ deletionTimestamp })),
      expected: [],
    },
    {
      does: 'then waits for what the collector takes',
      observed: new ObservedObjects()
        .with(POD, aMemberPod('orders-1'))
        .with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1'))
        .with(SERVICE, anOperatorObject('Service', 'orders-rw')),
      expected: [],
    },
    {
      does: 'takes a volume that has no owner any more',
      observed: new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1', { ownerUid: null })),
      expected: ['delete PersistentVolumeClaim orders-1'],
    },
  ])('$does', ({ observed, expected }) => {
    const plan = planCleanup(deleted, observed);
    expect(summary(plan)).toEqual(expected);
    expect(plan.done).toBe(false);
    expect(plan.waitingFor).toMatch(/^Waiting for .*\.$/);
  });

  const stores = [anObjectStore(), anObjectStore({ name: 'orders-source' })];

  it.each<{ does: string; observed: ObservedObjects; expected: string[] }>([
    {
      does: 'while the database is there',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster()),
      expected: ['delete Cluster orders'],
    },
    {
      does: 'while a member ships the end of its log',
      observed: new ObservedObjects().with(POD, aMemberPod('orders-1')),
      expected: [],
    },
    {
      does: 'until everything else is gone',
      observed: new ObservedObjects(),
      expected: ['delete ObjectStore orders-backups', 'delete ObjectStore orders-source'],
    },
  ])('keeps the way to the bucket $does', ({ observed, expected }) => {
    const plan = planCleanup(deleted, observed.with(OBJECT_STORE, ...stores));
    expect(summary(plan)).toEqual(expected);
    expect(plan.done).toBe(false);
  });

  it('leaves backups alone: they belong to objects of their own', () => {
    const observed = new ObservedObjects().with(CNPG_BACKUP, aCnpgBackup());
    expect(planCleanup(deleted, observed)).toEqual({ actions: [], done: true });
  });

  it("leaves somebody else's way to a bucket", () => {
    const observed = new ObservedObjects().with(OBJECT_STORE, anObjectStore({ labels: {} }));
    expect(planCleanup(deleted, observed)).toEqual({ actions: [], done: true });
  });

  it('is done when nothing of ours is left', () => {
    expect(planCleanup(deleted, new ObservedObjects())).toEqual({ actions: [], done: true });
  });

  it('neither touches nor waits for what is not ours', () => {
    const observed = new ObservedObjects()
      .with(CNPG_CLUSTER, strange(aCnpgCluster() as unknown as UntypedObject))
      .with(POD, strange(aMemberPod('orders-1')))
      .with(PERSISTENT_VOLUME_CLAIM, strange(aVolumeClaim('orders-1')))
      .with(POOLER, strange(pooler));
    expect(planCleanup(deleted, observed)).toEqual({ actions: [], done: true });
    expect(planCleanup(retained, observed)).toEqual({ actions: [], done: true });
  });

  it('names the object by uid, so that a successor of the same name is safe', () => {
    const [action] = planCleanup(deleted, new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster())).actions;
    expect(action).toMatchObject({ key: { namespace: 'team-a', name: 'orders' }, uid: aCnpgCluster().metadata.uid });
  });
});

describe('planCleanup with deletionPolicy Retain', () => {
  const claim = aVolumeClaim('orders-1');
  const freed = aVolumeClaim('orders-1', { ownerUid: null });

  it.each<{ does: string; observed: ObservedObjects; expected: string[] }>([
    {
      does: 'stops the members first',
      observed: new ObservedObjects()
        .with(CNPG_CLUSTER, aCnpgCluster())
        .with(POD, aMemberPod('orders-1'))
        .with(PERSISTENT_VOLUME_CLAIM, claim),
      expected: ['patch Cluster orders'],
    },
    {
      does: 'waits until none runs',
      observed: new ObservedObjects()
        .with(CNPG_CLUSTER, aCnpgCluster(stopped))
        .with(POD, aMemberPod('orders-1'))
        .with(PERSISTENT_VOLUME_CLAIM, claim),
      expected: [],
    },
    {
      does: 'then has the operator look away',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster(stopped)).with(PERSISTENT_VOLUME_CLAIM, claim),
      expected: ['patch Cluster orders'],
    },
    {
      does: 'then frees the volumes',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster(unwatched)).with(PERSISTENT_VOLUME_CLAIM, claim),
      expected: ['patch PersistentVolumeClaim orders-1'],
    },
    {
      does: 'then takes the database',
      observed: new ObservedObjects().with(CNPG_CLUSTER, aCnpgCluster(unwatched)).with(PERSISTENT_VOLUME_CLAIM, freed),
      expected: ['delete Cluster orders'],
    },
    {
      does: 'waits for what goes with the database',
      observed: new ObservedObjects()
        .with(PERSISTENT_VOLUME_CLAIM, freed)
        .with(SERVICE, anOperatorObject('Service', 'orders-rw')),
      expected: [],
    },
    {
      does: 'does not promise a volume that still has an owner',
      observed: new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, claim),
      expected: [],
    },
  ])('$does', ({ observed, expected }) => {
    const plan = planCleanup(retained, observed);
    expect(summary(plan)).toEqual(expected);
    expect(plan.done).toBe(false);
  });

  it('writes what it means to', () => {
    const patchOf = (observed: ObservedObjects): unknown => {
      const [action] = planCleanup(retained, observed).actions;
      return action?.do === 'patch' ? action.mergePatch : undefined;
    };
    const around = (upstream = aCnpgCluster()): ObservedObjects =>
      new ObservedObjects().with(CNPG_CLUSTER, upstream).with(PERSISTENT_VOLUME_CLAIM, claim);
    expect(patchOf(around())).toEqual({ metadata: { annotations: { 'cnpg.io/hibernation': 'on' } } });
    expect(patchOf(around(aCnpgCluster(stopped)))).toEqual({
      metadata: { annotations: { 'cnpg.io/reconciliationLoop': 'disabled' } },
    });
    expect(patchOf(around(aCnpgCluster(unwatched)))).toEqual({ metadata: { ownerReferences: null } });
  });

  it('leaves other owners of a volume in place', () => {
    const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'other' };
    const shared = {
      ...claim,
      metadata: { ...claim.metadata, ownerReferences: [...claim.metadata.ownerReferences!, other] },
    };
    const observed = new ObservedObjects()
      .with(CNPG_CLUSTER, aCnpgCluster(unwatched))
      .with(PERSISTENT_VOLUME_CLAIM, shared);
    expect(planCleanup(retained, observed).actions[0]).toMatchObject({
      mergePatch: { metadata: { ownerReferences: [other] } },
    });
  });

  it('ends with the volumes kept, and says how to use them', () => {
    const plan = planCleanup(retained, new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, freed));
    expect(plan).toMatchObject({ actions: [], done: true, kept: { objects: ['orders-1'] } });
    expect(plan.kept?.howToUse).toContain('volumeSnapshots');
  });

  it('takes the way to the bucket before it ends', () => {
    const observed = new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, freed).with(OBJECT_STORE, anObjectStore());
    expect(summary(planCleanup(retained, observed))).toEqual(['delete ObjectStore orders-backups']);
  });

  it('keeps nothing of a database that never ran', () => {
    const unborn = aCnpgCluster({ status: { currentPrimary: undefined } });
    const observed = new ObservedObjects().with(CNPG_CLUSTER, unborn).with(PERSISTENT_VOLUME_CLAIM, claim);
    const plan = planCleanup(aDatabaseCluster({ deletionPolicy: 'Retain' }), observed);
    expect(summary(plan)).toEqual(['delete Cluster orders']);
  });
});
