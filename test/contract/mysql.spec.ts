import type { Pxc } from '../../src/providers/mysql/upstream.js';
import { MYSQL_CONTRACT } from './mysql-contract.js';
import type { Choice } from './matrix.js';

const specOf = (spec: Choice = {}): Pxc['spec'] => MYSQL_CONTRACT.upstream<Pxc>(spec).spec;

describe('a MySQL', () => {
  it('is three members, reached by two HAProxies', () => {
    const { pxc, haproxy, proxysql, unsafeFlags } = specOf();
    expect([pxc.size, haproxy?.size, haproxy?.image]).toEqual([3, 2, 'percona/haproxy:2.8.17']);
    expect([proxysql, unsafeFlags]).toEqual([undefined, { pxcSize: false, proxySize: false }]);
  });

  it('is reached by ProxySQL where that is asked for, which has a volume of its own', () => {
    const { haproxy, proxysql } = specOf({ proxy: { type: 'proxysql' }, storage: { size: '1Ti', className: 'fast' } });
    expect(haproxy).toBeUndefined();
    expect(proxysql).toMatchObject({
      enabled: true,
      size: 2,
      volumeSpec: { persistentVolumeClaim: { storageClassName: 'fast', resources: { requests: { storage: '2Gi' } } } },
    });
  });

  it('is called unsafe where it is, and only there', () => {
    expect(specOf({ clusterSize: 1 }).unsafeFlags).toEqual({ pxcSize: true, proxySize: false });
    const proxy = { type: 'haproxy', size: 1 };
    expect(specOf({ proxy }).unsafeFlags).toEqual({ pxcSize: false, proxySize: true });
    expect(specOf({ clusterSize: 1, proxy }).unsafeFlags).toEqual({ pxcSize: true, proxySize: true });
  });

  it.each([
    {
      proxy: 'haproxy',
      doors: { exposePrimary: { type: 'NodePort' }, exposeReplicas: { enabled: true, type: 'NodePort' } },
    },
    { proxy: 'proxysql', doors: { expose: { enabled: true, type: 'NodePort' } } },
  ])('opens $proxy to the outside', ({ proxy, doors }) => {
    const spec = specOf({ proxy: { type: proxy }, expose: { type: 'NodePort' } });
    expect(spec.haproxy ?? spec.proxysql).toMatchObject(doors);
  });

  it('has a database of its own for its user, whose password is ours', () => {
    expect(specOf().users).toEqual([
      {
        name: 'app',
        dbs: ['app'],
        hosts: ['%'],
        grants: ['ALL'],
        passwordSecretRef: { name: 'orders-credentials', key: 'password' },
      },
    ]);
  });

  it('has its members replaced carefully, and its release decided by nobody else', () => {
    expect(specOf()).toMatchObject({
      crVersion: '1.19.0',
      updateStrategy: 'SmartUpdate',
      upgradeOptions: { apply: 'disabled' },
      secretsName: 'orders-secrets',
      enableVolumeExpansion: true,
    });
  });
});
