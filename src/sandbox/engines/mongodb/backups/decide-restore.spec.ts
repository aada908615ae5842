import type { BackupMeta } from '../pbm/backup-meta.js';
import { timestampOf } from '../pbm/timestamp.js';
import type { Psmdb } from '../psmdb.js';
import { checkFit, sourceOf, targetOf } from './decide-restore.js';
import type { PsmdbBackup, PsmdbRestore } from './orders.js';

const s3 = { bucket: 'backups', prefix: 'prod/orders' };
const other = { bucket: 'backups', prefix: 'prod/other' };
const name = '2026-03-01T10:20:30Z';

const cluster: Psmdb = {
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDB',
  metadata: { name: 'orders' },
  spec: {
    image: 'percona/percona-server-mongodb:8.0.19-7',
    replsets: [{ name: 'rs0' }],
    backup: { enabled: true, image: '', storages: { main: { type: 's3', s3 } } },
  },
};

const BACKUPS = (['ready', 'error', 'running'] as const).map((state): PsmdbBackup => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDBBackup',
  metadata: { name: state },
  spec: { clusterName: 'orders', storageName: 'main' },
  status: { state, pbmName: name, s3 },
}));

const restore = (spec: Partial<PsmdbRestore['spec']>): PsmdbRestore => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDBRestore',
  metadata: { name: 'back' },
  spec: { clusterName: 'orders', ...spec },
});

const meta = (replsets: string[], fcv: string): BackupMeta => ({
  type: 'logical',
  opid: '',
  name,
  replsets: replsets.map((replset) => ({ name: replset, status: 'done', last_write_ts: { T: 0, I: 1 } })),
  compression: 'gzip',
  store: { type: 's3', s3 },
  size: 0,
  mongodb_version: '',
  fcv,
  start_ts: 0,
  last_transition_ts: 0,
  first_write_ts: timestampOf('2026-03-01T10:20:30Z'),
  last_write_ts: timestampOf('2026-03-01T10:20:30Z'),
  status: 'done',
  pbm_version: '',
});

const destination = `s3://backups/prod/other/${name}`;

describe('a restore', () => {
  it.each([
    { from: 'a backup', spec: { backupName: 'ready' }, section: s3 },
    { from: 'a bucket', spec: { backupSource: { destination, s3: other } }, section: other },
    { from: 'a storage', spec: { storageName: 'main', backupSource: { destination } }, section: s3 },
  ])('reads from $from', ({ spec, section }) => {
    expect(sourceOf(restore(spec), cluster, BACKUPS)).toEqual({ section, pbmName: name });
  });

  it.each([
    { spec: {}, error: /are empty/ },
    { spec: { backupName: 'gone' }, error: /"gone" not found/ },
    { spec: { backupName: 'error' }, error: /in error state/ },
    { spec: { backupName: 'running' }, error: /not ready/ },
    { spec: { backupSource: { destination } }, error: /S3 alone/ },
    { spec: { storageName: 'x', backupSource: { destination } }, error: /unable to get storage 'x'/ },
    { spec: { backupSource: { destination, s3, type: 'physical' } }, error: /no physical backups/ },
    { spec: { backupName: 'ready', selective: {} }, error: /whole databases/ },
  ])('of $spec fails with $error', ({ spec, error }) => {
    expect(() => sourceOf(restore(spec), cluster, BACKUPS)).toThrow(error);
  });

  it.each([
    { what: 'of another major version', of: meta(['rs0'], '7.0'), error: /FCV "7.0" is incompatible/ },
    { what: 'with more shards', of: meta(['rs0', 'rs1', 'cfg'], '8.0'), error: /those of the backup rs0, rs1, cfg/ },
    { what: 'of another replica set', of: meta(['main'], '8.0'), error: /those of the backup main/ },
  ])('does not take a backup $what', ({ of, error }) => {
    expect(() => checkFit(of, cluster)).toThrow(error);
    expect(() => checkFit(meta(['rs0'], '8.0'), cluster)).not.toThrow();
  });
});

describe('the moment of a restore', () => {
  const at = (minute: number) => timestampOf(`2026-03-01T10:${minute}:30Z`);
  const chunks = [{ replset: 'rs0', from: at(20), to: at(30) }];
  const own = meta(['rs0'], '8.0');

  it.each([
    { pitr: undefined, target: undefined },
    { pitr: { type: 'date', date: '2026-03-01 10:25:30' }, target: at(25) },
    { pitr: { type: 'latest' }, target: at(30) },
  ])('is $target for $pitr', ({ pitr, target }) => {
    expect(targetOf(restore({ pitr }), own, chunks)).toEqual(target);
  });

  it('lies after the backup, and needs the oplog', () => {
    expect(() => targetOf(restore({ pitr: { type: 'date', date: '2026-03-01 10:20:30' } }), own, chunks)).toThrow(
      /last write is later than the target/,
    );
    expect(() => targetOf(restore({ pitr: { type: 'latest' } }), own, [])).toThrow(/no oplog slices/);
  });
});
