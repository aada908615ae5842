import { parse } from 'yaml';
import type { Psmdb } from '../../src/providers/mongodb/upstream.js';
import { MONGODB_CONTRACT } from './mongodb-contract.js';
import type { Choice } from './matrix.js';

const specOf = (spec: Choice = {}): Psmdb['spec'] => MONGODB_CONTRACT.upstream<Psmdb>(spec).spec;

describe('a MongoDB without shards', () => {
  it('is one set of members, watched over by nobody else', () => {
    const { replsets, sharding, unsafeFlags } = specOf();
    expect(replsets.map(({ name, size }) => [name, size])).toEqual([['rs0', 3]]);
    expect(sharding).toEqual({ enabled: false });
    expect(unsafeFlags).toBeUndefined();
  });

  it('is called unsafe where it is, and only there', () => {
    expect(specOf({ clusterSize: 4 }).unsafeFlags).toEqual({ replsetSize: true });
    expect(specOf({ clusterSize: 1 }).unsafeFlags).toEqual({ replsetSize: true });
    expect(specOf({ clusterSize: 7 }).unsafeFlags).toBeUndefined();
  });

  it('has a door of its own for each member that is reached from outside', () => {
    expect(specOf().replsets[0]!.expose).toBeUndefined();
    const expose: Choice['expose'] = { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } };
    expect(specOf({ expose }).replsets[0]!.expose).toEqual({
      enabled: true,
      type: 'LoadBalancer',
      annotations: { a: 'b' },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
    });
  });

  it('has passwords of its own, which a neighbour cannot share', () => {
    const { secrets, users } = specOf();
    expect(secrets).toEqual({ users: 'orders-secrets' });
    expect(users).toMatchObject([
      { name: 'app', db: 'admin', passwordSecretRef: { name: 'orders-credentials', key: 'password' } },
    ]);
  });
});

describe('a MongoDB with shards', () => {
  const sharding = { shards: 2 };

  it('has a set of members for each, three config servers and two routers', () => {
    const spec = specOf({ sharding });
    expect(spec.replsets.map(({ name, size }) => [name, size])).toEqual([
      ['rs0', 3],
      ['rs1', 3],
    ]);
    expect(spec.sharding).toMatchObject({ enabled: true, configsvrReplSet: { size: 3 }, mongos: { size: 2 } });
  });

  it('has one config server where it may be lost with one node anyway', () => {
    const spec = specOf({ sharding, clusterSize: 1, allowUnsafeTopology: true });
    expect(spec.sharding.configsvrReplSet?.size).toBe(1);
  });

  it('gives config servers what they need, and not what shards do', () => {
    const resources = { cpu: '8', memory: '64Gi' };
    const { configsvrReplSet } = specOf({ sharding, resources, storage: { size: '1Ti', className: 'fast' } }).sharding;
    expect(configsvrReplSet).toMatchObject({
      resources: { limits: { cpu: '500m', memory: '1Gi' } },
      volumeSpec: { persistentVolumeClaim: { storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } } },
    });
    expect(specOf({ sharding }).sharding.configsvrReplSet?.resources).toBeUndefined();
  });

  it('opens the routers to the outside, and no member', () => {
    const spec = specOf({ sharding, expose: { type: 'NodePort' } });
    expect(spec.sharding.mongos?.expose).toEqual({ type: 'NodePort' });
    expect(spec.replsets.map(({ expose }) => expose)).toEqual([undefined, undefined]);
  });

  it('tells routers their own settings', () => {
    const config = [{ name: 'systemLog.verbosity', value: '1' }];
    const spec = specOf({ sharding, proxy: { type: 'mongos', config } });
    expect(parse(spec.sharding.mongos!.configuration!)).toEqual({ systemLog: { verbosity: 1 } });
    expect(spec.replsets[0]!.configuration).toBeUndefined();
  });
});
