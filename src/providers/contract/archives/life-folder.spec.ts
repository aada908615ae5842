import { aDatabaseCluster, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { lifeFolderOf, lifeIn, releaseIn, splitArchive } from './life-folder.js';

const FIRST = { number: 1 };
const UID_START = CLUSTER_UID.slice(0, 8);

describe('the folder of a database', () => {
  it('is another for each cluster, incarnation and release, and each time that its log begins anew', () => {
    const cluster = aDatabaseCluster();
    const reborn = { ...cluster, metadata: { ...cluster.metadata, uid: 'ffffffff-1' } };
    expect([
      lifeFolderOf(cluster, { number: 1 }, '17', FIRST),
      lifeFolderOf(cluster, { number: 2 }, '17', FIRST),
      lifeFolderOf(cluster, { number: 1 }, '8.4', FIRST),
      lifeFolderOf(reborn, { number: 1 }, '17', FIRST),
      lifeFolderOf(cluster, { number: 1 }, '17', { number: 2 }),
    ]).toEqual([
      `orders-${UID_START}-1-v17`,
      `orders-${UID_START}-2-v17`,
      `orders-${UID_START}-1-v8.4`,
      'orders-ffffffff-1-v17',
      `orders-${UID_START}-1-v17-2`,
    ]);
  });

  it.each([
    ['team-a/orders-0b0e4a1e-1-v17', 'team-a', 'orders-0b0e4a1e-1-v17'],
    ['old/2024/pg-main', 'old/2024', 'pg-main'],
    ['pg-main', '', 'pg-main'],
  ])('of %s is what comes last', (archive, folder, name) => {
    expect(splitArchive(archive)).toEqual({ folder, name });
  });

  it.each([
    ['team-a/orders-0b0e4a1e-1-v17', { cluster: 'orders', uidStart: '0b0e4a1e' }, '17'],
    ['orders-eu-0b0e4a1e-12-v8.4-2', { cluster: 'orders-eu', uidStart: '0b0e4a1e' }, '8.4'],
    ['team-a/orders-v16', undefined, '16'],
    ['team-a/pg-main', undefined, undefined],
    ['orders-v17-old', undefined, undefined],
  ])('%s tells of the life %j and the release %s', (archive, life, release) => {
    expect([lifeIn(archive), releaseIn(archive)]).toEqual([life, release]);
  });
});
