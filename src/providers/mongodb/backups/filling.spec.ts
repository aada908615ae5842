import { BACKED_UP, BackedUpEngine } from '../../../../test/builders/percona-backups.js';
import { aClusterThatRan, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster, RecoverySource } from '../../../resources/database-cluster/index.js';
import { MONGODB } from '../dialect.js';
import { MongodbProvider } from '../provider.js';
import { PSMDB, PSMDB_RESTORE, type Psmdb } from '../upstream.js';

const provider = new MongodbProvider();
const engine = new BackedUpEngine(provider, MONGODB);
const SOURCE: RecoverySource = {
  storage: 'main',
  archive: 'team-a/events-0a1b2c3d-1-v8.0',
  backupId: '2026-03-01T10:20:30Z',
};
const NAME = `fill-${CLUSTER_UID.slice(0, 8)}-1`;

interface Scene {
  readonly source?: Partial<RecoverySource>;
  readonly state?: string;
  readonly filled?: string;
  readonly order?: UntypedObject;
  /** The life whose data has been served. */
  readonly served?: number;
}

function standingIn({ source, state = 'ready', filled }: Scene): Psmdb {
  const incarnation = { number: 1, source: { ...SOURCE, ...source } };
  const annotations = {
    'dbaas.io/incarnation': JSON.stringify(incarnation),
    ...(filled !== undefined && { 'dbaas.io/filled-from': filled }),
  };
  return engine.standing({ input: { incarnation } }, { annotations, status: { state } });
}

function renderIn(scene: Scene): { upstream: Psmdb; orders: readonly UntypedObject[] } {
  const incarnation = { number: 1, source: { ...SOURCE, ...scene.source } };
  const orders = scene.order ? [scene.order] : [];
  const input = { incarnation, cluster: aClusterServing(scene.served) };
  const [first, ...rest] = engine.render({ input, standing: standingIn(scene), orders });
  return { upstream: first!.object as Psmdb, orders: rest.map(({ object }) => object as UntypedObject) };
}

const aClusterServing = (life?: number): DatabaseCluster =>
  aClusterThatRan(
    { engine: 'mongodb', version: engine.catalogue.spec.defaultVersion, ...BACKED_UP },
    {
      version: undefined,
      incarnation: life ? { number: life, firstRunningAt: '2026-03-01T11:00:00Z' } : { number: 1 },
    },
  );

const filledIn = (scene: Scene): string | undefined =>
  renderIn(scene).upstream.metadata.annotations?.['dbaas.io/filled-from'];

describe('a MongoDB that is born with data', () => {
  it('is made empty first', () => {
    const children = engine.render({ input: { incarnation: { number: 1, source: SOURCE } } });
    expect(children.map(({ type }) => type.kind)).toEqual(['PerconaServerMongoDB']);
  });

  it.each([
    { archive: 'team-a/events-0a1b2c3d-1-v7.0', image: 'percona/percona-server-mongodb:7.0.30-16' },
    { archive: 'team-a/events-0a1b2c3d-1-v5.0', image: 'percona/percona-server-mongodb:8.0.19-7' },
  ])('is of the release of its data, where nobody says otherwise: $archive makes $image', ({ archive, image }) => {
    const incarnation = { number: 1, source: { ...SOURCE, archive } };
    expect(engine.upstream({ spec: { ...BACKED_UP, version: undefined }, input: { incarnation } }).spec.image).toBe(
      image,
    );
  });

  it.each<{ what: string; scene: Scene; orders: number; filled?: string }>([
    { what: 'is not filled before it is ready', scene: { state: 'initializing' }, orders: 0 },
    { what: 'is filled as soon as it is ready', scene: {}, orders: 1 },
    {
      what: 'leaves the order alone while it is carried out',
      scene: { order: engine.order(NAME, { state: 'running' }) },
      orders: 0,
    },
    {
      what: 'is filled when the order has succeeded',
      scene: { order: engine.order(NAME, { state: 'ready' }) },
      orders: 0,
      filled: '1',
    },
    {
      what: 'stays filled, though nothing is left of the order',
      scene: { filled: '1', state: 'initializing' },
      orders: 0,
      filled: '1',
    },
    {
      what: 'is not filled again when somebody has taken the mark away, for it has served since',
      scene: { served: 1 },
      orders: 0,
      filled: '1',
    },
    {
      what: 'is filled where it is a life before that has served',
      scene: { served: 7 },
      orders: 1,
    },
    {
      what: 'is not filled by an order that failed',
      scene: { order: engine.order(NAME, { state: 'error' }) },
      orders: 0,
    },
    {
      what: 'takes nothing for its own that somebody else has asked for',
      scene: { order: engine.order(NAME, { state: 'ready' }, {}) },
      orders: 1,
    },
  ])('$what', ({ scene, orders, filled }) => {
    expect(renderIn(scene).orders).toHaveLength(orders);
    expect(filledIn(scene)).toBe(filled);
  });

  it.each<{ what: string; scene: Scene; awaits: boolean }>([
    { what: 'is empty', scene: {}, awaits: true },
    { what: 'is not ready yet', scene: { state: 'initializing' }, awaits: true },
    { what: 'is being filled', scene: { order: engine.order(NAME, { state: 'running' }) }, awaits: false },
    { what: 'is filled', scene: { filled: '1' }, awaits: false },
    { what: 'has served since', scene: { served: 1 }, awaits: false },
  ])('needs the storage of its data while it $what: $awaits', ({ scene, awaits }) => {
    const observed = new ObservedObjects().with(PSMDB, standingIn(scene));
    if (scene.order) observed.with(PSMDB_RESTORE, scene.order);
    expect(provider.awaitsFilling?.(aClusterServing(scene.served), observed)).toBe(awaits);
  });

  it.each([
    { source: {}, pitr: undefined },
    { source: { latest: true }, pitr: { type: 'latest' } },
    { source: { time: '2026-03-01T13:30:00.9+01:00' }, pitr: { type: 'date', date: '2026-03-01 12:30:00' } },
  ])('is told of a place and never of a name: $source means $pitr', ({ source, pitr }) => {
    const [order] = renderIn({ source }).orders;
    expect(order?.spec).toMatchObject({
      clusterName: 'orders',
      backupSource: {
        type: 'logical',
        destination: 's3://backups/team-a/events-0a1b2c3d-1-v8.0/2026-03-01T10:20:30Z',
        s3: { bucket: 'backups', prefix: 'team-a/events-0a1b2c3d-1-v8.0' },
      },
    });
    expect(order?.spec?.pitr).toEqual(pitr);
    expect(order?.metadata.ownerReferences).toMatchObject([{ kind: 'PerconaServerMongoDB', uid: 'uid-orders' }]);
  });

  it.each([
    { what: 'restores', order: engine.order(NAME, { state: 'running' }), phase: 'Restoring', says: NAME },
    {
      what: 'failed',
      order: engine.order(NAME, { state: 'error', error: 'no such backup' }),
      phase: 'Failed',
      says:
        'The operator could not fill it: no such backup. Mend the cause and delete the PerconaServerMongoDBRestore ' +
        `"${NAME}" to have it tried again, or delete the database.`,
    },
    { what: 'has not been asked', order: undefined, phase: 'Restoring', says: 'filled when it is there' },
  ])('tells where the operator $what', ({ order, phase, says }) => {
    const observed = new ObservedObjects().with(PSMDB, standingIn({})).with(PSMDB_RESTORE, ...(order ? [order] : []));
    const told = provider.status(aClusterThatRan({ engine: 'mongodb' }), observed);
    expect(told.phase).toBe(phase);
    expect(told.message).toContain(says);
    expect(told.conditions.find(({ type }) => type === 'Ready')?.status).toBe('False');
  });
});
