import { hasReached } from './resource-version.js';
import { apiVersionOf, formatTime, keyOf, parseKey, resourceName, resourcePath, type ResourceType } from './index.js';

const WIDGET: ResourceType = {
  group: 'example.org',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};
const SECRET: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };
const NODE: ResourceType = { group: '', version: 'v1', kind: 'Node', plural: 'nodes', namespaced: false };

describe('keys', () => {
  it.each([
    [{ namespace: 'team-a', name: 'orders' }, 'team-a/orders'],
    [{ name: 'orders' }, 'orders'],
  ])('of %j is %s, and back', (key, text) => {
    expect(keyOf(key)).toBe(text);
    expect(keyOf({ metadata: key })).toBe(text);
    expect(parseKey(text)).toEqual(key);
  });
});

describe('resource types', () => {
  it('name their version and themselves as objects and definitions do', () => {
    expect([apiVersionOf(WIDGET), resourceName(WIDGET)]).toEqual(['example.org/v1', 'widgets.example.org']);
    expect([apiVersionOf(SECRET), resourceName(SECRET)]).toEqual(['v1', 'secrets']);
  });

  it.each([
    [WIDGET, {}, '/apis/example.org/v1/widgets'],
    [WIDGET, { namespace: 'a' }, '/apis/example.org/v1/namespaces/a/widgets'],
    [
      WIDGET,
      { namespace: 'a', name: 'x', subresource: 'status' },
      '/apis/example.org/v1/namespaces/a/widgets/x/status',
    ],
    [SECRET, { namespace: 'a', name: 'x' }, '/api/v1/namespaces/a/secrets/x'],
    [NODE, { namespace: 'ignored', name: 'x' }, '/api/v1/nodes/x'],
    [SECRET, { namespace: '../b', name: 'x/../y?z#' }, '/api/v1/namespaces/..%2Fb/secrets/x%2F..%2Fy%3Fz%23'],
  ])('stand at their path: %j %j', (type, parts, expected) => {
    expect(resourcePath(type, parts)).toBe(expected);
  });
});

describe('formatTime', () => {
  it('writes whole seconds in UTC, cut and not rounded', () => {
    expect(formatTime(new Date('2026-01-02T03:04:05.999+02:00'))).toBe('2026-01-02T01:04:05Z');
  });
});

describe('hasReached', () => {
  it.each([
    ['9', '10', false],
    ['10', '9', true],
    ['10', '10', true],
    [undefined, '1', false],
    ['abc', 'abc', true],
    ['abd', 'abc', false],
    ['10', 'abc', false],
    ['18446744073709551616', '18446744073709551615', true],
  ])('of %s and %s is %s', (seen, wanted, expected) => {
    expect(hasReached(seen, wanted)).toBe(expected);
  });
});
