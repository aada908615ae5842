import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { ResourceType } from '../kube/meta/index.js';
import { applyDefaults, formatFieldError, validate } from '../kube/schema/index.js';
import { DATABASE_CLUSTER } from './database-cluster/index.js';
import { DATABASE_ENGINE } from './database-engine/index.js';
import { MONITORING_CONFIG } from './monitoring-config/index.js';
import { schemaFor } from './schema-of.js';

const ROOT = path.join(import.meta.dirname, '../..');

function problemsOf(type: ResourceType, object: unknown, old?: unknown): string[] {
  const compiled = schemaFor(type);
  const read = (value: unknown): unknown => applyDefaults(compiled.schema, JSON.parse(JSON.stringify(value)));
  return validate(compiled, read(object), old === undefined ? {} : { old: read(old) }).errors.map(formatFieldError);
}

type Spec = Record<string, unknown>;

const storage = { size: '10Gi' };
const aCluster = (change: Spec = {}, name = 'orders'): unknown => ({
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'DatabaseCluster',
  metadata: { name, namespace: 'team-a' },
  spec: { engine: 'postgresql', clusterSize: 3, storage, ...change },
});

describe('the files that come with the product', () => {
  it.each([
    { file: 'catalogue/postgresql.yaml', type: DATABASE_ENGINE },
    { file: 'examples/postgresql.yaml', type: DATABASE_CLUSTER },
    { file: 'examples/monitoring.yaml', type: MONITORING_CONFIG },
  ])('$file is accepted', async ({ file, type }) => {
    expect(problemsOf(type, parse(await readFile(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });
});

describe('a new DatabaseCluster', () => {
  it.each([
    { does: 'the least that can be said', spec: {} },
    { does: 'a volume for the log', spec: { storage: { ...storage, wal: { size: '4Gi', className: 'fast' } } } },
    {
      does: 'a proxy',
      spec: { proxy: { type: 'pgbouncer', size: 2, config: [{ name: 'default_pool_size', value: '40' }] } },
    },
    { does: 'no proxy, in so many words', spec: { proxy: { type: 'none' } } },
    {
      does: 'a filtered load balancer',
      spec: { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8', 'fd00::/8'] } },
    },
    { does: 'quantities in every notation', spec: { resources: { cpu: '0.5', memory: '1e9' } } },
    {
      does: 'a scheduling policy in the words of Kubernetes',
      spec: {
        podSchedulingPolicy: {
          antiAffinity: 'Required',
          nodeSelector: { 'kubernetes.io/arch': 'amd64' },
          tolerations: [{ operator: 'Exists' }, { key: 'db', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
              },
            },
          },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: { a: 'b' } },
            },
          ],
        },
      },
    },
  ])('may ask for $does', ({ spec }) => {
    expect(problemsOf(DATABASE_CLUSTER, aCluster(spec))).toEqual([]);
  });

  it.each([
    { does: 'no member', spec: { clusterSize: 0 }, at: 'spec.clusterSize', says: 'greater than or equal to 1' },
    { does: 'a hundred members', spec: { clusterSize: 100 }, at: 'spec.clusterSize', says: 'less than or equal to 99' },
    { does: 'no engine', spec: { engine: undefined }, at: 'spec.engine', says: 'Required value' },
    { does: 'no storage', spec: { storage: undefined }, at: 'spec.storage', says: 'Required value' },
    {
      does: 'a size that is no quantity',
      spec: { storage: { size: 'big' } },
      at: 'spec.storage.size',
      says: 'must be a quantity above zero, such as 500m, 2Gi or 10',
    },
    {
      does: 'nothing to store on',
      spec: { storage: { size: '0' } },
      at: 'spec.storage.size',
      says: 'must be a quantity above zero',
    },
    {
      does: 'a number where text belongs',
      spec: { config: [{ name: 'max_connections', value: 200 }] },
      at: 'spec.config[0].value',
      says: 'must be of type string',
    },
    {
      does: 'a setting twice',
      spec: {
        config: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
      at: 'spec.config[1]',
      says: 'Duplicate value',
    },
    {
      does: 'an unknown power state',
      spec: { powerState: 'Off' },
      at: 'spec.powerState',
      says: 'supported values: "Running", "Stopped"',
    },
    {
      does: 'settings for no proxy',
      spec: { proxy: { type: 'none', size: 2 } },
      at: 'spec.proxy.size',
      says: 'has no effect while the proxy\'s type is "none"',
    },
    {
      does: 'a filter that nobody applies',
      spec: { expose: { sourceRanges: ['10.0.0.0/8'] } },
      at: 'spec.expose.sourceRanges',
      says: 'only a LoadBalancer filters by source',
    },
    {
      does: 'annotations that nobody reads',
      spec: { expose: { annotations: { a: 'b' } } },
      at: 'spec.expose.annotations',
      says: 'need a type of NodePort or LoadBalancer',
    },
    {
      does: 'an address for a network',
      spec: { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.1'] } },
      at: 'spec.expose.sourceRanges[0]',
      says: 'must be a CIDR, such as 10.0.0.0/8',
    },
    {
      does: 'a label key without end',
      spec: { podSchedulingPolicy: { nodeSelector: { ['k'.repeat(318)]: 'v' } } },
      at: 'spec.podSchedulingPolicy.nodeSelector',
      says: 'keys have at most 317 characters',
    },
    {
      does: 'a toleration of nothing',
      spec: { podSchedulingPolicy: { tolerations: [{ operator: 'Equal' }] } },
      at: 'spec.podSchedulingPolicy.tolerations[0].operator',
      says: 'without a key the operator must be Exists',
    },
  ])('may not ask for $does', ({ spec, at, says }) => {
    const problems = problemsOf(DATABASE_CLUSTER, aCluster(spec));
    expect(problems).toEqual([expect.stringContaining(says)]);
    expect(problems[0]).toMatch(new RegExp(`^${at.replaceAll(/[[\].]/g, '\\$&')}: `));
  });

  it.each([
    { does: 'of 41 characters', name: 'a'.repeat(41), says: 'must have at most 40 characters' },
    { does: 'that begins with a digit', name: '1st', says: 'must begin with a letter' },
    { does: 'with a dot', name: 'a.b', says: "only lower-case letters, digits and '-'" },
  ])('may not have a name $does', ({ name, says }) => {
    expect(problemsOf(DATABASE_CLUSTER, aCluster({}, name))).toEqual([
      expect.stringMatching(`^metadata.name: .*${says}`),
    ]);
  });

  it('hears of every problem at once', () => {
    const spec = { clusterSize: 0, engine: '-', storage: { size: '-1Gi' } };
    expect(problemsOf(DATABASE_CLUSTER, aCluster(spec))).toHaveLength(3);
  });
});

describe('a DatabaseCluster that exists', () => {
  const withWal = { storage: { ...storage, wal: { size: '4Gi' } } };

  it.each([
    { does: 'grow', from: {}, to: { storage: { size: '20Gi' } } },
    { does: 'write the same size in another notation', from: {}, to: { storage: { size: '10240Mi' } } },
    { does: 'get a volume for the log', from: {}, to: withWal },
    { does: 'be stopped', from: {}, to: { powerState: 'Stopped' } },
    { does: 'lose its proxy', from: { proxy: { type: 'pgbouncer' } }, to: {} },
  ])('may $does', ({ from, to }) => {
    expect(problemsOf(DATABASE_CLUSTER, aCluster(to), aCluster(from))).toEqual([]);
  });

  it.each([
    {
      does: 'change its engine',
      from: {},
      to: { engine: 'mysql' },
      says: 'spec.engine: .*is immutable: create another cluster to use another engine',
    },
    {
      does: 'shrink',
      from: {},
      to: { storage: { size: '9Gi' } },
      says: 'spec.storage.size: .*can only grow; it is 10Gi now',
    },
    {
      does: 'shrink its log',
      from: withWal,
      to: { storage: { ...storage, wal: { size: '1Gi' } } },
      says: 'spec.storage.wal.size: .*can only grow; it is 4Gi now',
    },
    {
      does: 'lose the volume of its log',
      from: withWal,
      to: {},
      says: 'spec.storage.wal: Forbidden: cannot be removed once',
    },
    {
      does: 'get a storage class',
      from: {},
      to: { storage: { ...storage, className: 'fast' } },
      says: 'spec.storage.className: .*is immutable: existing volumes stay in their class',
    },
    {
      does: 'lose its storage class',
      from: { storage: { ...storage, className: 'fast' } },
      to: {},
      says: 'spec.storage.className: .*is immutable',
    },
  ])('may not $does', ({ from, to, says }) => {
    expect(problemsOf(DATABASE_CLUSTER, aCluster(to), aCluster(from))).toEqual([expect.stringMatching(`^${says}`)]);
  });
});

describe('a DatabaseEngine', () => {
  const anEngine = (change: Spec): unknown => ({
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'DatabaseEngine',
    metadata: { name: 'postgresql' },
    spec: {
      displayName: 'PostgreSQL',
      defaultVersion: '17.6',
      sizes: { recommended: 3, minimum: 1 },
      versions: [{ version: '17.6', image: 'postgresql:17.6', status: 'Recommended' }],
      ...change,
    },
  });
  const parameter = { name: 'jit', restart: false };

  it.each([
    {
      does: 'a default that it does not list',
      spec: { defaultVersion: '18.1' },
      says: 'spec.defaultVersion: .*must be one of versions',
    },
    {
      does: 'a recommendation below the minimum',
      spec: { sizes: { recommended: 1, minimum: 3 } },
      says: 'spec.sizes.recommended: .*must not be below minimum',
    },
    {
      does: 'an Enum without values',
      spec: { parameters: [{ ...parameter, type: 'Enum' }] },
      says: 'lists the values of type Enum',
    },
    {
      does: 'bounds of a Boolean',
      spec: { parameters: [{ ...parameter, type: 'Boolean', maximum: 3 }] },
      says: 'only numbers, sizes and durations have them',
    },
  ])('may not have $does', ({ spec, says }) => {
    expect(problemsOf(DATABASE_ENGINE, anEngine(spec))).toEqual([expect.stringMatching(says)]);
  });
});

describe('schemaFor', () => {
  it('compiles once', () => {
    expect(schemaFor(MONITORING_CONFIG)).toBe(schemaFor({ ...MONITORING_CONFIG }));
  });

  it('knows our kinds only', () => {
    expect(() => schemaFor({ group: '', plural: 'pods' })).toThrow('"pods" is not one of our kinds');
  });

  it.each([
    { interval: '30s', problems: 0 },
    { interval: '1h30m', problems: 0 },
    { interval: '30', problems: 1 },
    { interval: 'often', problems: 1 },
  ])('takes Prometheus durations for the interval of a MonitoringConfig: $interval', ({ interval, problems }) => {
    const config = {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'MonitoringConfig',
      metadata: { name: 'p' },
      spec: { prometheus: { interval } },
    };
    expect(problemsOf(MONITORING_CONFIG, config)).toHaveLength(problems);
  });
});
