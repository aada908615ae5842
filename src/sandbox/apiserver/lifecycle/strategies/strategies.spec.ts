import type { UntypedObject } from '../../../../kube/meta/index.js';
import { InMemoryObjects } from '../../../../../test/builders/object-reader.js';
import type { KindStrategy, StrategyWorld } from '../kind-strategy.js';
import { ServiceAddresses } from '../service-addresses.js';
import { strategyOf } from './index.js';

const STORAGE_CLASSES = 'storage.k8s.io/storageclasses';

const storageClass = (name: string, more: object): UntypedObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  ...more,
});

function aWorld(): StrategyWorld {
  const isDefault = {
    metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  };
  const reader = new InMemoryObjects().put(
    STORAGE_CLASSES,
    storageClass('fast', { allowVolumeExpansion: true, ...isDefault }),
    storageClass('fixed', {}),
  );
  return { reader, now: () => new Date(0), addresses: new ServiceAddresses(reader) };
}

const anObject = (kind: string, fields: object): UntypedObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'x', namespace: 'default' },
  ...fields,
});

function problems(strategy: KindStrategy, next: UntypedObject, live?: UntypedObject): string[] {
  return (strategy.validate?.(next, live, aWorld()) ?? []).map(({ path, type }) => `${path.join('.')} ${type}`);
}

describe('a Secret', () => {
  const secret = strategyOf('/secrets');

  it('folds stringData into data, which it wins over', () => {
    const sent = anObject('Secret', { data: { a: 'b2xk', b: 'Yg==' }, stringData: { a: 'new' } });
    const stored = secret.prepareCreate!(sent, aWorld());
    expect(stored).toMatchObject({ type: 'Opaque', data: { a: 'bmV3', b: 'Yg==' } });
    expect(stored).not.toHaveProperty('stringData');
  });

  it.each([
    { does: 'its type changed', next: { type: 'b' }, live: { type: 'a' }, expected: ['type FieldValueInvalid'] },
    {
      does: 'its data changed when it is immutable',
      next: { type: 'a', immutable: true, data: { k: 'eA==' } },
      live: { type: 'a', immutable: true, data: {} },
      expected: ['data FieldValueForbidden'],
    },
    { does: 'a type that is not said', next: { type: 'a' }, live: { type: 'a' }, expected: [] },
    {
      does: 'a key with a slash',
      next: { data: { 'a/b': '' } },
      live: undefined,
      expected: ['data FieldValueInvalid'],
    },
    { does: 'nothing wrong', next: { data: { k: 'eA==' } }, live: undefined, expected: [] },
  ])('with $does is refused for $expected', ({ next, live, expected }) => {
    expect(problems(secret, anObject('Secret', next), live && anObject('Secret', live))).toEqual(expected);
  });
});

describe('a PersistentVolumeClaim', () => {
  const claim = strategyOf('/persistentvolumeclaims');
  const aClaim = (storage: string, more: object = {}): UntypedObject =>
    anObject('PersistentVolumeClaim', {
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage } }, ...more },
    });

  it('gets the default storage class', () => {
    const sent = anObject('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } });
    expect(claim.prepareCreate!(sent, aWorld())).toMatchObject({
      spec: { storageClassName: 'fast', volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
  });

  it.each([
    { does: 'grows', next: aClaim('2Gi'), live: aClaim('1Gi'), expected: [] },
    { does: 'says the same size otherwise', next: aClaim('1024Mi'), live: aClaim('1Gi'), expected: [] },
    {
      does: 'shrinks',
      next: aClaim('1Gi'),
      live: aClaim('2Gi'),
      expected: ['spec.resources.requests.storage FieldValueForbidden'],
    },
    {
      does: 'moves to another class',
      next: aClaim('1Gi', { storageClassName: 'fixed' }),
      live: aClaim('1Gi'),
      expected: ['spec FieldValueForbidden'],
    },
    { does: 'is bound', next: aClaim('1Gi', { volumeName: 'pv' }), live: aClaim('1Gi'), expected: [] },
    {
      does: 'asks for nothing',
      next: aClaim('0'),
      live: undefined,
      expected: ['spec.resources.requests.storage FieldValueInvalid'],
    },
  ])('that $does: $expected', ({ next, live, expected }) => {
    expect(problems(claim, next, live)).toEqual(expected);
  });
});

describe('the growth of a PersistentVolumeClaim', () => {
  const { refuseUpdate } = strategyOf('/persistentvolumeclaims');
  const aClaim = (storage: string, storageClassName: string): UntypedObject =>
    anObject('PersistentVolumeClaim', { spec: { storageClassName, resources: { requests: { storage } } } });

  it.each([
    { storageClassName: 'fast', to: '2Gi', refusal: undefined },
    { storageClassName: 'fixed', to: '2Gi', refusal: expect.stringContaining('must support resize') as string },
    { storageClassName: 'gone', to: '2Gi', refusal: expect.stringContaining('must support resize') as string },
    { storageClassName: 'fixed', to: '1024Mi', refusal: undefined },
  ])('to $to is up to its class: "$storageClassName"', ({ storageClassName, to, refusal }) => {
    expect(refuseUpdate!(aClaim(to, storageClassName), aClaim('1Gi', storageClassName), aWorld())).toEqual(refusal);
  });
});

describe('a NetworkPolicy', () => {
  const policy = strategyOf('networking.k8s.io/networkpolicies');

  it.each([
    { port: 80, expected: [] },
    { port: 'http', expected: [] },
    { port: undefined, expected: [] },
    { port: 0, expected: ['spec.ingress.0.ports.0.port FieldValueInvalid'] },
    { port: '%00', expected: ['spec.ingress.0.ports.0.port FieldValueInvalid'] },
    { port: 'longer-than-fifteen', expected: ['spec.ingress.0.ports.0.port FieldValueInvalid'] },
  ])('of port $port is refused for $expected', ({ port, expected }) => {
    const spec = { podSelector: {}, ingress: [{ ports: [{ port }] }] };
    expect(problems(policy, anObject('NetworkPolicy', { spec }))).toEqual(expected);
  });
});

describe('a Service', () => {
  const service = strategyOf('/services');
  const aService = (spec: object): UntypedObject => anObject('Service', { spec });
  const created = (spec: object): UntypedObject => service.prepareCreate!(aService(spec), aWorld());

  it('gets an address, and its ports their defaults', () => {
    expect(created({ ports: [{ port: 80 }] }).spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1'],
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
  });

  it('gets node ports when it is reached from outside, and keeps them', () => {
    const live = created({ type: 'NodePort', ports: [{ port: 80 }] });
    const next = service.prepareUpdate!(aService({ type: 'NodePort', ports: [{ port: 80 }] }), live, aWorld());
    expect(live.spec).toMatchObject({ ports: [{ nodePort: 30_001 }] });
    expect(next.spec).toMatchObject({ clusterIP: '10.96.0.1', ports: [{ nodePort: 30_001 }] });
  });

  it('may have no address at all', () => {
    expect(created({ clusterIP: 'None' }).spec).toMatchObject({ clusterIP: 'None' });
    expect(created({ type: 'ExternalName', externalName: 'x' }).spec).not.toHaveProperty('clusterIP');
  });

  it.each([
    {
      does: 'no ports',
      spec: { type: 'ClusterIP', clusterIP: '10.96.0.9' },
      expected: ['spec.ports FieldValueRequired'],
    },
    {
      does: 'an odd type',
      spec: { type: 'Odd', ports: [{ port: 1 }] },
      expected: ['spec.type FieldValueNotSupported'],
    },
    {
      does: 'port 0',
      spec: { type: 'ClusterIP', ports: [{ port: 0 }] },
      expected: ['spec.ports.0.port FieldValueInvalid'],
    },
    {
      does: 'two ports without names',
      spec: { type: 'ClusterIP', ports: [{ port: 1 }, { port: 2 }] },
      expected: ['spec.ports.0.name FieldValueRequired', 'spec.ports.1.name FieldValueRequired'],
    },
  ])('with $does is refused', ({ spec, expected }) => {
    expect(problems(service, aService(spec))).toEqual(expected);
  });

  it('cannot change its address', () => {
    const live = created({ ports: [{ port: 80 }] });
    const next = aService({ ...live.spec, clusterIP: '10.96.0.77' });
    expect(problems(service, next, live)).toEqual(['spec.clusterIP FieldValueInvalid']);
  });
});
