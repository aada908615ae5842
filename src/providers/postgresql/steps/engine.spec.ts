import { observing, renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aCnpgCluster, aMemberPod } from '../../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine, aVersion, imageOf } from '../../../../test/builders/database-engine.js';
import { POD } from '../../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import type { CnpgClusterSpec } from '../upstream.js';

const specOf = (spec: Partial<DatabaseClusterSpec>): CnpgClusterSpec =>
  renderPostgresql({ cluster: aDatabaseCluster(spec) }).cluster.spec;

describe('the engine step', () => {
  it.each<{ does: string; given: Partial<DatabaseClusterSpec>; expected: object }>([
    {
      does: 'takes the image of the resolved version',
      given: { version: '17' },
      expected: { imageName: imageOf('17.6') },
    },
    { does: 'takes as many instances as members', given: { clusterSize: 5 }, expected: { instances: 5 } },
    {
      does: 'switches over where there is somebody to switch to',
      given: { clusterSize: 2 },
      expected: { primaryUpdateMethod: 'switchover' },
    },
    {
      does: 'restarts a single member in its place',
      given: { clusterSize: 1 },
      expected: { primaryUpdateMethod: 'restart' },
    },
    { does: 'opens no superuser access', given: {}, expected: { enableSuperuserAccess: false } },
    {
      does: 'lets volumes grow while they are used',
      given: { storage: { size: '20Gi' } },
      expected: { storage: { size: '20Gi', resizeInUseVolumes: true } },
    },
    {
      does: 'puts the log on a volume of its own, in its own class',
      given: { storage: { size: '20Gi', className: 'fast', wal: { size: '5Gi', className: 'faster' } } },
      expected: {
        storage: { size: '20Gi', storageClass: 'fast', resizeInUseVolumes: true },
        walStorage: { size: '5Gi', storageClass: 'faster' },
      },
    },
    {
      does: 'puts the log in the class of the data otherwise',
      given: { storage: { size: '20Gi', className: 'fast', wal: { size: '5Gi' } } },
      expected: { walStorage: { size: '5Gi', storageClass: 'fast' } },
    },
    {
      does: 'requests what it limits',
      given: { resources: { cpu: '1', memory: '2Gi' } },
      expected: { resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1', memory: '2Gi' } } },
    },
    {
      does: 'limits only what is named',
      given: { resources: { memory: '2Gi' } },
      expected: { resources: { requests: { memory: '2Gi' }, limits: { memory: '2Gi' } } },
    },
    {
      does: 'passes settings on as text',
      given: { config: [{ name: 'max_connections', value: '200' }] },
      expected: { postgresql: { parameters: { max_connections: '200' } } },
    },
    {
      does: 'gives preloaded libraries the list that the operator has for them',
      given: { config: [{ name: 'shared_preload_libraries', value: 'pg_cron, pg_hint_plan,' }] },
      expected: { postgresql: { parameters: {}, shared_preload_libraries: ['pg_cron', 'pg_hint_plan'] } },
    },
    {
      does: 'opens the primary to a load balancer',
      given: {
        expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { 'cloud/internal': 'true' } },
      },
      expected: {
        managed: {
          services: {
            additional: [
              {
                selectorType: 'rw',
                serviceTemplate: {
                  metadata: { name: 'orders-rw-ext', annotations: { 'cloud/internal': 'true' } },
                  spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] },
                },
              },
            ],
          },
        },
      },
    },
    {
      does: 'opens the primary on every node',
      given: { expose: { type: 'NodePort' } },
      expected: { managed: { services: { additional: [{ serviceTemplate: { spec: { type: 'NodePort' } } }] } } },
    },
  ])('$does', ({ given, expected }) => {
    expect(specOf(given)).toMatchObject(expected);
  });

  it.each<[keyof CnpgClusterSpec, Partial<DatabaseClusterSpec>]>([
    ['resources', {}],
    ['resources', { resources: {} }],
    ['walStorage', {}],
    ['managed', {}],
    ['managed', { expose: { type: 'ClusterIP' } }],
  ])('leaves %s to the operator when %j asks for nothing', (field, given) => {
    expect(specOf(given)).not.toHaveProperty(field);
  });

  it('creates the first database with credentials of ours and checksums', () => {
    expect(specOf({}).bootstrap).toEqual({
      initdb: { database: 'app', owner: 'app', dataChecksums: true, secret: { name: 'orders-credentials' } },
    });
  });

  it('does not mistake a setting named __proto__ for the prototype', () => {
    const { parameters } = specOf({ config: [{ name: '__proto__', value: 'x' }] }).postgresql;
    expect(Object.keys(parameters)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
  });
});

describe('the image of an existing cluster', () => {
  it.each([
    { does: 'stays when the catalogue moves on', version: '17', spec: '17.5', status: '17.5', expected: '17.5' },
    { does: 'moves with the line', version: '18', spec: '17.5', status: '17.5', expected: '18.4' },
    { does: 'keeps to the upgrade under way', version: '17', spec: '17.7', status: '17.6', expected: '17.7' },
    { does: 'goes back to what ran', version: '17', spec: '18.4', status: '17.5', expected: '17.5' },
    {
      does: 'stays when the spec names no version',
      version: undefined,
      spec: '16.11',
      status: '16.11',
      expected: '16.11',
    },
    { does: 'outlives its entry in the catalogue', version: '17', spec: '17.2', status: '17.2', expected: '17.2' },
  ])('$does', ({ version, spec, status, expected }) => {
    const live = aCnpgCluster({ spec: { imageName: imageOf(spec) }, status: { image: imageOf(status) } });
    const rendered = renderPostgresql({ cluster: aDatabaseCluster({ version }), observed: observing(live) });
    expect(rendered.cluster.spec.imageName).toBe(imageOf(expected));
  });

  it('goes back to the release that serves, once an upgrade within the line was taken back', () => {
    const live = aCnpgCluster({ spec: { imageName: imageOf('17.7') }, status: { image: imageOf('17.7') } });
    const rendered = (primary: string): string => {
      const observed = observing(live).with(POD, aMemberPod('orders-1', { version: primary }));
      return renderPostgresql({ cluster: aDatabaseCluster({ version: '17' }), observed }).cluster.spec.imageName;
    };
    expect([rendered('17.6'), rendered('17.7')]).toEqual([imageOf('17.6'), imageOf('17.7')]);
  });

  it('goes back to what the data was written by, once an upgrade to another major was taken back', () => {
    const image = imageOf('18.4');
    const live = aCnpgCluster({
      spec: { imageName: image },
      status: { image, pgDataImageInfo: { image: imageOf('17.5'), majorVersion: 17 } },
    });
    const { cluster } = renderPostgresql({ cluster: aDatabaseCluster({ version: '17' }), observed: observing(live) });
    expect(cluster.spec.imageName).toBe(imageOf('17.5'));
  });

  it('follows the catalogue when the image of the version changes', () => {
    const engine = aDatabaseEngine({ versions: [aVersion('17.6', { image: 'mirror.example/pg:17.6-2' })] });
    const rendered = renderPostgresql({ engine, observed: observing(aCnpgCluster()) });
    expect(rendered.cluster.spec.imageName).toBe('mirror.example/pg:17.6-2');
  });

  it('is a fault when validation was skipped and the catalogue has none', () => {
    expect(() => renderPostgresql({ cluster: aDatabaseCluster({ version: '12' }) })).toThrow('no version');
  });
});
