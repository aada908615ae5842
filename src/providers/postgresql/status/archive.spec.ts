import { ARCHIVE, anArchiver, anObjectStore, SERVER_NAME } from '../../../../test/builders/barman.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { observeCluster } from '../status.js';
import { OBJECT_STORE, type ObjectStore } from '../upstream-backups.js';
import { CNPG_CLUSTER, type CnpgCluster, type CnpgCondition } from '../upstream.js';

const archiving = (...conditions: CnpgCondition[]): CnpgCluster =>
  aCnpgCluster({ spec: { plugins: [anArchiver()] }, status: { conditions } });

const archiveSeen = (upstream: CnpgCluster, store: ObjectStore = anObjectStore()): unknown =>
  observeCluster(aClusterThatRan(), new ObservedObjects().with(CNPG_CLUSTER, upstream).with(OBJECT_STORE, store))
    .archive;

const PLACE = { storage: 'main', path: ARCHIVE };
const SHIPPING = 'ContinuousArchiving';
const SINCE = '2026-11-23T10:00:00Z';

describe('the archive, as it is seen', () => {
  it.each<{ when: string; upstream: CnpgCluster; expected: object }>([
    { when: 'nothing is known of the log', upstream: archiving(), expected: { ...PLACE, shipping: 'Unknown' } },
    {
      when: 'the log arrives',
      upstream: archiving({ type: SHIPPING, status: 'True', lastTransitionTime: SINCE }),
      expected: { ...PLACE, shipping: 'Working' },
    },
    {
      when: 'the log does not arrive',
      upstream: archiving({ type: SHIPPING, status: 'False', message: 'AccessDenied', lastTransitionTime: SINCE }),
      expected: {
        ...PLACE,
        shipping: 'Failing',
        trouble: 'The write-ahead log is not being archived: AccessDenied.',
        failingSince: SINCE,
      },
    },
  ])('tells so when $when', ({ upstream, expected }) => {
    expect(archiveSeen(upstream)).toEqual(expected);
  });

  it('reaches back as far as the catalogue of the plugin says of this very folder, and the next full second', () => {
    const status = {
      serverRecoveryWindow: {
        [SERVER_NAME]: { firstRecoverabilityPoint: '2026-11-20T02:30:00Z' },
        'orders-0b0e4a1e-1-v16': { firstRecoverabilityPoint: '2025-01-01T00:00:00Z' },
      },
    };
    expect(archiveSeen(archiving(), anObjectStore({ status }))).toMatchObject({ earliest: '2026-11-20T02:30:01Z' });
  });

  it('is that which is written to, whatever is asked for', () => {
    expect(archiveSeen(archiving(), anObjectStore({ storage: 'former' }))).toMatchObject({ storage: 'former' });
  });

  it.each([
    { when: 'the operator was told of none', upstream: aCnpgCluster(), store: anObjectStore() },
    { when: 'the store has another name', upstream: archiving(), store: anObjectStore({ name: 'another' }) },
    { when: "the store is somebody else's", upstream: archiving(), store: anObjectStore({ labels: {} }) },
  ])('is none when $when', ({ upstream, store }) => {
    expect(archiveSeen(upstream, store)).toBeUndefined();
  });
});

describe('whether backups can be had', () => {
  const judged = (observed: ObservedObjects, backup?: { storageRef: { name: string } }): unknown =>
    observeCluster(aClusterThatRan({ backup }), observed.with(CNPG_CLUSTER, archiving())).conditions.find(
      ({ type }) => type === 'BackupHealthy',
    );
  const wanted = { storageRef: { name: 'main' } };

  it('is denied where they are wanted and the plugin is missing', () => {
    expect(judged(new ObservedObjects().withoutKind(OBJECT_STORE), wanted)).toMatchObject({
      status: 'False',
      reason: 'BackupAgentNotInstalled',
    });
  });

  it.each([
    { when: 'the plugin is there', observed: new ObservedObjects(), backup: wanted },
    { when: 'nobody wants any', observed: new ObservedObjects().withoutKind(OBJECT_STORE), backup: undefined },
  ])('is left to others when $when', ({ observed, backup }) => {
    expect(judged(observed, backup)).toBeUndefined();
  });
});
