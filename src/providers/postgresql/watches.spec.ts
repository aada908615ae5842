import { aMemberPod, anOperatorObject, aCnpgCluster } from '../../../test/builders/cnpg.js';
import {
  DEPLOYMENT,
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STORAGE_CLASS,
  type ObjectMeta,
  type ResourceType,
  type UntypedObject,
} from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import { CNPG_BACKUP, OBJECT_STORE } from './upstream-backups.js';
import { CNPG_CLUSTER, POD_MONITOR, POOLER } from './upstream.js';
import { WATCHES } from './watches.js';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

const watchOf = (type: ResourceType): WatchedKind => WATCHES.find((watched) => watched.type === type)!;
const trim = (type: ResourceType, object: UntypedObject): UntypedObject => watchOf(type).trim?.(object) ?? object;
const labelled = (name: string, labels: Record<string, string> = {}): ObjectMeta => ({ name, labels });

describe('the watches', () => {
  it.each<[ResourceType, ObjectMeta, string | undefined]>([
    [CNPG_CLUSTER, labelled('orders'), 'orders'],
    [POOLER, labelled('any', { 'dbaas.io/cluster': 'orders' }), 'orders'],
    [POOLER, labelled('orders-pooler-rw'), 'orders'],
    [POOLER, labelled('somebody-elses'), undefined],
    [POD_MONITOR, labelled('orders', { 'dbaas.io/cluster': 'orders' }), 'orders'],
    [OBJECT_STORE, labelled('any', { 'dbaas.io/cluster': 'orders' }), 'orders'],
    [OBJECT_STORE, labelled('orders-backups'), 'orders'],
    [OBJECT_STORE, labelled('orders-source'), 'orders'],
    [OBJECT_STORE, labelled('somebody-elses'), undefined],
    [CNPG_BACKUP, labelled('nightly-1', { 'dbaas.io/cluster': 'orders' }), 'orders'],
    [CNPG_BACKUP, labelled('somebody-elses'), undefined],
    [POD, labelled('orders-1', { 'cnpg.io/cluster': 'orders' }), 'orders'],
    [POD, labelled('nginx'), undefined],
    [STORAGE_CLASS, labelled('fast'), undefined],
    [DEPLOYMENT, labelled('orders-pooler-rw', { 'cnpg.io/poolerName': 'orders-pooler-rw' }), 'orders'],
  ])('map %j %j to its cluster', (type, metadata, expected) => {
    expect(watchOf(type).clusterOf(metadata)).toBe(expected);
  });

  it.each([POD, SERVICE, SECRET, PERSISTENT_VOLUME_CLAIM, JOB, DEPLOYMENT])(
    'ask for $kind by a label of the operator only',
    (type) => {
      expect(watchOf(type).labelSelector).toMatch(/^cnpg\.io\//);
    },
  );

  it('let only what our applier alone makes be pruned', () => {
    expect(WATCHES.filter(({ prunable }) => prunable).map(({ type }) => type)).toEqual([
      POOLER,
      POD_MONITOR,
      OBJECT_STORE,
    ]);
  });
});

describe('the caches', () => {
  const secret = (name: string): UntypedObject =>
    anOperatorObject('Secret', name, { data: { 'ca.crt': 'Y2VydA==', 'ca.key': 'a2V5', password: 'c2VjcmV0' } });

  it('keep the certificate of the CA and never its key', () => {
    expect(trim(SECRET, secret('orders-ca')).data).toEqual({ 'ca.crt': 'Y2VydA==' });
  });

  it.each(['orders-app', 'orders-superuser', 'orders-replication', 'other-ca'])('keep nothing of Secret %s', (name) => {
    expect(trim(SECRET, secret(name)).data).toEqual({});
  });

  it('keep of a pod what its status is read from', () => {
    const pod = aMemberPod('orders-1', {
      annotations: { 'cnpg.io/operatorVersion': '1.30.0', 'cnpg.io/podSpec': '{}', [RESTARTED_AT]: 'then', other: 'x' },
    });
    const full = {
      ...pod,
      metadata: { ...pod.metadata, managedFields: [{ manager: 'x' }] },
      spec: {
        ...pod.spec,
        volumes: [{}],
        containers: [{ name: 'postgres', image: 'i', env: [{}] }, { name: 'other' }],
      },
      status: { ...pod.status, podIPs: [{}] },
    };
    const kept = trim(POD, full);
    expect(kept.spec).toEqual({ nodeName: 'node-of-orders-1', containers: [{ name: 'postgres', image: 'i' }] });
    expect(kept.status).toEqual(pod.status);
    expect(kept.metadata.annotations).toEqual({ 'cnpg.io/operatorVersion': '1.30.0', [RESTARTED_AT]: 'then' });
    expect(kept.metadata).not.toHaveProperty('managedFields');
  });

  it.each([
    { type: 'ClusterIP', kept: undefined },
    { type: 'LoadBalancer', kept: { 'cloud.example/internal': 'true' } },
  ])('keep what a Service of type $type tells the cloud', ({ type, kept }) => {
    const service = anOperatorObject('Service', 'orders-rw-ext', { spec: { type, selector: {} } });
    const annotations = { 'cloud.example/internal': 'true' };
    const trimmed = trim(SERVICE, { ...service, metadata: { ...service.metadata, annotations } });
    expect([trimmed.spec, trimmed.metadata.annotations]).toEqual([{ type }, kept]);
  });

  it('keep of a Backup how it went, and where it was to go', () => {
    const status = { phase: 'completed', backupId: '20261122T115000', commandOutput: 'long', pluginMetadata: {} };
    const backup = anOperatorObject('Backup', 'nightly-1', { spec: { method: 'plugin' }, status });
    const annotations = { 'dbaas.io/archive': 'team-a/orders-1a2b3c4d-1-v17', other: 'x' };
    const kept = trim(CNPG_BACKUP, { ...backup, metadata: { ...backup.metadata, annotations } });
    expect(kept.status).toEqual({ phase: 'completed', backupId: '20261122T115000' });
    expect(kept.metadata.annotations).toEqual({ 'dbaas.io/archive': 'team-a/orders-1a2b3c4d-1-v17' });
    expect(kept).not.toHaveProperty('spec');
  });

  it('keep of a StorageClass whether its volumes can grow', () => {
    const full = { ...anOperatorObject('StorageClass', 'fast'), provisioner: 'x', allowVolumeExpansion: true };
    expect(trim(STORAGE_CLASS, full)).toMatchObject({ metadata: { name: 'fast' }, allowVolumeExpansion: true });
    expect(trim(STORAGE_CLASS, full)).not.toHaveProperty('provisioner');
  });

  it('keep the whole specification of the upstream, for drift is judged by it', () => {
    const upstream = {
      ...aCnpgCluster(),
      status: { phase: 'x', instancesReportedState: {} },
    } as unknown as UntypedObject;
    const kept = trim(CNPG_CLUSTER, upstream);
    expect(kept.spec).toEqual(upstream.spec);
    expect(kept.status).toEqual({ phase: 'x' });
  });

  it.each(WATCHES.filter(({ trim: cut }) => cut))('do not modify the $type.kind that they are given', ({ type }) => {
    const object = anOperatorObject(type.kind, 'orders-ca', {
      spec: { type: 'ClusterIP', replicas: 1, containers: [{ name: 'postgres', image: 'i' }] },
      status: { phase: 'Bound', certificates: {}, failed: 1, availableReplicas: 1 },
      data: { 'ca.crt': 'x' },
    });
    const before = structuredClone(object);
    trim(type, object);
    expect(object).toEqual(before);
  });

  it.each(WATCHES.filter(({ trim: cut }) => cut))('survive a $type.kind with nothing in it', ({ type }) => {
    const empty = { apiVersion: 'v1', kind: type.kind, metadata: { name: 'x' } };
    expect(trim(type, empty)).toMatchObject(empty);
  });
});
