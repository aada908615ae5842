import { aPxc } from '../../../../../test/builders/stand-in-pxc.js';
import type { Pxc } from '../pxc.js';
import { giveBack, isAlone, isGivenBack, isPaused, otherVolumes, savedSizes, startAlone } from './cluster-changes.js';
import { planRestore, rivalOf } from './decide-restore.js';
import type { PxcBackup, PxcRestore, RestoreState } from './orders.js';

const s3 = { bucket: 'backups/orders', credentialsSecret: 'keys' };
const destination = 's3://backups/orders/orders-1-full';
const cluster: Pxc = aPxc({ name: 'orders', spec: { backup: { storages: { main: { type: 's3', s3 } } } } });

const backup = (name: string, status: PxcBackup['status']): PxcBackup => ({
  apiVersion: 'pxc.percona.com/v1',
  kind: 'PerconaXtraDBClusterBackup',
  metadata: { name },
  spec: { pxcCluster: 'orders' },
  status,
});
const gap = { type: 'PITRReady', status: 'False', reason: 'BinlogGapDetected', message: '' } as const;
const BACKUPS = [
  backup('kept', { state: 'Succeeded', destination, s3 }),
  backup('gap', { state: 'Succeeded', destination, s3, conditions: [{ ...gap, lastTransitionTime: '' }] }),
  backup('running', { state: 'Running' }),
];

const restore = (
  spec: Omit<PxcRestore['spec'], 'pxcCluster'>,
  {
    name = 'back',
    annotations,
    state,
  }: { name?: string; annotations?: Record<string, string>; state?: RestoreState } = {},
): PxcRestore => ({
  apiVersion: 'pxc.percona.com/v1',
  kind: 'PerconaXtraDBClusterRestore',
  metadata: { name, annotations },
  spec: { pxcCluster: 'orders', ...spec },
  ...(state !== undefined && { status: { state } }),
});

const section = { ...s3, insecureSkipTLSVerify: false };
const log = { s3: { ...s3, bucket: 'backups/log' } };

describe('a restore', () => {
  it.each([
    { from: 'a backup', spec: { backupName: 'kept' } },
    { from: 'a bucket', spec: { backupSource: { destination, s3 } } },
    { from: 'a storage', spec: { backupSource: { destination, storageName: 'main' } } },
  ])('reads from $from', ({ spec }) => {
    expect(planRestore(restore(spec), cluster, BACKUPS)).toEqual({ section, backup: 'orders-1-full' });
  });

  it.each([
    { pitr: { type: 'latest', backupSource: log }, until: undefined },
    { pitr: { type: 'date', date: '2026-03-01 10:20:30', backupSource: log }, until: new Date('2026-03-01T10:20:30Z') },
  ])('replays the log up to $until', ({ pitr, until }) => {
    const { log: planned } = planRestore(restore({ backupName: 'kept', pitr }), cluster, BACKUPS);
    expect(planned).toEqual({ section: { ...log.s3, insecureSkipTLSVerify: false }, until });
  });

  const latest = { type: 'latest', backupSource: log };
  it.each([
    { spec: {}, error: /exactly one/ },
    { spec: { backupName: 'kept', backupSource: { destination } }, error: /exactly one/ },
    { spec: { backupName: 'nobody' }, error: /"nobody" not found/ },
    { spec: { backupName: 'running' }, error: /didn't finished yet, current state: Running/ },
    { spec: { backupSource: { s3 } }, error: /destination is empty/ },
    { spec: { backupSource: { destination } }, error: /names no storage/ },
    { spec: { backupSource: { destination, storageName: 'x' } }, error: /storage "x" doesn't exist/ },
    {
      spec: { backupName: 'kept', pitr: { type: 'transaction', gtid: 'x:1' } },
      error: /cannot recover to a transaction/,
    },
    { spec: { backupName: 'kept', pitr: { type: 'date', date: '2026-03-01T10:20:30Z' } }, error: /parse date/ },
    { spec: { backupName: 'kept', pitr: { type: 'latest' } }, error: /requires backupSource/ },
    { spec: { backupName: 'gap', pitr: latest }, error: /doesn't guarantee consistent recovery/ },
  ])('of $spec fails with $error', ({ spec, error }) => {
    expect(() => planRestore(restore(spec), cluster, BACKUPS)).toThrow(error);
  });

  it('goes over a gap for one who knows', () => {
    const annotations = { 'percona.com/unsafe-pitr': 'true' };
    const order = restore({ backupName: 'gap', pitr: latest }, { annotations });
    expect(() => planRestore(order, cluster, BACKUPS)).not.toThrow();
  });

  it.each([
    { others: [], rival: undefined },
    { others: [restore({}, { name: 'done', state: 'Failed' })], rival: undefined },
    { others: [restore({}, { name: 'older' })], rival: 'older' },
    { others: [restore({}, { name: 'running', state: 'Restoring' })], rival: 'running' },
  ])('gives way to $rival', ({ others, rival }) => {
    const order = restore({});
    expect(rivalOf(order, [...others, order])?.metadata.name).toBe(rival);
    expect(rivalOf(order, [order, ...others])?.metadata.name).toBe(rival === 'older' ? undefined : rival);
  });
});

describe('what a restore does to its cluster', () => {
  const saved = { clusterSize: 3, haproxySize: 2, unsafeFlags: { proxySize: true, tls: true } };
  const owner = aPxc({ name: 'orders', spec: { unsafeFlags: saved.unsafeFlags } });

  it('is to be alone, and then what it was', () => {
    expect(savedSizes(owner)).toEqual(saved);
    expect(startAlone(owner)).toEqual({
      spec: { pause: false, pxc: { size: 1 }, haproxy: { size: 0 }, unsafeFlags: { pxcSize: true, proxySize: true } },
    });
    expect(giveBack(owner, saved)).toEqual({
      spec: { pause: false, pxc: { size: 3 }, haproxy: { size: 2 }, unsafeFlags: { pxcSize: null, proxySize: true } },
    });
    expect(isGivenBack(owner, saved)).toBe(true);
    expect(isGivenBack({ ...owner, spec: { ...owner.spec, pause: true } }, saved)).toBe(false);
    expect(isGivenBack(owner, { ...saved, haproxySize: 3 })).toBe(false);
  });

  const seen = (pause: boolean, status: Pxc['status'], generation = 2): Pxc => ({
    ...owner,
    metadata: { ...owner.metadata, generation },
    spec: { ...owner.spec, pause },
    status: { observedGeneration: 2, ...status },
  });

  it.each([
    { of: seen(true, { state: 'paused' }), paused: true, alone: false },
    { of: seen(true, { state: 'stopping' }), paused: false, alone: false },
    { of: seen(true, { state: 'paused' }, 3), paused: false, alone: false },
    { of: seen(false, { pxc: { status: 'ready' }, haproxy: { size: 0 } }), paused: false, alone: true },
    { of: seen(false, { pxc: { status: 'ready' }, haproxy: { size: 2 } }), paused: false, alone: false },
    { of: seen(false, { pxc: { status: 'initializing' } }), paused: false, alone: false },
  ])('is seen: paused $paused, alone $alone', ({ of, paused, alone }) => {
    expect([isPaused(of), isAlone(of)]).toEqual([paused, alone]);
  });

  it('keeps the volume of the first member alone', () => {
    const claims = ['orders-pxc-0', 'orders-pxc-1', 'orders-pxc-2', 'orders2-pxc-1'].map((pod, index) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `datadir-${pod}`, ...(index === 2 && { deletionTimestamp: '2026-03-01T10:20:30Z' }) },
      spec: { accessModes: [], resources: { requests: { storage: '1Gi' } } },
    }));
    const { all, toDelete } = otherVolumes(owner, claims);
    expect(all).toEqual(claims.slice(1, 3));
    expect(toDelete).toEqual([claims[1]]);
  });
});
