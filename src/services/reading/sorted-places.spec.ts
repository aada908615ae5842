import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { METADATA_SORTS } from './metadata-fields.js';
import { Order } from './order.js';
import { SortedPlaces } from './sorted-places.js';

const thing = (namespace: string, name: string, second = 0, uid = `${namespace}/${name}`): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { namespace, name, uid, creationTimestamp: `2026-11-23T11:00:${String(second).padStart(2, '0')}Z` },
});

const byName = Order.by(METADATA_SORTS, ['namespace', 'name'], 'sort');
const newest = Order.by(METADATA_SORTS, ['-creationTimestamp'], 'sort');

describe('places kept sorted', () => {
  let informer: InMemoryInformer<KubeObject>;
  let places: SortedPlaces<KubeObject>;
  const keys = (order: Order<KubeObject>, namespace?: string): string[] =>
    places
      .in(order)
      .of(namespace)
      .map(({ key }) => key);

  beforeEach(() => {
    informer = new InMemoryInformer([thing('a', '2', 2), thing('b', '1', 1)]);
    places = new SortedPlaces(informer.asInformer);
  });

  it('let in what comes and let go what goes, in each order and namespace', () => {
    expect([keys(byName), keys(newest)]).toEqual([
      ['a/2', 'b/1'],
      ['a/2', 'b/1'],
    ]);
    informer.put(thing('a', '1', 3), thing('a', '3', 0));
    informer.remove(thing('a', '2', 2));
    expect(keys(byName)).toEqual(['a/1', 'a/3', 'b/1']);
    expect(keys(newest)).toEqual(['a/1', 'b/1', 'a/3']);
    expect([keys(newest, 'a'), keys(byName, 'b'), keys(byName, 'c')]).toEqual([['a/1', 'a/3'], ['b/1'], []]);
  });

  it('know the namespaces that something is in', () => {
    expect(places.in(byName).namespaces()).toEqual(new Set(['a', 'b']));
    informer.remove(thing('b', '1', 1));
    expect(places.in(byName).namespaces()).toEqual(new Set(['a']));
  });

  it('move what was made anew under the name of another, whose end nobody told', () => {
    expect(keys(newest)).toEqual(['a/2', 'b/1']);
    informer.put(thing('b', '1', 9, 'another'));
    expect(keys(newest)).toEqual(['b/1', 'a/2']);
  });

  it('count nothing twice that is told once more', () => {
    expect(keys(byName)).toHaveLength(2);
    places.in(byName).enter(thing('a', '2', 2));
    expect(keys(byName)).toHaveLength(2);
    places.in(byName).leave(thing('c', 'never'));
    expect(keys(byName)).toEqual(['a/2', 'b/1']);
  });

  it('are right in an order that was forgotten for others, and is asked for again', () => {
    expect(keys(newest)).toHaveLength(2);
    for (const sort of ['name', '-name', 'namespace', '-namespace', 'creationTimestamp']) {
      for (const second of ['name', '-name'].filter((token) => !sort.endsWith(token.replace('-', '')))) {
        keys(Order.by(METADATA_SORTS, [sort, second], 'sort'));
      }
      keys(Order.by(METADATA_SORTS, [sort], 'sort'));
    }
    informer.put(thing('c', '1', 5));
    expect(keys(newest)).toEqual(['c/1', 'a/2', 'b/1']);
  });
});
