import { aClusterThatRan, aDatabaseCluster, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import type { ObservedObjects } from '../../../test/builders/observed.js';
import { observedPercona } from '../../../test/builders/percona.js';
import { aPsmdb } from '../../../test/builders/psmdb.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  SECRET,
  SERVICE,
  type ResourceType,
  type UntypedObject,
} from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ChildAction, CleanupPlan } from '../contract/index.js';
import { planCleanup } from './cleanup.js';
import { MONGODB } from './dialect.js';
import { PSMDB_RESTORE, type Psmdb } from './upstream.js';

const OURS = { 'dbaas.io/cluster-uid': CLUSTER_UID };
const CLAIMS = [0, 1, 2].map((number) => `mongod-data-orders-rs0-${number}`);

const object = (kind: string, name: string, metadata: object = {}): UntypedObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team-a', uid: `uid-${name}`, ...metadata },
});

const ourPsmdb = (changes: Parameters<typeof aPsmdb>[0] = {}): Psmdb => {
  const psmdb = aPsmdb(changes);
  return { ...psmdb, metadata: { ...psmdb.metadata, labels: OURS } };
};

const cluster = (deletionPolicy: 'Delete' | 'Retain' = 'Delete'): DatabaseCluster =>
  aClusterThatRan({ engine: 'mongodb', deletionPolicy });

const say = (action: ChildAction): string => {
  const { do: verb, type, key } = action;
  return [verb, type.kind, key.name, ...(action.do === 'patch' ? [JSON.stringify(action.mergePatch)] : [])].join(' ');
};

const told = ({ actions, waitingFor, done }: CleanupPlan) => ({ does: actions.map(say), waitingFor, done });

/** What is left when the operator's object has gone, and everything that belonged to it. */
const left = (...more: (readonly [ResourceType, UntypedObject])[]): ObservedObjects => {
  const claims = CLAIMS.map((name) => [PERSISTENT_VOLUME_CLAIM, object('PersistentVolumeClaim', name)] as const);
  return observedPercona(MONGODB, undefined, { others: [...claims, ...more] });
};

const usersSecret = [SECRET, object('Secret', 'orders-secrets')] as const;

describe('a MongoDB that is deleted', () => {
  it('takes its volumes along: they are told before anything can forget them', () => {
    expect(told(planCleanup(cluster(), observedPercona(MONGODB, ourPsmdb())))).toEqual({
      does: [...CLAIMS.map((name) => `delete PersistentVolumeClaim ${name}`), 'delete PerconaServerMongoDB orders'],
      waitingFor: "Waiting for the operator's PerconaServerMongoDB orders to be removed.",
      done: false,
    });
  });

  it('ends what was asked of the operator first', () => {
    const order = object('PerconaServerMongoDBRestore', 'back', { labels: OURS });
    const theirs = object('PerconaServerMongoDBRestore', 'theirs');
    const observed = observedPercona(MONGODB, ourPsmdb(), {
      others: [
        [PSMDB_RESTORE, order],
        [PSMDB_RESTORE, theirs],
      ],
    });
    expect(told(planCleanup(cluster(), observed)).does).toEqual(['delete PerconaServerMongoDBRestore back']);
  });

  it('waits for what the garbage collector takes, Secrets with an owner among it', () => {
    const owned = object('Secret', 'orders-ssl', {
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'orders', uid: 'uid-orders' }],
    });
    const observed = left([SERVICE, object('Service', 'orders-rs0')], [SECRET, owned]);
    expect(told(planCleanup(cluster(), observed))).toEqual({
      does: [],
      waitingFor: 'Waiting for Secret orders-ssl, Service orders-rs0 to be removed.',
      done: false,
    });
  });

  it('takes away what nobody owns: volumes, then passwords', () => {
    expect(told(planCleanup(cluster(), left(usersSecret))).does).toEqual(
      CLAIMS.map((name) => `delete PersistentVolumeClaim ${name}`),
    );
    const secret = observedPercona(MONGODB, undefined, { others: [usersSecret] });
    expect(told(planCleanup(cluster(), secret)).does).toEqual(['delete Secret orders-secrets']);
    expect(planCleanup(cluster(), observedPercona(MONGODB, undefined))).toEqual({ actions: [], done: true });
  });

  it('asks for nothing twice', () => {
    const going = ourPsmdb();
    going.metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
    const claims = Object.fromEntries(CLAIMS.map((name) => [name, { going: true }]));
    expect(told(planCleanup(cluster(), observedPercona(MONGODB, going, { claims })))).toMatchObject({
      does: [],
      done: false,
    });
  });

  it('leaves a stranger of its name alone, and what was there before it', () => {
    expect(planCleanup(cluster(), observedPercona(MONGODB, aPsmdb()))).toEqual({ actions: [], done: true });
    expect(planCleanup(aDatabaseCluster({ engine: 'mongodb' }), left(usersSecret))).toEqual({
      actions: [],
      done: true,
    });
  });
});

describe('a MongoDB whose volumes are to be retained', () => {
  const retained = cluster('Retain');

  it('is stopped first, so that the volumes are at rest', () => {
    expect(told(planCleanup(retained, observedPercona(MONGODB, ourPsmdb())))).toEqual({
      does: ['patch PerconaServerMongoDB orders {"spec":{"pause":true}}'],
      waitingFor: 'Waiting for the members to stop.',
      done: false,
    });
    const stopping = observedPercona(MONGODB, ourPsmdb({ spec: { pause: true } }), { sets: { rs0: { pods: 1 } } });
    expect(told(planCleanup(retained, stopping))).toMatchObject({
      does: [],
      waitingFor: expect.stringMatching(/^Waiting for Pod orders-rs0-0 to stop, so that the volumes are at rest/),
    });
  });

  it('is restored to the end first, whoever asked for it, so that they hold the whole of something', () => {
    const restoring = (state: string): ObservedObjects => {
      const theirs = { ...object('PerconaServerMongoDBRestore', 'back'), status: { state } };
      return observedPercona(MONGODB, ourPsmdb(), { others: [[PSMDB_RESTORE, theirs]] });
    };
    expect(told(planCleanup(retained, restoring('running')))).toMatchObject({
      does: [],
      waitingFor: expect.stringMatching(/^Waiting for PerconaServerMongoDBRestore back to end, so that what is kept/),
    });
    expect(told(planCleanup(retained, restoring('ready'))).waitingFor).toBe('Waiting for the members to stop.');
    expect(told(planCleanup(cluster(), restoring('running'))).does).toContain('delete PerconaServerMongoDB orders');
  });

  it('then goes without them', () => {
    const stopped = observedPercona(MONGODB, ourPsmdb({ spec: { pause: true } }), { sets: { rs0: { replicas: 0 } } });
    expect(told(planCleanup(retained, stopped)).does).toEqual(['delete PerconaServerMongoDB orders']);
  });

  it('says what is left of it, and how to use that', () => {
    expect(planCleanup(retained, left(usersSecret))).toEqual({
      actions: [],
      done: true,
      kept: {
        objects: [...CLAIMS, 'orders-secrets'],
        howToUse: expect.stringContaining('spec.secrets.users naming the Secret'),
      },
    });
  });

  it('has nothing to keep when it never ran', () => {
    const unborn = aDatabaseCluster(
      { engine: 'mongodb', deletionPolicy: 'Retain' },
      { status: { incarnation: { number: 1 } } },
    );
    const observed = observedPercona(MONGODB, ourPsmdb({ status: { state: 'initializing' } }));
    expect(told(planCleanup(unborn, observed)).does).toContain('delete PerconaServerMongoDB orders');
  });
});
