import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { formatFieldError } from '../../kube/schema/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { MysqlProvider } from './provider.js';

const ENGINE = parse(readFileSync('catalogue/mysql.yaml', 'utf8')) as DatabaseEngine;
const provider = new MysqlProvider();

type Spec = Partial<DatabaseClusterSpec>;
const aMysql = (spec: Spec, name = 'orders') => {
  const cluster = aDatabaseCluster({ engine: 'mysql', version: '8.4', ...spec });
  return { ...cluster, metadata: { ...cluster.metadata, name } };
};

const problemsOf = (spec: Spec, { name, before }: { name?: string; before?: Spec } = {}): string[] =>
  provider
    .validate(aMysql(spec, name), { engine: ENGINE, ...(before && { previous: aMysql(before, name) }) })
    .map(formatFieldError);

const set = (name: string, value = '1'): Spec => ({ config: [{ name, value }] });
const proxy = (type: string, size?: number): Spec => ({ proxy: { type, ...(size !== undefined && { size }) } });

describe('a specification of a MySQL', () => {
  it.each<{ what: string; spec: Spec; before?: Spec }>([
    { what: 'three members', spec: {} },
    { what: 'five', spec: { clusterSize: 5 } },
    { what: 'one that may be lost', spec: { clusterSize: 1, allowUnsafeTopology: true, ...proxy('haproxy', 1) } },
    { what: 'ProxySQL', spec: proxy('proxysql', 3) },
    { what: 'HAProxy, which it has anyway', spec: proxy('haproxy'), before: {} },
    { what: 'settings of the catalogue', spec: set('innodb_buffer_pool_size', '1G') },
    { what: 'settings whose name begins as if it were off', spec: set('skip_name_resolve', 'ON') },
    { what: 'settings that only the server knows', spec: set('innodb_autoinc_lock_mode', '2') },
    {
      what: 'settings by the memory of a member',
      spec: { resources: { memory: '2Gi' }, ...set('innodb_log_buffer_size', '{{containerMemoryLimit / 100}}') },
    },
  ])('may ask for $what', ({ spec, before }) => {
    expect(problemsOf(spec, { before })).toEqual([]);
  });

  it.each<{ what: string; spec: Spec; says: RegExp }>([
    { what: 'two members', spec: { clusterSize: 2 }, says: /^spec\.clusterSize: .*must be odd/ },
    { what: 'seven', spec: { clusterSize: 7 }, says: /^spec\.clusterSize: .*must be 5 or less/ },
    { what: 'one, as if it were safe', spec: { clusterSize: 1 }, says: /^spec\.clusterSize: .*is unsafe/ },
    { what: 'no proxy', spec: proxy('none'), says: /^spec\.proxy\.type: .*"haproxy", "proxysql"/ },
    { what: 'one proxy, as if it were safe', spec: proxy('haproxy', 1), says: /^spec\.proxy\.size: .*is unsafe/ },
    { what: 'a proxy of another engine', spec: proxy('pgbouncer'), says: /^spec\.proxy\.type: / },
    { what: 'shards', spec: { sharding: { shards: 2 } }, says: /^spec\.sharding: .*no shards/ },
    { what: 'gigabytes', spec: { storage: { size: '10G' } }, says: /^spec\.storage\.size: .*whole gibibytes/ },
    { what: 'metrics', spec: { monitoring: { configRef: { name: 'm' } } }, says: /^spec\.monitoring: .*no exporter/ },
    { what: 'copying by other means', spec: set('wsrep_provider', 'none'), says: /copy from each other/ },
    { what: 'the same, spelled otherwise', spec: set('loose-WSREP-provider', 'none'), says: /copy from each other/ },
    { what: 'another place for the data', spec: set('datadir', '/tmp'), says: /on the volume of the member/ },
    { what: 'no log', spec: set('skip-log-bin'), says: /live on the log/ },
    { what: 'no log, in the word of later releases', spec: set('disable_log_bin'), says: /live on the log/ },
    { what: 'members that do not pass on', spec: set('skip-log-replica-updates'), says: /each other's changes/ },
    { what: 'a log of some databases only', spec: set('binlog-ignore-db', 'test'), says: /a log with holes/ },
    { what: 'no passwords', spec: set('skip-grant-tables'), says: /asked for a password/ },
    { what: 'no passwords, if it must be', spec: set('loose_skip_grant_tables'), says: /asked for a password/ },
    { what: 'no network', spec: set('skip_networking'), says: /reached by each other/ },
    { what: 'no certificates', spec: set('skip-ssl'), says: /certificates/ },
    { what: 'readers only', spec: set('super-read-only', 'ON'), says: /able to write/ },
    { what: 'an empty data directory', spec: set('initialize-insecure'), says: /leads the process/ },
    {
      what: 'a size in words of others',
      spec: set('innodb_buffer_pool_size', '1Gi'),
      says: /one of the letters K, M, G/,
    },
    { what: 'a line of its own', spec: set('init_connect', 'x\nwsrep_on=OFF'), says: /must be one line/ },
    {
      what: 'memory that nobody has given',
      spec: set('x', '{{containerMemoryLimit}}'),
      says: /spec\.resources\.memory/,
    },
    {
      what: 'a setting of the former version',
      spec: set('default_authentication_plugin', 'mysql_native_password'),
      says: /belongs to 8\.0/,
    },
    {
      what: 'settings of a proxy',
      spec: { proxy: { type: 'haproxy', config: [{ name: 'maxconn', value: '1' }] } },
      says: /^spec\.proxy\.config\[0\]\.name: /,
    },
  ])('may not ask for $what', ({ spec, says }) => {
    expect(problemsOf(spec)).toEqual([expect.stringMatching(says)]);
  });

  it('may not spell one setting twice', () => {
    const config = [
      { name: 'max_connections', value: '1' },
      { name: 'max-connections', value: '2' },
    ];
    expect(problemsOf({ config })).toEqual([expect.stringMatching(/config\[1\]\.name: .*max-connections/)]);
  });

  it('may not have a long name, unless it has it already', () => {
    const name = 'a-database-with-a-long-name';
    expect(problemsOf({}, { name })).toEqual([expect.stringMatching(/^metadata\.name: .*22 characters/)]);
    expect(problemsOf({}, { name, before: {} })).toEqual([]);
    expect(problemsOf({}, { name: 'a-name-of-22-character' })).toEqual([]);
  });

  it('may not move to another proxy', () => {
    expect(problemsOf(proxy('proxysql'), { before: {} })).toEqual([
      expect.stringMatching(/^spec\.proxy\.type: .*the address of haproxy/),
    ]);
  });
});
