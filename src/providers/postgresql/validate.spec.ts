import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine, aVersion } from '../../../test/builders/database-engine.js';
import { formatFieldPath } from '../../kube/schema/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { PostgresqlProvider } from './provider.js';
import { checkRules } from './validate.js';
import { FIXED_PARAMETERS } from './validation/fixed-parameters.js';

const ENGINE = aDatabaseEngine({
  parameters: [{ name: 'work_mem', type: 'Size', restart: false }],
  versions: [
    ...aDatabaseEngine().spec.versions,
    aVersion('12.9'),
    aVersion('14.2', { upgradesTo: ['15.15'] }),
    aVersion('16.1', { image: 'mirror.example/pg:latest' }),
  ],
});

function problemsOf(cluster: DatabaseCluster, engine: DatabaseEngine = ENGINE): string[] {
  return checkRules(cluster, { engine }).map(({ path, type }) => `${formatFieldPath(path)} ${type}`);
}

const config = (...pairs: [string, string][]): Partial<DatabaseClusterSpec> => ({
  config: pairs.map(([name, value]) => ({ name, value })),
});
const single = (...pairs: [string, string][]): Partial<DatabaseClusterSpec> => ({
  clusterSize: 1,
  ...config(...pairs),
});
const withWal = (size: string, ...pairs: [string, string][]): Partial<DatabaseClusterSpec> => ({
  storage: { size: '10Gi', wal: { size } },
  ...config(...pairs),
});
const pgbouncer = (name: string, value: string): Partial<DatabaseClusterSpec> => ({
  proxy: { type: 'pgbouncer', config: [{ name, value }] },
});

describe('the rules of PostgreSQL', () => {
  it.each<{ does: string; spec: Partial<DatabaseClusterSpec> }>([
    { does: 'a plain cluster', spec: {} },
    { does: 'a setting of an extension', spec: config(['pg_stat_statements.max', '1000']) },
    { does: 'preloaded libraries', spec: config(['shared_preload_libraries', 'pg_cron']) },
    { does: 'a minimal log with one member', spec: single(['wal_level', 'minimal']) },
    { does: 'a logical log', spec: config(['wal_level', 'logical']) },
    { does: 'no log hints with one member', spec: single(['wal_log_hints', 'off']) },
    { does: 'log hints in any spelling', spec: config(['wal_log_hints', 'TRUE']) },
    { does: 'bounds of the log in order', spec: config(['min_wal_size', '2GB'], ['max_wal_size', '4GB']) },
    { does: 'bounds of the log that fit on its volume', spec: withWal('5Gi', ['max_wal_size', '4GB']) },
    { does: 'a size with a fraction, where PostgreSQL reads it', spec: config(['work_mem', '1.5GB']) },
    {
      does: 'buffers that fit in memory',
      spec: { ...config(['shared_buffers', '1GB']), resources: { memory: '1Gi' } },
    },
    { does: 'buffers without a limit of memory', spec: config(['shared_buffers', '64GB']) },
    { does: 'a setting of PgBouncer', spec: pgbouncer('max_client_conn', '500') },
    { does: 'the mode of the pools', spec: pgbouncer('pool_mode', 'transaction') },
  ])('accepts $does', ({ spec }) => {
    expect(problemsOf(aDatabaseCluster(spec))).toEqual([]);
  });

  it.each<{ does: string; spec: Partial<DatabaseClusterSpec>; expected: string }>([
    { does: 'a name with a dash', spec: config(['work-mem', '1']), expected: 'spec.config[0].name FieldValueInvalid' },
    { does: 'a name of three parts', spec: config(['a.b.c', '1']), expected: 'spec.config[0].name FieldValueInvalid' },
    {
      does: 'a fixed parameter in another case',
      spec: config(['Archive_Mode', 'off']),
      expected: 'spec.config[0].name FieldValueForbidden',
    },
    {
      does: 'two spellings of one parameter',
      spec: config(['work_mem', '1MB'], ['Work_Mem', '2MB']),
      expected: 'spec.config[1].name FieldValueDuplicate',
    },
    {
      does: 'a minimal log with backups',
      spec: { ...single(['wal_level', 'minimal']), backup: { storageRef: { name: 'main' } } },
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a minimal log with replicas',
      spec: config(['wal_level', 'minimal']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'an unknown log level',
      spec: single(['wal_level', 'full']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'no log hints with replicas',
      spec: config(['wal_log_hints', 'off']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a least log above the default of the largest',
      spec: config(['min_wal_size', '2GB']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a largest log below the default of the least',
      spec: config(['max_wal_size', '64MB']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'equal bounds of the log',
      spec: config(['max_wal_size', '2GB'], ['min_wal_size', '2048MB']),
      expected: 'spec.config[1].value FieldValueInvalid',
    },
    {
      does: 'a log that outgrows its volume',
      spec: withWal('4Gi', ['max_wal_size', '4GB']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a volume that the log outgrows by default',
      spec: withWal('1Gi'),
      expected: 'spec.storage.wal.size FieldValueInvalid',
    },
    {
      does: 'a size in words',
      spec: config(['max_wal_size', 'large']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a size in units that PostgreSQL does not have',
      spec: config(['work_mem', '16Mi']),
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'buffers larger than memory',
      spec: { ...config(['shared_buffers', '2GB']), resources: { memory: '1Gi' } },
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'bare buffers, read as megabytes',
      spec: { ...config(['shared_buffers', '1025']), resources: { memory: '1Gi' } },
      expected: 'spec.config[0].value FieldValueInvalid',
    },
    {
      does: 'a setting that PgBouncer is not given',
      spec: pgbouncer('auth_file', '/etc/passwd'),
      expected: 'spec.proxy.config[0].name FieldValueNotSupported',
    },
    {
      does: 'a mode that the operator lacks',
      spec: pgbouncer('pool_mode', 'statement'),
      expected: 'spec.proxy.config[0].value FieldValueNotSupported',
    },
    {
      does: 'a version from before the operator',
      spec: { version: '12.9' },
      expected: 'spec.version FieldValueNotSupported',
    },
    {
      does: 'an image whose tag tells another version',
      spec: { version: '16.1' },
      expected: 'spec.version FieldValueInvalid',
    },
  ])('refuses $does', ({ spec, expected }) => {
    expect(problemsOf(aDatabaseCluster(spec))).toEqual([expected]);
  });

  it.each([...FIXED_PARAMETERS])('refuses the fixed parameter %s', (name) => {
    expect(problemsOf(aDatabaseCluster(config([name, 'x'])))).toContain('spec.config[0].name FieldValueForbidden');
  });

  it('refuses an upgrade in place to a major that the operator does not upgrade to', () => {
    expect(problemsOf(aClusterThatRan({ version: '15.15' }, { version: '14.2' }))).toEqual([
      'spec.version FieldValueNotSupported',
    ]);
    expect(problemsOf(aClusterThatRan({ version: '15.15' }, { version: '15.15' }))).toEqual([]);
  });

  it.each(['orders-pooler', 'orders-pooler-rw'])('refuses %s as the name of a new cluster', (name) => {
    const cluster = aDatabaseCluster();
    cluster.metadata.name = name;
    expect(problemsOf(cluster)).toEqual(['metadata.name FieldValueInvalid']);
    expect(problemsOf({ ...cluster, status: { incarnation: { number: 1 } } })).toEqual([]);
  });
});

describe('the provider', () => {
  it('says a mistake that catalogue and operator both see only once', () => {
    const engine = aDatabaseEngine({
      parameters: [{ name: 'wal_level', type: 'Enum', allowed: ['replica', 'logical'], restart: true }],
    });
    const problems = new PostgresqlProvider().validate(aDatabaseCluster(config(['wal_level', 'minimal'])), { engine });
    expect(problems).toHaveLength(1);
  });

  it('adds the rules of the operator to those of the catalogue', () => {
    const cluster = aDatabaseCluster({ version: '9', ...config(['port', '1']) });
    const problems = new PostgresqlProvider().validate(cluster, { engine: ENGINE });
    expect(problems.map(({ path }) => formatFieldPath(path))).toEqual(['spec.version', 'spec.config[0].name']);
  });
});
