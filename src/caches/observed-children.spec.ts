import { aWidget, WIDGET } from '../../test/builders/widget.js';
import { InMemoryInformer } from '../../test/doubles/in-memory-informer.js';
import type { ResourceType, UntypedObject } from '../kube/meta/index.js';
import { BY_CLUSTER, ObservedChildren } from './observed-children.js';

const GADGET = { ...WIDGET, plural: 'gadgets' };

/** A child of the cluster `orders`, unless it is told whose. */
function aChild(name: string, { version = '1', of = 'orders', namespace = 'team-a' } = {}): UntypedObject {
  const { apiVersion, kind } = aWidget(name);
  const metadata = { name, namespace, uid: `uid-of-${name}`, resourceVersion: version, labels: { of } };
  return { apiVersion, kind, metadata };
}

const byLabel = ({ metadata }: UntypedObject): string[] => [`${metadata.namespace}/${metadata.labels?.of}`];

class World {
  readonly informer = new InMemoryInformer<UntypedObject>([], { [BY_CLUSTER]: byLabel });
  unserved: ResourceType | undefined;

  observe(): ObservedChildren {
    const key = { namespace: 'team-a', name: 'orders' };
    return new ObservedChildren(key, new Map([[WIDGET, this.informer.asInformer]]), (type) => type !== this.unserved);
  }
}

const namesOf = (objects: readonly UntypedObject[]): string[] =>
  objects.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`);

describe('ObservedChildren', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it("lists the cluster's own by name, and nobody else's", () => {
    world.informer.put(aChild('b'), aChild('a'), aChild('c', { of: 'billing' }), aChild('d', { namespace: 'team-b' }));
    expect(namesOf(world.observe().list(WIDGET))).toEqual(['a@1', 'b@1']);
  });

  it('finds whatever has a name in the namespace, for a stranger of our name must be seen', () => {
    world.informer.put(aChild('c', { of: 'billing' }), aChild('d', { namespace: 'team-b' }));
    const observed = world.observe();
    expect(observed.get(WIDGET, 'c')?.metadata.name).toBe('c');
    expect(observed.get(WIDGET, 'd')).toBeUndefined();
  });

  it("finds what belongs to no namespace by its name alone, and lists it as nobody's", () => {
    const { namespace: _namespace, ...metadata } = aChild('fast').metadata;
    const informer = new InMemoryInformer<UntypedObject>([{ ...aChild('fast'), metadata }], { [BY_CLUSTER]: () => [] });
    const everywhere = { ...WIDGET, namespaced: false };
    const key = { namespace: 'team-a', name: 'orders' };
    const observed = new ObservedChildren(key, new Map([[everywhere, informer.asInformer]]), () => true);
    expect(observed.get(everywhere, 'fast')?.metadata.name).toBe('fast');
    expect(observed.list(everywhere)).toEqual([]);
  });

  it('knows nothing of kinds that nobody watches', () => {
    const observed = world.observe();
    expect([observed.get(GADGET, 'a'), observed.list(GADGET), observed.serves(GADGET)]).toEqual([undefined, [], false]);
  });

  it('sees what this pass has changed before the watch delivers it', () => {
    world.informer.put(aChild('a'), aChild('b'));
    const observed = world.observe();
    observed.recordWritten(WIDGET, aChild('b', { version: '2' }));
    expect(observed.get(WIDGET, 'b')?.metadata.resourceVersion).toBe('2');
    expect(namesOf(observed.list(WIDGET))).toEqual(['a@1', 'b@2']);
  });

  it('sees what this pass has made before the watch delivers it', () => {
    world.informer.put(aChild('b'));
    const observed = world.observe();
    observed.recordWritten(WIDGET, aChild('a', { version: '2' }));
    expect(observed.get(WIDGET, 'a')?.metadata.resourceVersion).toBe('2');
    expect(namesOf(observed.list(WIDGET))).toEqual(['a@2', 'b@1']);
  });

  it('keeps what was written to itself', () => {
    world.observe().recordWritten(WIDGET, aChild('a'));
    expect(world.observe().list(WIDGET)).toEqual([]);
  });

  it('serves a kind when the server does and the cache is whole', () => {
    expect(world.observe().serves(WIDGET)).toBe(true);
    world.informer.isSynced = false;
    expect(world.observe().serves(WIDGET)).toBe(false);
    world.informer.isSynced = true;
    world.unserved = WIDGET;
    expect(world.observe().serves(WIDGET)).toBe(false);
  });

  describe('version', () => {
    const versionAfter = (change: (informer: World) => void): string => {
      change(world);
      return world.observe().version();
    };

    it('is the same while nothing changes, in whatever order the cache holds it', () => {
      const other = new World();
      world.informer.put(aChild('a'), aChild('b'));
      other.informer.put(aChild('b'), aChild('a'));
      expect(world.observe().version()).toBe(other.observe().version());
    });

    it.each([
      { does: 'an object changes', change: ({ informer }: World) => informer.put(aChild('a', { version: '2' })) },
      { does: 'an object comes', change: ({ informer }: World) => informer.put(aChild('b')) },
      { does: 'an object goes', change: ({ informer }: World) => informer.remove(aChild('a')) },
      { does: 'the kind is served no longer', change: (changed: World) => (changed.unserved = WIDGET) },
      { does: 'the cache is filled anew', change: ({ informer }: World) => (informer.isSynced = false) },
    ])('changes when $does', ({ change }) => {
      world.informer.put(aChild('a'));
      const before = world.observe().version();
      expect(versionAfter(change)).not.toBe(before);
    });

    it("does not change with other clusters' children", () => {
      const before = world.observe().version();
      expect(versionAfter(({ informer }) => informer.put(aChild('x', { of: 'billing' })))).toBe(before);
    });
  });
});
