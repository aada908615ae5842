import { anApplyInput } from '../../../test/builders/apply-input.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { observedPercona, type PodsScene } from '../../../test/builders/percona.js';
import { aPsmdb, MONGODB_ENGINE, mongod, type PsmdbChanges } from '../../../test/builders/psmdb.js';
import { PERSISTENT_VOLUME_CLAIM, SECRET, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import { runApplier } from '../contract/index.js';
import { MONGODB } from './dialect.js';
import { MongodbProvider } from './provider.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE, type Psmdb } from './upstream.js';

const provider = new MongodbProvider();
const INTENT: Partial<DatabaseClusterSpec> = { engine: 'mongodb', version: '7.0' };

type Standing = PsmdbChanges & Pick<PodsScene, 'claims'>;

/** What is rendered beside what stands. */
function renderBeside(spec: Partial<DatabaseClusterSpec>, { claims, ...upstream }: Standing): Psmdb {
  const observed = observedPercona(MONGODB, aPsmdb(upstream), { claims });
  const cluster = aClusterThatRan({ ...INTENT, ...spec });
  const input = anApplyInput({ cluster, engine: MONGODB_ENGINE, observed });
  return runApplier(provider.applier(input))[0]!.object as Psmdb;
}

describe('what an operation leaves beside the specification', () => {
  it('reaches every pod: the mark of a restart', () => {
    const rendered = renderBeside(
      { sharding: { shards: 1 } },
      { shards: 1, annotations: { 'dbaas.io/restarted-for': 'uid-7' } },
    );
    const { replsets, sharding } = rendered.spec;
    for (const group of [...replsets, sharding.configsvrReplSet, sharding.mongos]) {
      expect(group?.annotations).toEqual({ 'dbaas.io/restarted-for': 'uid-7' });
    }
    expect(rendered.metadata.annotations).not.toHaveProperty(['dbaas.io/restarted-for']);
  });

  it('is nothing where there was none', () => {
    expect(renderBeside({}, {}).spec.replsets[0]).not.toHaveProperty('annotations');
  });
});

describe('the release', () => {
  it.each([
    { what: 'what runs stays within its line', version: '7.0', running: '7.0.28-14', image: '7.0.28-14' },
    { what: 'an exact one is taken', version: '7.0.30-16', running: '7.0.28-14', image: '7.0.30-16' },
    { what: 'a new line begins with its newest', version: '8.0', running: '7.0.28-14', image: '8.0.19-7' },
    { what: 'left open, nothing changes', version: undefined, running: '7.0.28-14', image: '7.0.28-14' },
  ])('is chosen so that $what', ({ version, running, image }) => {
    const rendered = renderBeside({ version }, { image: mongod(running), status: { mongoVersion: running } });
    expect(rendered.spec.image).toBe(mongod(image));
  });

  it('that the catalogue has dropped goes on', () => {
    const gone = 'registry.example/psmdb:7.0.12-1';
    expect(renderBeside({}, { image: gone, status: { mongoVersion: '7.0.12-1' } }).spec.image).toBe(gone);
  });
});

describe("the level of the operator's behaviour", () => {
  const standing = { spec: { crVersion: '1.21.0' }, image: mongod('7.0.28-14'), status: { mongoVersion: '7.0.28-14' } };

  it.each([
    { what: 'is the newest at birth', render: () => renderNew(), level: '1.22.0' },
    { what: 'stays with a new release of ours', render: () => renderBeside({}, standing), level: '1.21.0' },
    { what: 'is raised by an upgrade', render: () => renderBeside({ version: '8.0' }, standing), level: '1.22.0' },
  ])('$what', ({ render, level }) => {
    expect(render().spec.crVersion).toBe(level);
  });
});

/** Nothing stands. */
function renderNew(): Psmdb {
  const input = anApplyInput({ cluster: aDatabaseCluster(INTENT), engine: MONGODB_ENGINE });
  return runApplier(provider.applier(input))[0]!.object as Psmdb;
}

describe('the power', () => {
  it('is turned off for what has run, and not before', () => {
    expect(renderBeside({ powerState: 'Stopped' }, {}).spec.pause).toBe(true);
    const cluster = aDatabaseCluster({ ...INTENT, powerState: 'Stopped' });
    const [child] = runApplier(provider.applier(anApplyInput({ cluster, engine: MONGODB_ENGINE })));
    expect((child!.object as Psmdb).spec.pause).toBe(false);
  });
});

describe('the size of volumes', () => {
  const sizeIn = ({ spec }: Psmdb): string | undefined =>
    spec.replsets[0]!.volumeSpec?.persistentVolumeClaim.resources.requests.storage;
  const storage = (size: string): Partial<DatabaseClusterSpec> => ({ storage: { size } });
  const claim = 'mongod-data-orders-rs0-0';

  it.each<{ what: string; wanted: string; standing: Standing; asked: string }>([
    { what: 'as it is asked for', wanted: '10Gi', standing: {}, asked: '10Gi' },
    { what: 'larger as soon as it is asked for', wanted: '20Gi', standing: {}, asked: '20Gi' },
    {
      what: 'what the operator has gone back to, when it could not carry out the larger one',
      wanted: '20Gi',
      standing: { asked: '20Gi', storage: '10Gi' },
      asked: '10Gi',
    },
    {
      what: 'another one, though the last was refused',
      wanted: '15Gi',
      standing: { asked: '20Gi', storage: '10Gi' },
      asked: '15Gi',
    },
    {
      what: 'the former one, when the larger was refused and is no longer wanted',
      wanted: '10Gi',
      standing: { asked: '20Gi', storage: '10Gi' },
      asked: '10Gi',
    },
    {
      what: 'the former one, when no volume has grown yet',
      wanted: '10Gi',
      standing: { storage: '20Gi', claims: { [claim]: { request: '10Gi' } } },
      asked: '10Gi',
    },
    {
      what: 'what volumes have got, though less is wanted again',
      wanted: '10Gi',
      standing: { storage: '20Gi', claims: { [claim]: { request: '20Gi' } } },
      asked: '20Gi',
    },
  ])('is $what', ({ wanted, standing, asked }) => {
    expect(sizeIn(renderBeside(storage(wanted), standing))).toBe(asked);
  });

  it('is noted where the operator does not write', () => {
    const rendered = renderBeside(storage('20Gi'), { asked: '20Gi', storage: '10Gi' });
    expect(rendered.metadata.annotations).toMatchObject({ 'dbaas.io/storage-asked': '20Gi' });
  });
});

describe('before a MongoDB is made or changed', () => {
  const check = (observed: ObservedObjects) =>
    provider.preReconcileHook(aDatabaseCluster(INTENT), { engine: MONGODB_ENGINE, observed });
  const order = (state?: string): UntypedObject => ({
    apiVersion: 'psmdb.percona.com/v1',
    kind: 'PerconaServerMongoDBRestore',
    metadata: { name: 'back' },
    spec: { clusterName: 'orders' },
    ...(state && { status: { state } }),
  });

  it.each<[string, ResourceType]>([
    ['databases', PSMDB],
    ['backups', PSMDB_BACKUP],
    ['restores', PSMDB_RESTORE],
  ])('its operator must know %s', (_what, type) => {
    expect(check(new ObservedObjects().withoutKind(type))?.reason).toBe('OperatorNotInstalled');
  });

  it('nobody may have left volumes under its name', () => {
    const left = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'mongod-data-orders-rs0-0' } };
    expect(check(new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, left))).toMatchObject({
      reason: 'NameTaken',
      message: expect.stringContaining('mongod-data-orders-rs0-0'),
    });
    expect(check(new ObservedObjects())).toBeUndefined();
  });

  it('nor is it to be born with the passwords of data that is no more', () => {
    const left = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'mongod-data-orders-rs0-0' } };
    const users = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-secrets' } };
    const observed = new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, left).with(SECRET, users);
    expect(check(observed)?.message).toMatch(/these Secrets: orders-credentials, orders-secrets\.$/);
  });

  it.each([
    { state: undefined, reason: 'RestoreInProgress' },
    { state: 'running', reason: 'RestoreInProgress' },
    { state: 'ready', reason: undefined },
    { state: 'error', reason: undefined },
  ])('nothing of the operator may be under way: a restore that is $state', ({ state, reason }) => {
    const observed = observedPercona(MONGODB, aPsmdb(), { others: [[PSMDB_RESTORE, order(state)]] });
    expect(check(observed)?.reason).toBe(reason);
  });
});

describe('how clients come to a MongoDB', () => {
  const ca = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-ssl' }, data: { 'ca.crt': 'Q0E=' } };
  const observed = new ObservedObjects().with(SECRET, ca);

  it('is to its members', () => {
    const connection = provider.connection(aDatabaseCluster(INTENT), observed);
    expect(connection).toMatchObject({ port: 27017, username: 'app', database: '', caCertificate: 'CA' });
    expect(connection.uri('p/w')).toBe(
      'mongodb://app:p%2Fw@orders-rs0.team-a.svc.cluster.local:27017/?authSource=admin&replicaSet=rs0',
    );
  });

  it('is to the routers of shards', () => {
    const connection = provider.connection(aDatabaseCluster({ ...INTENT, sharding: { shards: 2 } }), observed);
    expect(connection.uri('pw')).toBe(
      'mongodb://app:pw@orders-mongos.team-a.svc.cluster.local:27017/?authSource=admin',
    );
  });
});
