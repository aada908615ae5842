import { apiVersionOf } from '../../src/kube/meta/index.js';
import { MYSQL } from '../../src/providers/mysql/dialect.js';
import { PXC, type Door, type Pxc, type PxcSpec } from '../../src/providers/mysql/upstream.js';
import { STORAGE_ASKED } from '../../src/providers/percona/volume-size.js';
import { aDatabaseEngine, aVersion } from './database-engine.js';
import { playing } from './percona-operation.js';

export const pxcImage = (version: string): string => `percona/percona-xtradb-cluster:${version}`;

export const MYSQL_ENGINE = aDatabaseEngine({
  displayName: 'MySQL',
  defaultVersion: '8.0.44-35.1',
  versions: [
    aVersion('8.0.42-33.1', { image: pxcImage('8.0.42-33.1'), upgradesTo: ['8.0.44-35.1'] }),
    aVersion('8.0.44-35.1', { image: pxcImage('8.0.44-35.1'), upgradesTo: ['8.4.7-7.1'] }),
    aVersion('8.4.7-7.1', { image: pxcImage('8.4.7-7.1') }),
  ],
  parameters: [{ name: 'max_connections', type: 'Integer', restart: true, default: '151' }],
});

export interface PxcChanges {
  readonly size?: number;
  readonly proxy?: 'haproxy' | 'proxysql';
  readonly storage?: string;
  readonly asked?: string;
  readonly image?: string;
  readonly configuration?: string;
  readonly exposed?: Door;
  readonly mark?: string;
  readonly annotations?: Record<string, string>;
  readonly generation?: number;
  readonly spec?: Partial<PxcSpec>;
  readonly status?: Pxc['status'];
}

/** The operator's object of `orders`: whole, on 8.0.44-35.1 behind two HAProxies, with the changes under test. */
export function aPxc(changes: PxcChanges = {}): Pxc {
  const { size = 3, storage = '10Gi', asked = storage, generation = 1, annotations, configuration } = changes;
  const marks = changes.mark === undefined ? {} : { annotations: { 'dbaas.io/restarted-for': changes.mark } };
  return {
    apiVersion: apiVersionOf(PXC),
    kind: PXC.kind,
    metadata: {
      name: 'orders',
      namespace: 'team-a',
      uid: 'uid-orders',
      generation,
      annotations: { [STORAGE_ASKED]: asked, ...annotations },
    },
    spec: {
      crVersion: '1.19.0',
      secretsName: 'orders-secrets',
      updateStrategy: 'SmartUpdate',
      upgradeOptions: { apply: 'disabled' },
      enableVolumeExpansion: true,
      pxc: {
        size,
        image: changes.image ?? pxcImage('8.0.44-35.1'),
        ...marks,
        ...(configuration !== undefined && { configuration }),
        volumeSpec: { persistentVolumeClaim: { resources: { requests: { storage } } } },
      },
      ...proxyOf(changes, marks),
      ...changes.spec,
    },
    status: { state: 'ready', observedGeneration: generation, pxc: { version: '8.0.44-35.1' }, ...changes.status },
  };
}

function proxyOf({ proxy = 'haproxy', exposed }: PxcChanges, marks: object): Pick<PxcSpec, 'haproxy' | 'proxysql'> {
  if (proxy === 'haproxy') {
    const door = exposed && { exposePrimary: exposed };
    return { haproxy: { enabled: true, size: 2, image: 'percona/haproxy:2.8.17', ...marks, ...door } };
  }
  const door = exposed && { expose: exposed };
  return { proxysql: { enabled: true, size: 2, image: 'percona/proxysql2:2.7.3-1.2', ...marks, ...door } };
}

/** One operation on the MySQL `orders`. */
export const playMysql = playing({
  dialect: MYSQL,
  engine: MYSQL_ENGINE,
  intent: { engine: 'mysql', version: '8.0' },
  running: '8.0.44-35.1',
  build: aPxc,
});
