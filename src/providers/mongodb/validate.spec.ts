import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { formatFieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { MongodbProvider } from './provider.js';

const ENGINE = parse(readFileSync('catalogue/mongodb.yaml', 'utf8')) as DatabaseEngine;
const provider = new MongodbProvider();

const problemsOf = (spec: Partial<DatabaseClusterSpec>): string[] =>
  provider
    .validate(aDatabaseCluster({ engine: 'mongodb', version: '8.0', ...spec }), { engine: ENGINE })
    .map(formatFieldError);

const set = (name: string, value = '1'): Partial<DatabaseClusterSpec> => ({ config: [{ name, value }] });
const SHARDED = { sharding: { shards: 2 } };

describe('a specification of a MongoDB', () => {
  it.each<{ what: string; spec: Partial<DatabaseClusterSpec> }>([
    { what: 'three members', spec: {} },
    { what: 'one member that may be lost', spec: { clusterSize: 1, allowUnsafeTopology: true } },
    { what: 'shards', spec: SHARDED },
    { what: 'shards with routers', spec: { ...SHARDED, proxy: { type: 'mongos', size: 3 } } },
    { what: 'no routers where there are none', spec: { proxy: { type: 'none' } } },
    { what: 'settings of the catalogue', spec: set('net.maxIncomingConnections', '2000') },
    {
      what: 'settings that only the server knows',
      spec: set('storage.wiredTiger.engineConfig.statisticsLogDelaySecs'),
    },
  ])('may ask for $what', ({ spec }) => {
    expect(problemsOf(spec)).toEqual([]);
  });

  it.each<{ what: string; spec: Partial<DatabaseClusterSpec>; says: RegExp }>([
    { what: 'four members', spec: { clusterSize: 4 }, says: /^spec\.clusterSize: Forbidden: is unsafe/ },
    { what: 'half a gibibyte', spec: { storage: { size: '10.5Gi' } }, says: /^spec\.storage\.size: .*whole gibibytes/ },
    { what: 'gigabytes', spec: { storage: { size: '10G' } }, says: /^spec\.storage\.size: .*whole gibibytes/ },
    { what: 'a log of its own', spec: { storage: { size: '1Gi', wal: { size: '1Gi' } } }, says: /^spec\.storage\.wal/ },
    {
      what: 'routers without shards',
      spec: { proxy: { type: 'mongos' } },
      says: /^spec\.proxy\.type: .*is reached directly|^spec\.proxy\.type: Unsupported value: "mongos": supported values: "none"/,
    },
    {
      what: 'shards without routers',
      spec: { ...SHARDED, proxy: { type: 'none' } },
      says: /^spec\.proxy\.type: .*"mongos"/,
    },
    { what: 'metrics', spec: { monitoring: { configRef: { name: 'm' } } }, says: /^spec\.monitoring: .*no exporter/ },
    { what: 'a version that is not there', spec: { version: '5.0' }, says: /^spec\.version/ },
    { what: 'a setting without a section', spec: set('verbose'), says: /a section and a name in it/ },
    { what: 'certificates', spec: set('net.tls.mode', 'disabled'), says: /the operator leads the certificates/ },
    {
      what: 'another way to log in',
      spec: set('setParameter.authenticationMechanisms', 'MONGODB-X509'),
      says: /the operator and the application log in/,
    },
    { what: 'users', spec: set('security.authorization', 'disabled'), says: /leads users, keys and encryption/ },
    { what: 'another set', spec: set('replication.replSetName', 'x'), says: /the operator names the set/ },
    {
      what: 'another cache',
      spec: set('storage.wiredTiger.engineConfig.cacheSizeGB'),
      says: /follows spec\.resources\.memory/,
    },
    { what: 'too many connections', spec: set('net.maxIncomingConnections', '1000000'), says: /between 10 and 65536/ },
  ])('may not ask for $what', ({ spec, says }) => {
    expect(problemsOf(spec)).toEqual([expect.stringMatching(says)]);
  });

  it('may not set a section and what is in it', () => {
    const config = [
      { name: 'setParameter.a', value: '1' },
      { name: 'setParameter.a.b', value: '1' },
    ];
    expect(problemsOf({ config })).toEqual([
      expect.stringMatching(/config\[0\]\.name: .*is a section, of which setParameter\.a\.b/),
    ]);
  });

  it('is what the example with shards shows', () => {
    const example = parse(readFileSync('examples/mongodb-sharded.yaml', 'utf8')) as DatabaseCluster;
    expect(provider.validate(example, { engine: ENGINE })).toEqual([]);
    expect(example.spec.sharding).toEqual({ shards: 2 });
  });

  it('may tell routers nothing but their settings', () => {
    const proxy = { type: 'mongos', config: [{ name: 'net.tls.mode', value: 'disabled' }] };
    expect(problemsOf({ ...SHARDED, proxy })).toEqual([expect.stringMatching(/^spec\.proxy\.config\[0\]\.name: /)]);
  });
});
