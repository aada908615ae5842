import { SECRET } from '../meta/index.js';
import { collectionPath, itemPath } from './paths.js';

describe('paths of the Kubernetes API', () => {
  it.each([
    { namespace: 'a', name: '..' },
    { namespace: 'a', name: '.' },
    { namespace: '..', name: 'b' },
    { namespace: '.', name: 'b' },
  ])('lead to nothing by %j, which would lead elsewhere', (key) => {
    expect(() => itemPath(SECRET, key)).toThrow(expect.objectContaining({ code: 404, reason: 'NotFound' }));
  });

  it('lead to no collection by a step either', () => {
    expect(() => collectionPath(SECRET, '..')).toThrow(expect.objectContaining({ code: 404 }));
  });

  it.each([
    ['a/../../b', '/api/v1/namespaces/n/secrets/a%2F..%2F..%2Fb'],
    ['%2e%2e', '/api/v1/namespaces/n/secrets/%252e%252e'],
    ['...', '/api/v1/namespaces/n/secrets/...'],
    ['a?b#c', '/api/v1/namespaces/n/secrets/a%3Fb%23c'],
  ])('keep %j one name', (name, path) => {
    expect(itemPath(SECRET, { namespace: 'n', name })).toBe(path);
    expect(new URL(path, 'https://localhost').pathname).toBe(path);
  });

  it('lead to no item without a name', () => {
    expect(() => itemPath(SECRET, { namespace: 'n', name: '' })).toThrow(expect.objectContaining({ code: 400 }));
  });
});
