import { observing, renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../../test/builders/database-engine.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import type { Pooler } from '../upstream.js';

const engine = aDatabaseEngine({
  proxies: [{ type: 'pgbouncer', image: 'registry.example/pgbouncer:1', defaultSize: 2 }],
});

const poolerOf = (spec: Partial<DatabaseClusterSpec>): Pooler | undefined =>
  renderPostgresql({ engine, cluster: aDatabaseCluster(spec) }).pooler;

describe('the proxy step', () => {
  it.each<[string, Partial<DatabaseClusterSpec>]>([
    ['nothing is asked for', {}],
    ['none is asked for', { proxy: { type: 'none' } }],
  ])('makes no pooler when %s', (_when, spec) => {
    expect(poolerOf(spec)).toBeUndefined();
  });

  it('puts PgBouncer in front of the primary, under a name that the operator does not use', () => {
    const pooler = poolerOf({ proxy: { type: 'pgbouncer' } });
    expect(pooler?.metadata).toMatchObject({ name: 'orders-pooler-rw', namespace: 'team-a' });
    expect(pooler?.spec).toMatchObject({ cluster: { name: 'orders' }, type: 'rw' });
  });

  it.each<{ does: string; proxy: Omit<NonNullable<DatabaseClusterSpec['proxy']>, 'type'>; expected: object }>([
    { does: 'takes the size of the catalogue', proxy: {}, expected: { instances: 2 } },
    { does: 'takes the size that is asked for', proxy: { size: 5 }, expected: { instances: 5 } },
    {
      does: 'takes the image of the catalogue',
      proxy: {},
      expected: { pgbouncer: { image: 'registry.example/pgbouncer:1' } },
    },
    { does: 'pools sessions', proxy: {}, expected: { pgbouncer: { poolMode: 'session', parameters: {} } } },
    {
      does: 'gives the pool mode the field that the operator has for it',
      proxy: {
        config: [
          { name: 'pool_mode', value: 'transaction' },
          { name: 'default_pool_size', value: '40' },
        ],
      },
      expected: { pgbouncer: { poolMode: 'transaction', parameters: { default_pool_size: '40' } } },
    },
    {
      does: 'requests what it limits',
      proxy: { resources: { cpu: '100m' } },
      expected: {
        template: {
          spec: {
            containers: [{ name: 'pgbouncer', resources: { requests: { cpu: '100m' }, limits: { cpu: '100m' } } }],
          },
        },
      },
    },
  ])('$does', ({ proxy, expected }) => {
    expect(poolerOf({ proxy: { type: 'pgbouncer', ...proxy } })?.spec).toMatchObject(expected);
  });

  it('marks its pods as ours', () => {
    expect(poolerOf({ proxy: { type: 'pgbouncer' } })?.spec.template.metadata.labels).toMatchObject({
      'dbaas.io/cluster': 'orders',
    });
  });

  it('runs one pod where the catalogue says nothing of the proxy', () => {
    const cluster = aDatabaseCluster({ proxy: { type: 'pgbouncer' } });
    expect(renderPostgresql({ cluster }).pooler?.spec).toMatchObject({ instances: 1 });
  });

  it('stops with the database', () => {
    const cluster = aDatabaseCluster({ proxy: { type: 'pgbouncer', size: 3 }, powerState: 'Stopped' });
    const { pooler } = renderPostgresql({ cluster, observed: observing(aCnpgCluster()) });
    expect(pooler?.spec.instances).toBe(0);
  });

  it('opens its Service as the one of the primary is opened', () => {
    const expose = { type: 'LoadBalancer' as const, sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } };
    expect(poolerOf({ proxy: { type: 'pgbouncer' }, expose })?.spec.serviceTemplate).toMatchObject({
      metadata: { annotations: { a: 'b' } },
      spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] },
    });
    expect(poolerOf({ proxy: { type: 'pgbouncer' } })?.spec).not.toHaveProperty('serviceTemplate');
  });
});
