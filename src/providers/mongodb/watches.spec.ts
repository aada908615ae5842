import { POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import { STATEFUL_SET } from '../contract/objects/index.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE } from './upstream.js';
import { WATCHES } from './watches.js';

const watchOf = (type: object): WatchedKind => WATCHES.find((watched) => watched.type === type)!;
const LABELS = { 'app.kubernetes.io/instance': 'orders' };

const anObject = (parts: object): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'orders', managedFields: [] },
  ...parts,
});

describe('what is watched of a MongoDB', () => {
  it('is told by the label of the operator, and the database itself by its name', () => {
    expect(watchOf(PSMDB).clusterOf({ name: 'orders' })).toBe('orders');
    for (const type of [STATEFUL_SET, POD, SERVICE, SECRET]) {
      const { labelSelector, clusterOf } = watchOf(type);
      expect(labelSelector).toBe('app.kubernetes.io/name=percona-server-mongodb');
      expect(clusterOf({ name: 'x', labels: LABELS })).toBe('orders');
    }
  });

  it('is also what others ask the operator for: by the name in the order', () => {
    for (const type of [PSMDB_BACKUP, PSMDB_RESTORE]) {
      expect(watchOf(type).labelSelector).toBeUndefined();
      expect(watchOf(type).clusterOf({ name: 'x' }, { clusterName: 'orders' })).toBe('orders');
      expect(watchOf(type).clusterOf({ name: 'x' })).toBeUndefined();
    }
  });

  it('has no passwords and no keys in it', () => {
    const data = { 'ca.crt': 'cert', 'tls.key': 'key', MONGODB_BACKUP_PASSWORD: 'secret' };
    const trimmed = (name: string): unknown =>
      watchOf(SECRET).trim!(anObject({ metadata: { name, labels: LABELS }, data })).data;
    expect(trimmed('orders-ssl')).toEqual({ 'ca.crt': 'cert' });
    expect(trimmed('orders-secrets')).toEqual({});
  });

  it('keeps of a pod what tells who it is, what it was made for and how it is', () => {
    const pod = anObject({
      metadata: {
        name: 'orders-rs0-0',
        labels: { 'controller-revision-hash': 'r1' },
        annotations: { 'dbaas.io/restarted-for': 'uid-7', 'percona.com/ssl-hash': 'abc' },
      },
      spec: {
        nodeName: 'n1',
        volumes: [],
        containers: [{ name: 'mongod', image: 'i', resources: {}, env: [] }, { name: 'backup-agent' }],
      },
      status: { phase: 'Running', podIP: '10.0.0.1' },
    });
    expect(watchOf(POD).trim!(pod)).toEqual({
      apiVersion: 'v1',
      kind: 'X',
      metadata: {
        name: 'orders-rs0-0',
        labels: { 'controller-revision-hash': 'r1' },
        annotations: { 'dbaas.io/restarted-for': 'uid-7' },
      },
      spec: { nodeName: 'n1', containers: [{ name: 'mongod', image: 'i', resources: {} }] },
      status: { phase: 'Running' },
    });
  });

  it('keeps of a StatefulSet its numbers, and whether its volumes grow', () => {
    const annotations = { 'percona.com/pvc-resize-in-progress': 'now', other: 'x' };
    const set = anObject({
      metadata: { name: 'orders-rs0', annotations },
      spec: { replicas: 3, template: {} },
      status: { updateRevision: 'r' },
    });
    expect(watchOf(STATEFUL_SET).trim!(set)).toMatchObject({
      metadata: { annotations: { 'percona.com/pvc-resize-in-progress': 'now' } },
      spec: { replicas: 3 },
      status: { updateRevision: 'r' },
    });
  });
});
