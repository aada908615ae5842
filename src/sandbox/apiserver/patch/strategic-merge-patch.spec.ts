import { PatchError } from './patch-error.js';
import { strategicMergePatch } from './strategic-merge-patch.js';

type Json = Record<string, unknown>;

const podSpec = (spec: Json): Json => ({ spec });
const names = (patched: Json, list: string): unknown[] =>
  ((patched.spec as Json)[list] as Json[]).map((item) => item.name ?? item);

describe('strategicMergePatch', () => {
  it.each([
    {
      does: 'merges containers by name',
      live: {
        containers: [
          { name: 'a', image: 'a:1', tty: true },
          { name: 'b', image: 'b:1' },
        ],
      },
      patch: { containers: [{ name: 'a', image: 'a:2' }] },
      gives: {
        containers: [
          { name: 'a', image: 'a:2', tty: true },
          { name: 'b', image: 'b:1' },
        ],
      },
    },
    {
      does: 'puts an item that is new ahead of those it does not name',
      live: { containers: [{ name: 'a' }] },
      patch: { containers: [{ name: 'b' }] },
      gives: { containers: [{ name: 'b' }, { name: 'a' }] },
    },
    {
      does: 'merges lists within items',
      live: {
        containers: [
          {
            name: 'a',
            env: [
              { name: 'X', value: '1' },
              { name: 'Y', value: '2' },
            ],
          },
        ],
      },
      patch: { containers: [{ name: 'a', env: [{ name: 'Y', value: '3' }] }] },
      gives: {
        containers: [
          {
            name: 'a',
            env: [
              { name: 'X', value: '1' },
              { name: 'Y', value: '3' },
            ],
          },
        ],
      },
    },
    {
      does: 'deletes an item by directive',
      live: { volumes: [{ name: 'a' }, { name: 'b' }] },
      patch: { volumes: [{ $patch: 'delete', name: 'a' }] },
      gives: { volumes: [{ name: 'b' }] },
    },
    {
      does: 'replaces a merged list by directive',
      live: { volumes: [{ name: 'a' }, { name: 'b' }] },
      patch: { volumes: [{ $patch: 'replace' }, { name: 'c' }] },
      gives: { volumes: [{ name: 'c' }] },
    },
    {
      does: 'replaces a map by directive',
      live: { nodeSelector: { a: '1' } },
      patch: { nodeSelector: { $patch: 'replace', b: '2' } },
      gives: { nodeSelector: { b: '2' } },
    },
    {
      does: 'empties a map by directive',
      live: { nodeSelector: { a: '1' } },
      patch: { nodeSelector: { $patch: 'delete' } },
      gives: { nodeSelector: {} },
    },
    {
      does: 'replaces a list without a merge key',
      live: { tolerations: [{ key: 'a' }] },
      patch: { tolerations: [{ key: 'b' }] },
      gives: { tolerations: [{ key: 'b' }] },
    },
    {
      does: 'deletes members with null',
      live: { hostname: 'h', containers: [{ name: 'a', image: 'x', tty: true }] },
      patch: { hostname: null, containers: [{ name: 'a', tty: null }] },
      gives: { containers: [{ name: 'a', image: 'x' }] },
    },
    {
      does: 'keeps only the retained keys',
      live: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      gives: { strategy: { type: 'Recreate' } },
    },
    {
      does: 'takes directives out of new objects',
      live: {},
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      gives: { strategy: { type: 'Recreate' } },
    },
  ])('$does', ({ live, patch, gives }) => {
    expect(strategicMergePatch(podSpec(live), podSpec(patch), 'Deployment')).toEqual(podSpec(gives));
  });

  it('tells the ports of a container and of a service apart', () => {
    const live = { ports: [{ port: 80, targetPort: 1 }] };
    const patch = { ports: [{ port: 80, targetPort: 2 }] };
    expect(strategicMergePatch(podSpec(live), podSpec(patch), 'Service')).toEqual(podSpec(patch));
    const container = { containers: [{ name: 'a', ports: [{ containerPort: 80 }] }] };
    const named = { containers: [{ name: 'a', ports: [{ containerPort: 80, name: 'http' }] }] };
    expect(strategicMergePatch(podSpec(container), podSpec(named), 'Pod')).toEqual(podSpec(named));
  });

  it('adds finalizers to a set and takes them out by directive', () => {
    const live = { metadata: { finalizers: ['a/x', 'b/x'] } };
    expect(strategicMergePatch(live, { metadata: { finalizers: ['b/x', 'c/x'] } }, 'Pod')).toEqual({
      metadata: { finalizers: ['a/x', 'b/x', 'c/x'] },
    });
    expect(strategicMergePatch(live, { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/x'] } }, 'Pod')).toEqual({
      metadata: { finalizers: ['b/x'] },
    });
  });

  it.each([
    { does: 'the order asked for', live: ['a', 'b', 'c'], order: ['c', 'a', 'b'], gives: ['c', 'a', 'b'] },
    { does: 'items nobody named in their place', live: ['a', 'x', 'b'], order: ['b', 'a'], gives: ['x', 'b', 'a'] },
    { does: 'an unnamed last item last', live: ['a', 'b', 'x'], order: ['b', 'a'], gives: ['b', 'a', 'x'] },
    { does: 'unknown names out', live: ['a', 'b'], order: ['z', 'b', 'a'], gives: ['b', 'a'] },
  ])('$setElementOrder keeps $does', ({ live, order, gives }) => {
    const named = (list: string[]): Json[] => list.map((name) => ({ name }));
    const patch = podSpec({ '$setElementOrder/containers': named(order) });
    expect(names(strategicMergePatch(podSpec({ containers: named(live) }), patch, 'Pod'), 'containers')).toEqual(gives);
  });

  it('takes the order of the patch where nothing else is said', () => {
    const live = podSpec({ containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    const patch = podSpec({ containers: [{ name: 'new' }, { name: 'c' }, { name: 'a' }] });
    expect(names(strategicMergePatch(live, patch, 'Pod'), 'containers')).toEqual(['new', 'b', 'c', 'a']);
  });

  it('does what "kubectl set image" sends', () => {
    const live = podSpec({
      template: {
        spec: {
          containers: [
            { name: 'side', image: 's:1' },
            { name: 'db', image: 'd:1' },
          ],
        },
      },
    });
    const patch = podSpec({
      template: {
        spec: {
          '$setElementOrder/containers': [{ name: 'side' }, { name: 'db' }],
          containers: [{ image: 'd:2', name: 'db' }],
        },
      },
    });
    expect(strategicMergePatch(live, patch, 'Deployment')).toEqual(
      podSpec({
        template: {
          spec: {
            containers: [
              { name: 'side', image: 's:1' },
              { name: 'db', image: 'd:2' },
            ],
          },
        },
      }),
    );
  });

  it.each([
    { does: 'an item without its merge key', patch: { containers: [{ image: 'x' }] } },
    { does: 'a scalar in a merged list', patch: { containers: ['x'] } },
    { does: 'an unknown directive value', patch: { nodeSelector: { $patch: 'explode' } } },
    { does: 'an order that is no list', patch: { '$setElementOrder/containers': {} } },
    {
      does: 'an order that contradicts the list',
      patch: {
        containers: [{ name: 'a' }, { name: 'b' }],
        '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
      },
    },
    { does: 'retained keys that forget a new one', patch: { strategy: { $retainKeys: ['a'], b: 1 } } },
  ])('answers $does with 400', ({ patch }) => {
    const refusal = (): unknown => strategicMergePatch(podSpec({ containers: [] }), podSpec(patch), 'Pod');
    expect(refusal).toThrow(PatchError);
    expect(refusal).toThrow(expect.objectContaining({ code: 400 }) as Error);
  });

  it('changes neither argument', () => {
    const live = podSpec({ containers: [{ name: 'a', image: '1' }] });
    const patch = podSpec({ containers: [{ name: 'a', image: '2' }] });
    const before = JSON.stringify([live, patch]);
    strategicMergePatch(live, patch, 'Pod');
    expect(JSON.stringify([live, patch])).toBe(before);
  });
});
