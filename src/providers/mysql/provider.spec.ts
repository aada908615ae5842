import { anApplyInput } from '../../../test/builders/apply-input.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { observedPercona } from '../../../test/builders/percona.js';
import { aPxc, MYSQL_ENGINE, pxcImage } from '../../../test/builders/pxc.js';
import { SECRET } from '../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { runApplier } from '../contract/index.js';
import { MYSQL } from './dialect.js';
import { MysqlProvider } from './provider.js';
import { PXC_RESTORE, type Pxc } from './upstream.js';

const provider = new MysqlProvider();
const INTENT: Partial<DatabaseClusterSpec> = { engine: 'mysql', version: '8.0' };
const PROXIES = [
  { type: 'haproxy', image: 'percona/haproxy:2.8.17', defaultSize: 2 },
  { type: 'proxysql', image: 'percona/proxysql2:2.7.3-1.2', defaultSize: 2 },
];
const ENGINE: DatabaseEngine = { ...MYSQL_ENGINE, spec: { ...MYSQL_ENGINE.spec, proxies: PROXIES } };

function renderBeside(spec: Partial<DatabaseClusterSpec>, standing: Parameters<typeof aPxc>[0]): Pxc {
  const observed = observedPercona(MYSQL, aPxc(standing));
  const cluster = aClusterThatRan({ ...INTENT, ...spec });
  return runApplier(provider.applier(anApplyInput({ cluster, engine: ENGINE, observed })))[0]!.object as Pxc;
}

describe('what is rendered beside what stands', () => {
  it('has the mark of a restart on every pod', () => {
    const { pxc, haproxy } = renderBeside({}, { annotations: { 'dbaas.io/restarted-for': 'uid-7' } }).spec;
    for (const group of [pxc, haproxy]) expect(group?.annotations).toEqual({ 'dbaas.io/restarted-for': 'uid-7' });
  });

  it('runs what runs, within its line', () => {
    const standing = { image: pxcImage('8.0.42-33.1'), status: { pxc: { version: '8.0.42-33.1' } } };
    expect(renderBeside({}, standing).spec.pxc.image).toBe(pxcImage('8.0.42-33.1'));
    expect(renderBeside({ version: '8.4' }, standing).spec.pxc.image).toBe(pxcImage('8.4.7-7.1'));
  });

  it('has the level of behaviour that it has, until it is upgraded', () => {
    const running = '8.0.42-33.1';
    const standing = {
      image: pxcImage(running),
      status: { pxc: { version: running } },
      spec: { crVersion: '1.18.0' },
    };
    expect(renderBeside({}, standing).spec.crVersion).toBe('1.18.0');
    expect(renderBeside({ version: '8.4' }, standing).spec.crVersion).toBe('1.19.0');
  });

  it('is stopped where that is asked for', () => {
    expect(renderBeside({ powerState: 'Stopped' }, {}).spec.pause).toBe(true);
    expect(renderBeside({}, { spec: { pause: true } }).spec.pause).toBe(false);
  });

  it('does not ask again for volumes that the operator could not enlarge', () => {
    const { pxc } = renderBeside({ storage: { size: '20Gi' } }, { asked: '20Gi', storage: '10Gi' }).spec;
    expect(pxc.volumeSpec?.persistentVolumeClaim.resources.requests.storage).toBe('10Gi');
  });
});

describe('while the operator restores', () => {
  it.each([
    ['Stopping Cluster', 'RestoreInProgress'],
    ['Succeeded', undefined],
    ['Failed', undefined],
  ])('the specification is left alone until it has ended: %s', (state, reason) => {
    const order = {
      apiVersion: 'pxc.percona.com/v1',
      kind: 'PerconaXtraDBClusterRestore',
      metadata: { name: 'back' },
      spec: { pxcCluster: 'orders' },
      status: { state },
    };
    const observed = observedPercona(MYSQL, aPxc(), { others: [[PXC_RESTORE, order]] });
    const requeue = provider.preReconcileHook(aClusterThatRan(INTENT), { engine: ENGINE, observed });
    expect(requeue?.reason).toBe(reason);
  });
});

describe('how clients come to a MySQL', () => {
  const ca = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-ssl' }, data: { 'ca.crt': 'Q0E=' } };

  it.each(['haproxy', 'proxysql'])('is by %s', (type) => {
    const cluster = aDatabaseCluster({ ...INTENT, proxy: { type } });
    const connection = provider.connection(cluster, new ObservedObjects().with(SECRET, ca));
    expect(connection).toMatchObject({ port: 3306, username: 'app', database: 'app', caCertificate: 'CA' });
    expect(connection.uri('p/w')).toBe(`mysql://app:p%2Fw@orders-${type}.team-a.svc.cluster.local:3306/app`);
  });
});
