import type { KubeObject } from '../meta/index.js';
import { Store } from './store.js';

const anObject = (name: string, namespace: string | undefined, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name, namespace, labels },
});
const byColour = ({ metadata }: KubeObject): string[] => (metadata.labels?.colour ? [metadata.labels.colour] : []);
const namesOf = (objects: readonly KubeObject[]): string[] => objects.map(({ metadata }) => metadata.name).sort();

it('finds objects by key, namespace and any index of the caller', () => {
  const store = new Store({ byColour });
  store.put(anObject('a', 'x', { colour: 'red' }));
  store.put(anObject('b', 'y', { colour: 'red' }));
  store.put(anObject('c', undefined));
  expect(store.get({ namespace: 'x', name: 'a' })).toBe(store.get('x/a'));
  expect(namesOf(store.list('x'))).toEqual(['a']);
  expect(namesOf(store.list())).toEqual(['a', 'b', 'c']);
  expect(namesOf(store.byIndex('byColour', 'red'))).toEqual(['a', 'b']);
});

it('moves index entries with the objects', () => {
  const store = new Store({ byColour });
  store.put(anObject('a', 'x', { colour: 'red' }));
  store.put(anObject('a', 'x', { colour: 'blue' }));
  expect(store.byIndex('byColour', 'red')).toEqual([]);
  expect(namesOf(store.byIndex('byColour', 'blue'))).toEqual(['a']);
  store.remove('x/a');
  expect(store.byIndex('byColour', 'blue')).toEqual([]);
  expect(store.size).toBe(0);
});

it.each([1, 3, 9, 40])('finds %i objects of one value, each once, while they change, come and go', (count) => {
  const store = new Store({ byColour });
  const names = Array.from({ length: count }, (_, index) => `n${index}`);
  const put = (name: string): unknown => store.put(anObject(name, 'x', { colour: 'red' }));
  for (const name of [...names, ...names]) put(name);
  expect(namesOf(store.byIndex('byColour', 'red'))).toEqual(names.toSorted());
  for (const [index, name] of names.entries()) {
    store.remove(`x/${name}`);
    expect(namesOf(store.byIndex('byColour', 'red'))).toEqual(names.slice(index + 1).toSorted());
  }
  put('again');
  expect(namesOf(store.byIndex('byColour', 'red'))).toEqual(['again']);
});

it('builds an index that comes late over what is there', () => {
  const store = new Store();
  store.put(anObject('a', 'x', { colour: 'red' }));
  store.addIndexers({ byColour });
  expect(namesOf(store.byIndex('byColour', 'red'))).toEqual(['a']);
});

it('refuses an index that nobody declared, and a second meaning of a name', () => {
  const store = new Store({ byColour });
  expect(() => store.byIndex('bySize', 'big')).toThrow(RangeError);
  expect(() => store.addIndexers({ byColour: () => [] })).toThrow(RangeError);
  expect(() => store.addIndexers({ byColour })).not.toThrow();
});

it('takes any text as a value, names of the language included', () => {
  const store = new Store({ byColour });
  store.put(anObject('__proto__', 'constructor', { colour: '__proto__' }));
  expect(namesOf(store.byIndex('byColour', '__proto__'))).toEqual(['__proto__']);
  expect(namesOf(store.list('constructor'))).toEqual(['__proto__']);
});

it('lets no reader change what all readers share', () => {
  const store = new Store();
  store.put(anObject('a', 'x'));
  expect(() => Object.assign(store.get('x/a')!, { kind: 'Other' })).toThrow(TypeError);
});
