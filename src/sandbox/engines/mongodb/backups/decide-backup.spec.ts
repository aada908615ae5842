import type { Psmdb } from '../psmdb.js';
import { deadlineMs, decideBackup, type BackupView } from './decide-backup.js';
import type { PsmdbBackup } from './orders.js';

const NOW = new Date('2026-03-01T10:20:30.500Z');
const s3 = { bucket: 'backups', prefix: 'prod/orders' };

const cluster = (changes: Partial<Psmdb['spec']> = {}, state: 'ready' | 'initializing' = 'ready'): Psmdb => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDB',
  metadata: { name: 'orders', namespace: 'team-a' },
  spec: {
    image: 'percona/percona-server-mongodb:8.0.19-7',
    replsets: [{ name: 'rs0' }],
    backup: { enabled: true, image: '', storages: { main: { type: 's3', s3 }, gcs: { type: 'gcs' } } },
    ...changes,
  },
  status: { state, size: 3, ready: 3 },
});

const backup = (spec: Partial<PsmdbBackup['spec']> = {}, age = 0, state?: 'waiting'): PsmdbBackup => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDBBackup',
  metadata: {
    name: 'orders-1',
    namespace: 'team-a',
    creationTimestamp: new Date(NOW.getTime() - age * 1000).toISOString(),
  },
  spec: { clusterName: 'orders', storageName: 'main', ...spec },
  ...(state && { status: { state } }),
});

const view = (changes: Partial<BackupView> = {}): BackupView => ({
  backup: backup(),
  cluster: cluster(),
  isItsTurn: true,
  isTaken: () => false,
  now: NOW,
  ...changes,
});

describe('a backup that PBM is told of', () => {
  it('has a name by the second, and a place', () => {
    expect(decideBackup(view())).toMatchObject({
      state: 'requested',
      pbmName: '2026-03-01T10:20:30Z',
      destination: 's3://backups/prod/orders/2026-03-01T10:20:30Z',
      replsetNames: ['rs0'],
      s3,
    });
  });

  it('has the next name that is free', () => {
    expect(decideBackup(view({ isTaken: (name) => name === '2026-03-01T10:20:30Z' }))?.pbmName).toBe(
      '2026-03-01T10:20:31Z',
    );
  });

  it('holds the config servers of a database with shards', () => {
    const sharded = cluster({ replsets: [{}, {}], sharding: { enabled: true } });
    expect(decideBackup(view({ cluster: sharded }))?.replsetNames).toEqual(['rs0', 'rs1', 'cfg']);
  });
});

it.each<{ when: string; changes: Partial<BackupView>; status: object | undefined }>([
  { when: 'another is at work', changes: { isItsTurn: false }, status: { state: 'waiting' } },
  { when: 'the cluster is not ready', changes: { cluster: cluster({}, 'initializing') }, status: undefined },
  { when: 'the cluster is paused', changes: { cluster: cluster({ pause: true }) }, status: undefined },
  {
    when: 'the cluster is not ready, and that is accepted',
    changes: { cluster: cluster({ unsafeFlags: { backupIfUnhealthy: true } }, 'initializing') },
    status: { state: 'requested' },
  },
  {
    when: 'it has waited too long',
    changes: { backup: backup({}, 120), cluster: cluster({}, 'initializing') },
    status: { state: 'error', error: 'starting deadline seconds exceeded' },
  },
  {
    when: 'it has waited for long in the queue',
    changes: { backup: backup({}, 120, 'waiting'), isItsTurn: false },
    status: { state: 'waiting' },
  },
  {
    when: 'there is no such storage',
    changes: { backup: backup({ storageName: 'other' }) },
    status: { state: 'error', error: "unable to get storage 'other'" },
  },
  {
    when: 'the storage is none of S3',
    changes: { backup: backup({ storageName: 'gcs' }) },
    status: { state: 'error', error: 'the sandbox knows storages of S3 alone' },
  },
  {
    when: 'it is to be physical',
    changes: { backup: backup({ type: 'physical' }) },
    status: { state: 'error', error: 'the sandbox takes no physical backups' },
  },
])('a backup becomes $status when $when', ({ changes, status }) => {
  const { state, error } = decideBackup(view(changes)) ?? {};
  expect({ state, error }).toEqual({ state: undefined, error: undefined, ...status });
});

it.each([
  { of: 'two minutes', order: backup({}, 20), leftMs: 100_500 - 500 },
  { of: 'its own', order: backup({ startingDeadlineSeconds: 600 }, 20), leftMs: 580_000 },
  { of: 'none, in the queue', order: backup({}, 20, 'waiting'), leftMs: undefined },
])('the deadline is $of', ({ order, leftMs }) => {
  expect(deadlineMs({ backup: order, cluster: cluster(), now: NOW })).toBe(leftMs);
});
