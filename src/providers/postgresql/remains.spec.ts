import { ObservedObjects } from '../../../test/builders/observed.js';
import { POD, SECRET, SERVICE, type ObjectMeta, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import { remainsOf } from './remains.js';

const anObject = ({ kind }: ResourceType, name: string, metadata: Partial<ObjectMeta> = {}): UntypedObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team-a', ...metadata },
});
const OWNED = {
  ownerReferences: [{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'orders', uid: 'old' }],
};

it('counts what the Cluster owned, and leaves out poolers and Secrets of others', () => {
  const observed = new ObservedObjects()
    .with(
      POD,
      anObject(POD, 'orders-1'),
      anObject(POD, 'orders-pooler-rw-1', { labels: { 'cnpg.io/poolerName': 'p' } }),
    )
    .with(SERVICE, anObject(SERVICE, 'orders-rw'))
    .with(SECRET, anObject(SECRET, 'orders-ca', OWNED), anObject(SECRET, 'orders-credentials'));
  expect(remainsOf(observed)).toEqual(['Pod orders-1', 'Secret orders-ca', 'Service orders-rw']);
});
