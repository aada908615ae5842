import { aPxc } from '../../../../../test/builders/stand-in-pxc.js';
import type { Pxc, PxcSpec } from '../pxc.js';
import { deadlineMs, decideBackup, type BackupView } from './decide-backup.js';
import type { PxcBackup } from './orders.js';

const NOW = new Date('2026-03-01T10:20:30.500Z');
const s3 = { bucket: 'backups/prod/orders', credentialsSecret: 'keys' };

const cluster = (spec: Partial<PxcSpec> = {}, state: 'ready' | 'initializing' = 'ready'): Pxc => ({
  ...aPxc({
    name: 'orders',
    spec: {
      backup: {
        image: 'percona/percona-xtrabackup:8.4.0-5.1',
        storages: { main: { type: 's3', verifyTLS: false, s3 }, volume: { type: 'filesystem' } },
      },
      ...spec,
    },
  }),
  status: { state },
});

const backup = (spec: Partial<PxcBackup['spec']> = {}, ageSeconds = 0): PxcBackup => ({
  apiVersion: 'pxc.percona.com/v1',
  kind: 'PerconaXtraDBClusterBackup',
  metadata: {
    name: 'orders-1',
    creationTimestamp: new Date(Math.floor(NOW.getTime() / 1000) * 1000 - ageSeconds * 1000)
      .toISOString()
      .replace('.000Z', 'Z'),
  },
  spec: { pxcCluster: 'orders', storageName: 'main', ...spec },
});

const view = (changes: Partial<BackupView> = {}): BackupView => ({
  backup: backup(),
  cluster: cluster(),
  hasRival: false,
  now: NOW,
  ...changes,
});

it('a backup that begins has a place by the second of its making', () => {
  expect(decideBackup(view())).toEqual({
    state: 'Starting',
    destination: 's3://backups/prod/orders/orders-2026-03-01-10:20:30-full',
    storageName: 'main',
    storage_type: 's3',
    s3,
    verifyTLS: false,
    image: 'percona/percona-xtrabackup:8.4.0-5.1',
  });
});

it.each<{ when: string; changes: Partial<BackupView>; status: object }>([
  { when: 'the cluster is not ready', changes: { cluster: cluster({}, 'initializing') }, status: {} },
  {
    when: 'the cluster is not ready, and that is accepted',
    changes: { cluster: cluster({ unsafeFlags: { backupIfUnhealthy: true } }, 'initializing') },
    status: { state: 'Starting' },
  },
  { when: 'the cluster is paused', changes: { cluster: cluster({ pause: true }) }, status: {} },
  { when: 'another one runs', changes: { hasRival: true }, status: { state: 'Starting' } },
  {
    when: 'another one runs, and one at a time is wanted',
    changes: { hasRival: true, cluster: cluster({ backup: { ...cluster().spec.backup, allowParallel: false } }) },
    status: {},
  },
  {
    when: 'it has waited longer than it may',
    changes: { backup: backup({ startingDeadlineSeconds: 60 }, 60), cluster: cluster({}, 'initializing') },
    status: { state: 'Failed', error: 'starting deadline seconds exceeded' },
  },
  {
    when: 'there is no such storage',
    changes: { backup: backup({ storageName: 'other' }) },
    status: { state: 'Failed', error: `storage "other" doesn't exist` },
  },
  {
    when: 'the storage is a volume',
    changes: { backup: backup({ storageName: 'volume' }) },
    status: { state: 'Failed', error: 'the sandbox knows storages of S3 alone' },
  },
])('a backup becomes $status when $when', ({ changes, status }) => {
  const { state, error } = decideBackup(view(changes)) ?? {};
  expect({ state, error }).toEqual({ state: undefined, error: undefined, ...status });
});

it.each([
  { order: backup({}, 20), leftMs: undefined },
  { order: backup({ startingDeadlineSeconds: 60 }, 20), leftMs: 39_500 },
])('a backup may wait for $leftMs more', ({ order, leftMs }) => {
  expect(deadlineMs({ backup: order, cluster: cluster(), now: NOW })).toBe(leftMs);
});
