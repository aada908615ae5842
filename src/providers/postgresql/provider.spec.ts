import { anApplyInput } from '../../../test/builders/apply-input.js';
import { anObjectStore } from '../../../test/builders/barman.js';
import { aCnpgCluster, aVolumeClaim, anOperatorObject } from '../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { PERSISTENT_VOLUME_CLAIM, SECRET, SERVICE } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { runApplier } from '../contract/index.js';
import { versionOfImage } from './image-version.js';
import { PostgresqlProvider } from './provider.js';
import { OBJECT_STORE } from './upstream-backups.js';
import { CNPG_CLUSTER, POOLER } from './upstream.js';

const provider = new PostgresqlProvider();
const engine = aDatabaseEngine();

describe('the applier', () => {
  const cluster = aDatabaseCluster({
    proxy: { type: 'pgbouncer', size: 2 },
    config: [
      { name: 'b', value: '2' },
      { name: 'a', value: '1' },
    ],
    expose: { type: 'LoadBalancer' },
  });

  it('renders equal objects from equal inputs, whatever came before', () => {
    const render = (): unknown => runApplier(provider.applier(anApplyInput({ cluster })));
    expect(render()).toEqual(render());
  });

  it('leaves its inputs alone, and shares nothing between two renderings', () => {
    const input = anApplyInput({ cluster });
    const before = structuredClone(cluster);
    const [first] = runApplier(provider.applier(input));
    first!.object.metadata.labels!.changed = 'yes';
    expect(cluster).toEqual(before);
    expect(runApplier(provider.applier(input))[0]?.object.metadata.labels).not.toHaveProperty('changed');
  });

  it('renders the upstream first', () => {
    const types = runApplier(provider.applier(anApplyInput({ cluster }))).map(({ type }) => type);
    expect(types).toEqual([CNPG_CLUSTER, POOLER]);
  });
});

describe('preReconcileHook', () => {
  const cluster = aDatabaseCluster();

  it.each([
    { does: 'lets a new cluster through', observed: new ObservedObjects(), reason: undefined },
    {
      does: 'lets a cluster with its volumes through',
      observed: new ObservedObjects()
        .with(CNPG_CLUSTER, aCnpgCluster())
        .with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1')),
      reason: undefined,
    },
    {
      does: 'holds a cluster before volumes of an earlier one',
      observed: new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1', { ownerUid: null })),
      reason: 'NameTaken',
    },
    {
      does: 'waits for the operator',
      observed: new ObservedObjects().withoutKind(CNPG_CLUSTER),
      reason: 'OperatorNotInstalled',
    },
    {
      does: 'waits for an operator that is half there',
      observed: new ObservedObjects().withoutKind(POOLER),
      reason: 'OperatorNotInstalled',
    },
  ])('$does', ({ observed, reason }) => {
    expect(provider.preReconcileHook(cluster, { engine, observed })?.reason).toBe(reason);
  });
});

describe('preReconcileHook, where data is to come from a bucket', () => {
  const filled = aDatabaseCluster({ dataSource: { clusterRef: { name: 'payments' } } });
  const source = { storage: 'main', archive: 'team-a/payments-1-v17' };
  const withoutPlugin = (): ObservedObjects => new ObservedObjects().withoutKind(OBJECT_STORE);
  const remains = anOperatorObject('Service', 'orders-rw');
  const foreign = anObjectStore({ labels: {} });

  it.each<{ does: string; cluster?: DatabaseCluster; observed: ObservedObjects; isRebirth?: boolean; reason?: string }>(
    [
      { does: 'lets it through with the plugin', cluster: filled, observed: new ObservedObjects() },
      {
        does: 'waits for the plugin',
        cluster: filled,
        observed: withoutPlugin(),
        reason: 'BackupAgentNotInstalled',
      },
      {
        does: 'waits for the plugin, once it is recorded where from',
        cluster: aDatabaseCluster({}, { status: { incarnation: { number: 1, source } } }),
        observed: withoutPlugin(),
        reason: 'BackupAgentNotInstalled',
      },
      {
        does: 'waits for the plugin to make the data anew',
        observed: withoutPlugin(),
        isRebirth: true,
        reason: 'BackupAgentNotInstalled',
      },
      {
        does: 'does not mind once the field means nothing any more',
        cluster: { ...filled, status: { incarnation: { number: 2 } } },
        observed: withoutPlugin(),
      },
      { does: 'needs no plugin for an empty one', observed: withoutPlugin() },
      {
        does: 'lets what has been made through',
        cluster: filled,
        observed: withoutPlugin().with(CNPG_CLUSTER, aCnpgCluster()).with(OBJECT_STORE, foreign),
      },
      {
        does: 'waits for what is left of the old data',
        observed: new ObservedObjects().with(SERVICE, remains),
        isRebirth: true,
        reason: 'Restoring',
      },
      {
        does: "keeps off somebody else's way to a bucket",
        observed: new ObservedObjects().with(OBJECT_STORE, foreign),
        reason: 'NameTaken',
      },
      {
        does: 'takes its own up again',
        observed: new ObservedObjects().with(OBJECT_STORE, anObjectStore()),
      },
    ],
  )('$does', ({ cluster = aDatabaseCluster(), observed, isRebirth, reason }) => {
    expect(provider.preReconcileHook(cluster, { engine, observed, isRebirth })?.reason).toBe(reason);
  });
});

describe('connection', () => {
  const connect = (observed = new ObservedObjects()): ReturnType<PostgresqlProvider['connection']> =>
    provider.connection(aDatabaseCluster({ proxy: { type: 'pgbouncer' } }), observed);

  it('is known before anything exists, and leads to the primary', () => {
    expect(connect()).toMatchObject({
      host: 'orders-rw.team-a.svc',
      port: 5432,
      username: 'app',
      database: 'app',
      caCertificate: undefined,
      secretLabels: { 'cnpg.io/reload': 'true' },
    });
  });

  it('escapes the password', () => {
    expect(connect().uri('p@ss/word')).toBe('postgresql://app:p%40ss%2Fword@orders-rw.team-a.svc:5432/app');
  });

  it('carries the certificate of the CA once the operator has made it', () => {
    const data = { 'ca.crt': Buffer.from('PEM').toString('base64') };
    const observed = new ObservedObjects().with(SECRET, anOperatorObject('Secret', 'orders-ca', { data }));
    expect(connect(observed).caCertificate).toBe('PEM');
  });
});

describe('versionOfImage', () => {
  it.each([
    ['ghcr.io/cloudnative-pg/postgresql:17.6-system-trixie', '17.6'],
    ['registry:5000/postgresql:18', '18'],
    ['postgresql:17.6@sha256:abc', '17.6'],
    ['registry:5000/postgresql', undefined],
    ['postgresql:latest', undefined],
    ['postgresql@sha256:17', undefined],
    [undefined, undefined],
  ])('reads %s as %s', (image, expected) => {
    expect(versionOfImage(image)).toBe(expected);
  });
});
