import { aCnpgCluster, aMemberPod, aVolumeClaim } from '../../../../test/builders/cnpg.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
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
});
