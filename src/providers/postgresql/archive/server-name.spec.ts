import { aDatabaseCluster, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { majorOfServer, serverNameOf, splitArchive } from './server-name.js';

const FIRST = { number: 1 };

describe('the folder of a database', () => {
  it('is another for each cluster, incarnation and major version, and each time that its log begins anew', () => {
    const cluster = aDatabaseCluster();
    const reborn = { ...cluster, metadata: { ...cluster.metadata, uid: 'ffffffff-1' } };
    expect([
      serverNameOf(cluster, { number: 1 }, 17, FIRST),
      serverNameOf(cluster, { number: 2 }, 17, FIRST),
      serverNameOf(cluster, { number: 1 }, 18, FIRST),
      serverNameOf(reborn, { number: 1 }, 17, FIRST),
      serverNameOf(cluster, { number: 1 }, 17, { number: 2 }),
    ]).toEqual([
      `orders-${CLUSTER_UID.slice(0, 8)}-1-v17`,
      `orders-${CLUSTER_UID.slice(0, 8)}-2-v17`,
      `orders-${CLUSTER_UID.slice(0, 8)}-1-v18`,
      'orders-ffffffff-1-v17',
      `orders-${CLUSTER_UID.slice(0, 8)}-1-v17-2`,
    ]);
  });

  it.each([
    ['team-a/orders-0b0e4a1e-1-v17', 'team-a', 'orders-0b0e4a1e-1-v17'],
    ['old/2024/pg-main', 'old/2024', 'pg-main'],
    ['pg-main', '', 'pg-main'],
  ])('of %s is what comes last', (archive, folder, serverName) => {
    expect(splitArchive(archive)).toEqual({ folder, serverName });
  });

  it.each([
    ['orders-0b0e4a1e-1-v17', '17'],
    ['orders-0b0e4a1e-1-v17-2', '17'],
    ['pg-main', undefined],
    ['orders-v17-old', undefined],
  ])('%s holds major version %s', (serverName, major) => {
    expect(majorOfServer(serverName)).toBe(major);
  });
});
