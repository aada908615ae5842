import { aClusterThatRan, aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../test/builders/database-engine.js';
import { formatFieldPath } from '../kube/schema/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../resources/database-cluster/index.js';
import type { EngineParameter } from '../resources/database-engine/index.js';
import { unknownEngine, validateCluster } from './validate-cluster.js';

const parameter = (changes: Partial<EngineParameter>): EngineParameter => ({
  name: 'p',
  type: 'Integer',
  restart: false,
  ...changes,
});

const PARAMETERS: EngineParameter[] = [
  parameter({ name: 'max_connections', minimum: 1, maximum: 1000 }),
  parameter({ name: 'cost', type: 'Number', minimum: 0 }),
  parameter({ name: 'jit', type: 'Boolean' }),
  parameter({ name: 'wal_level', type: 'Enum', allowed: ['replica', 'logical'] }),
  parameter({ name: 'work_mem', type: 'Size', minimum: 64 }),
  parameter({ name: 'timeout', type: 'Duration', maximum: 1000 }),
  parameter({ name: 'search_path', type: 'String' }),
  parameter({ name: 'io_method', type: 'String', lines: ['18'] }),
];

const ENGINE = aDatabaseEngine({
  sizes: { recommended: 3, minimum: 1, maximum: 9, unsafe: [2] },
  parameters: PARAMETERS,
  allowUnlistedParameters: false,
  proxies: [{ type: 'pgbouncer', defaultSize: 2, parameters: [parameter({ name: 'pool_size', minimum: 1 })] }],
});
const CAPABILITIES = {
  proxies: ['pgbouncer'],
  expose: ['ClusterIP', 'NodePort'],
  walStorage: false,
  sharding: false,
  powerState: false,
};

function problemsOf(cluster: DatabaseCluster, previous?: DatabaseCluster): string[] {
  const problems = validateCluster(cluster, { engine: ENGINE, capabilities: CAPABILITIES, previous });
  return problems.map(({ path, type }) => `${formatFieldPath(path)} ${type}`);
}

const config = (name: string, value: string): Partial<DatabaseClusterSpec> => ({ config: [{ name, value }] });

describe('validateCluster on what is asked for', () => {
  it.each<{ does: string; spec: Partial<DatabaseClusterSpec> }>([
    { does: 'a plain cluster', spec: {} },
    { does: 'an unsafe size that the user insists on', spec: { clusterSize: 2, allowUnsafeTopology: true } },
    { does: 'a number within its range', spec: config('max_connections', '1000') },
    { does: 'a boolean in any spelling', spec: config('jit', 'OFF') },
    { does: 'a listed word in any case', spec: config('wal_level', 'Logical') },
    { does: 'a size with a unit, whose bounds the engine judges', spec: config('work_mem', '1kB') },
    { does: 'a duration with a unit', spec: config('timeout', '5 min') },
    { does: 'a proxy that the engine has', spec: { proxy: { type: 'pgbouncer' } } },
    { does: 'no proxy in so many words', spec: { proxy: { type: 'none' } } },
    { does: 'a way to the outside that the engine has', spec: { expose: { type: 'NodePort' } } },
    { does: 'an address inside, always', spec: { expose: {} } },
  ])('accepts $does', ({ spec }) => {
    expect(problemsOf(aDatabaseCluster(spec))).toEqual([]);
  });

  it.each<{ does: string; spec: Partial<DatabaseClusterSpec>; expected: string }>([
    { does: 'an unknown line', spec: { version: '12' }, expected: 'spec.version FieldValueNotSupported' },
    { does: 'too many members', spec: { clusterSize: 10 }, expected: 'spec.clusterSize FieldValueInvalid' },
    { does: 'an unsafe size', spec: { clusterSize: 2 }, expected: 'spec.clusterSize FieldValueForbidden' },
    { does: 'a stop', spec: { powerState: 'Stopped' }, expected: 'spec.powerState FieldValueNotSupported' },
    {
      does: 'a volume for the log',
      spec: { storage: { size: '1Gi', wal: { size: '1Gi' } } },
      expected: 'spec.storage.wal FieldValueNotSupported',
    },
    {
      does: 'an unknown proxy',
      spec: { proxy: { type: 'haproxy' } },
      expected: 'spec.proxy.type FieldValueNotSupported',
    },
    {
      does: 'an unknown setting of the proxy',
      spec: { proxy: { type: 'pgbouncer', config: [{ name: 'nope', value: '1' }] } },
      expected: 'spec.proxy.config[0].name FieldValueNotSupported',
    },
    {
      does: 'a bad setting of the proxy',
      spec: { proxy: { type: 'pgbouncer', config: [{ name: 'pool_size', value: '0' }] } },
      expected: 'spec.proxy.config[0].value FieldValueInvalid',
    },
    {
      does: 'a way to the outside that the engine lacks',
      spec: { expose: { type: 'LoadBalancer' } },
      expected: 'spec.expose.type FieldValueNotSupported',
    },
    {
      does: 'an unlisted setting',
      spec: config('fsync', 'off'),
      expected: 'spec.config[0].name FieldValueNotSupported',
    },
    {
      does: 'a setting of another line',
      spec: config('io_method', 'worker'),
      expected: 'spec.config[0].name FieldValueNotSupported',
    },
    ...(
      [
        ['max_connections', '0'],
        ['max_connections', '1001'],
        ['max_connections', 'many'],
        ['max_connections', '1.5'],
        ['cost', '-1'],
        ['cost', 'cheap'],
        ['jit', 'maybe'],
        ['wal_level', 'minimal'],
        ['work_mem', '63'],
        ['work_mem', '64 elephants'],
        ['timeout', '1001'],
        ['timeout', 'soon'],
        ['search_path', 'a\0b'],
      ] as const
    ).map(([name, value]) => ({
      does: `${JSON.stringify(value)} for ${name}`,
      spec: config(name, value),
      expected: 'spec.config[0].value FieldValueInvalid',
    })),
  ])('refuses $does', ({ spec, expected }) => {
    expect(problemsOf(aDatabaseCluster(spec))).toEqual([expected]);
  });

  it('reports every problem at once, in the order of the fields', () => {
    const spec = { version: '12', clusterSize: 10, proxy: { type: 'haproxy' } };
    expect(problemsOf(aDatabaseCluster(spec))).toEqual([
      'spec.version FieldValueNotSupported',
      'spec.clusterSize FieldValueInvalid',
      'spec.proxy.type FieldValueNotSupported',
    ]);
  });

  it('names what would do', () => {
    const [problem] = validateCluster(aDatabaseCluster({ version: '12' }), {
      engine: ENGINE,
      capabilities: CAPABILITIES,
    });
    expect(problem?.allowed).toEqual(['15.15', '16.11', '17.5', '17.6', '17.7', '18.4']);
  });
});

describe('validateCluster against what runs', () => {
  const running = (version: string): DatabaseCluster => aClusterThatRan({}, { version });

  it.each([
    { does: 'accepts the line of what runs', from: '17.5', to: '17' },
    { does: 'accepts what runs, though the catalogue has dropped it', from: '17.2', to: '17.2' },
    { does: 'accepts a declared upgrade', from: '17.5', to: '17.7' },
    { does: 'accepts the line of a declared upgrade', from: '16.11', to: '17' },
    { does: 'refuses to go back', from: '17.7', to: '17.6', type: 'FieldValueInvalid' },
    { does: 'refuses to go back a line', from: '17.7', to: '16', type: 'FieldValueInvalid' },
    { does: 'refuses a path that is not declared', from: '15.15', to: '18.4', type: 'FieldValueNotSupported' },
  ])('$does ($from to $to)', ({ from, to, type }) => {
    const expected = type ? [`spec.version ${type}`] : [];
    const next = aDatabaseCluster({ version: to });
    expect(problemsOf(next, running(from))).toEqual(expected);
    // The reconciler has no previous object: there the status of the cluster itself says what runs.
    expect(problemsOf(aClusterThatRan({ version: to }, { version: from }))).toEqual(expected);
  });

  it('judges parameters by the version that will run', () => {
    const upgrade = aDatabaseCluster({ version: '18', ...config('io_method', 'worker') });
    expect(problemsOf(upgrade, running('17.6'))).toEqual([]);
  });
});

describe('unknownEngine', () => {
  it('blames the engine and names those that there are', () => {
    const problem = unknownEngine('oracle', ['postgresql', 'mongodb']);
    expect(problem).toMatchObject({ path: ['spec', 'engine'], badValue: 'oracle', allowed: ['mongodb', 'postgresql'] });
  });
});
