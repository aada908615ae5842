import { aBackupDriver } from '../../test/builders/backup-driver.js';
import { aBackupStorage } from '../../test/builders/backup-storage.js';
import { aBackupWorld, aUsableBackup } from '../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../test/builders/database-engine.js';
import { aProvider } from '../../test/builders/provider.js';
import { formatFieldError } from '../kube/schema/index.js';
import type { DataSource } from '../resources/database-cluster/index.js';
import { windowOf } from './recovery-window.js';
import { resolveReturn, resolveSource, type SourceInput, type SourceVerdict } from './resolve-source.js';
import { segmentsOfCluster } from './segments-of-cluster.js';

const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const ONE = '2026-11-22T12:00:00Z';
const TWO = '2026-11-22T15:00:00Z';
const taken = (name: string, recoverableFrom: string): ReturnType<typeof aUsableBackup> =>
  aUsableBackup({ name, status: { engine: 'postgresql', archive: ARCHIVE, backupId: name, recoverableFrom } });

const world = aBackupWorld({
  storages: [
    aBackupStorage(
      {},
      {
        status: {
          conditions: [{ type: 'Ready', status: 'True', reason: 'Probed', message: '', lastTransitionTime: ONE }],
        },
      },
    ),
  ],
  clusters: [aClusterThatRan({}, { backup: { storage: 'main', archive: ARCHIVE } })],
  backups: [taken('two', TWO), taken('one', ONE)],
  logless: 'postgresql',
});

const input: SourceInput = {
  cluster: aClusterThatRan(),
  catalogue: aDatabaseEngine(),
  provider: aProvider({ backups: { ...aBackupDriver(), needsBase: true } }),
  world,
  now: new Date('2026-11-23T12:00:00Z'),
  at: ['spec', 'dataSource'],
};

const problemOf = (verdict: SourceVerdict): string | undefined =>
  'problem' in verdict ? formatFieldError(verdict.problem) : undefined;

describe('a database without a log', () => {
  it('goes back to its backups, and to nothing between them', () => {
    const segments = segmentsOfCluster('orders', world);
    expect(segments.map(({ from, to, backups }) => [from, to, backups])).toEqual([
      [ONE, ONE, ['one']],
      [TWO, TWO, ['two']],
    ]);
    expect(windowOf(segments)).toEqual({ earliest: ONE, latest: TWO, gaps: [{ from: ONE, to: TWO }] });
  });

  it.each<[string, () => SourceVerdict]>([
    ['in place', () => resolveReturn({ pointInTime: { time: ONE } }, input)],
    ['after a backup', () => resolveReturn({ backupRef: { name: 'one' }, pointInTime: { time: TWO } }, input)],
    ['of another', () => resolveSource({ clusterRef: { name: 'orders' }, pointInTime: { time: ONE } }, input)],
    ['as late as can be', () => resolveSource({ backupRef: { name: 'one' }, pointInTime: { latest: true } }, input)],
  ])('refuses a moment %s, and says what to name instead', (_when, resolve) => {
    expect(problemOf(resolve())).toMatch(/pointInTime.*go back to their backups alone: name one by backupRef/);
  });

  it.each<[DataSource, string]>([
    [{ backupRef: { name: 'one' } }, 'one'],
    [{ clusterRef: { name: 'orders' } }, 'two'],
  ])('%j is the backup %s, as it is', (source, backupId) => {
    expect(resolveSource(source, input)).toMatchObject({
      resolved: { source: { storage: 'main', archive: ARCHIVE, backupId } },
    });
    expect(JSON.stringify(resolveSource(source, input))).not.toContain('latest');
  });
});
