import { aCnpgCluster, aMemberPod, anOperatorObject, aVolumeClaim } from '../../../../test/builders/cnpg.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import { CNPG_ANNOTATIONS, CNPG_CLUSTER, type CnpgCluster, type ResourceRequirements } from '../upstream.js';
import { isChangeUnderWay } from './change-under-way.js';
import { viewOf } from './view.js';

const amounts = (memory: string): ResourceRequirements => ({ requests: { memory }, limits: { memory } });

function aPodWith(resources: object | string | undefined): UntypedObject {
  if (resources === undefined) return aMemberPod('orders-1');
  const podSpec =
    typeof resources === 'string' ? resources : JSON.stringify({ containers: [{ name: 'postgres', resources }] });
  return aMemberPod('orders-1', { annotations: { [CNPG_ANNOTATIONS.podSpec]: podSpec } });
}

const aClaimOf = (capacity: string): UntypedObject => aVolumeClaim('orders-1', { capacity });

function isUnderWay(upstream: CnpgCluster, pod: UntypedObject, claim = aClaimOf('10Gi')): boolean {
  const observed = new ObservedObjects()
    .with(CNPG_CLUSTER, upstream)
    .with(POD, pod)
    .with(PERSISTENT_VOLUME_CLAIM, claim);
  return isChangeUnderWay(viewOf(aClusterThatRan(), observed));
}

const withResources = (memory: string): CnpgCluster => aCnpgCluster({ spec: { resources: amounts(memory) } });
const withSize = (size: string): CnpgCluster => aCnpgCluster({ spec: { storage: { size } } });

describe('a change is under way', () => {
  it.each([
    {
      does: 'while a pod has other resources',
      upstream: withResources('2Gi'),
      pod: aPodWith(amounts('1Gi')),
      expected: true,
    },
    {
      does: 'while a pod has none and shall have some',
      upstream: withResources('2Gi'),
      pod: aPodWith({}),
      expected: true,
    },
    {
      does: 'no longer when they are equal by value',
      upstream: withResources('2Gi'),
      pod: aPodWith(amounts('2048Mi')),
      expected: false,
    },
    {
      does: 'not because a pod carries no note',
      upstream: withResources('2Gi'),
      pod: aPodWith(undefined),
      expected: false,
    },
    {
      does: 'not because the note cannot be read',
      upstream: withResources('2Gi'),
      pod: aPodWith('{'),
      expected: false,
    },
  ])('$does', ({ upstream, pod, expected }) => {
    expect(isUnderWay(upstream, pod)).toBe(expected);
  });

  it.each([
    { does: 'while a volume is smaller than asked for', capacity: '10Gi', size: '20Gi', expected: true },
    { does: 'no longer when it is as large', capacity: '20Gi', size: '20480Mi', expected: false },
    { does: 'not because it was rounded up', capacity: '21Gi', size: '20Gi', expected: false },
  ])('$does', ({ capacity, size, expected }) => {
    expect(isUnderWay(withSize(size), aMemberPod('orders-1'), aClaimOf(capacity))).toBe(expected);
  });

  const withPlacement = (nodeSelector?: Record<string, string>, topologySpreadConstraints?: object[]): CnpgCluster =>
    aCnpgCluster({ spec: { affinity: { enablePodAntiAffinity: true, nodeSelector }, topologySpreadConstraints } });

  const aPodPlaced = (placement: object): UntypedObject =>
    aPodWith(JSON.stringify({ containers: [{ name: 'postgres' }], ...placement }));

  it.each<{ does: string; wanted?: Record<string, string>; given: object; expected: boolean }>([
    { does: 'while a pod may run elsewhere', wanted: { pool: 'db' }, given: {}, expected: true },
    {
      does: 'while a pod is kept to other nodes',
      given: { nodeSelector: { pool: 'db' } },
      expected: true,
    },
    {
      does: 'no longer when it is placed as asked for',
      wanted: { pool: 'db', disk: 'ssd' },
      given: { nodeSelector: { disk: 'ssd', pool: 'db' } },
      expected: false,
    },
    { does: 'not because nothing is written in two ways', wanted: {}, given: { tolerations: [] }, expected: false },
  ])('$does', ({ wanted, given, expected }) => {
    expect(isUnderWay(withPlacement(wanted), aPodPlaced(given))).toBe(expected);
  });

  it('while pods are spread in another way', () => {
    const spread = [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }];
    expect(isUnderWay(withPlacement(undefined, spread), aPodPlaced({}))).toBe(true);
  });

  it.each([
    { does: 'while a member lacks its volume for the log', roles: ['PG_DATA'] as const, expected: true },
    { does: 'no longer when it has one', roles: ['PG_DATA', 'PG_WAL'] as const, expected: false },
  ])('$does', ({ roles, expected }) => {
    const upstream = aCnpgCluster({ spec: { walStorage: { size: '10Gi' } } });
    const observed = new ObservedObjects().with(CNPG_CLUSTER, upstream).with(POD, aMemberPod('orders-1'));
    for (const role of roles) observed.with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1', { role }));
    expect(isChangeUnderWay(viewOf(aClusterThatRan(), observed))).toBe(expected);
  });

  const aDoor = (type: string): UntypedObject => anOperatorObject('Service', 'orders-rw-ext', { spec: { type } });
  const opened = (type: string): CnpgCluster => {
    const template = { metadata: { name: 'orders-rw-ext' }, spec: { type } };
    return aCnpgCluster({
      spec: { managed: { services: { additional: [{ selectorType: 'rw', serviceTemplate: template }] } } },
    });
  };

  it.each([
    { does: 'while the door to the outside is not there', upstream: opened('NodePort'), expected: true },
    { does: 'while it is of another type', upstream: opened('NodePort'), door: aDoor('LoadBalancer'), expected: true },
    { does: 'while it is there and shall not be', upstream: aCnpgCluster(), door: aDoor('NodePort'), expected: true },
    {
      does: 'no longer when it is as asked for',
      upstream: opened('NodePort'),
      door: aDoor('NodePort'),
      expected: false,
    },
  ])('$does', ({ upstream, door, expected }) => {
    const observed = new ObservedObjects().with(CNPG_CLUSTER, upstream).with(POD, aMemberPod('orders-1'));
    if (door) observed.with(SERVICE, door);
    expect(isChangeUnderWay(viewOf(aClusterThatRan(), observed))).toBe(expected);
  });
});
