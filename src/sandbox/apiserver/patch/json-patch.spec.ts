import { jsonPatch } from './json-patch.js';
import { PatchError } from './patch-error.js';

const document = (): Record<string, unknown> => ({
  metadata: { labels: { a: '1', 'example.com/b': '2' } },
  spec: { size: 1, hosts: ['x', 'y'], note: null },
});

/** Deeply frozen: an operation that edits its input throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

describe('jsonPatch', () => {
  it.each([
    { does: 'adds a member', op: { op: 'add', path: '/spec/mode', value: 'fast' }, at: 'spec.mode', gives: 'fast' },
    { does: 'replaces a member', op: { op: 'replace', path: '/spec/size', value: 2 }, at: 'spec.size', gives: 2 },
    { does: 'replaces a null', op: { op: 'replace', path: '/spec/note', value: 'n' }, at: 'spec.note', gives: 'n' },
    { does: 'removes a member', op: { op: 'remove', path: '/spec/size' }, at: 'spec.size', gives: undefined },
    {
      does: 'inserts into a list',
      op: { op: 'add', path: '/spec/hosts/1', value: 'z' },
      at: 'spec.hosts',
      gives: ['x', 'z', 'y'],
    },
    {
      does: 'appends with "-"',
      op: { op: 'add', path: '/spec/hosts/-', value: 'z' },
      at: 'spec.hosts',
      gives: ['x', 'y', 'z'],
    },
    { does: 'removes from a list', op: { op: 'remove', path: '/spec/hosts/0' }, at: 'spec.hosts', gives: ['y'] },
    {
      does: 'reads ~1 as a slash',
      op: { op: 'replace', path: '/metadata/labels/example.com~1b', value: '3' },
      at: 'metadata.labels',
      gives: { a: '1', 'example.com/b': '3' },
    },
    { does: 'moves', op: { op: 'move', from: '/spec/size', path: '/spec/count' }, at: 'spec.count', gives: 1 },
    {
      does: 'copies',
      op: { op: 'copy', from: '/spec/hosts', path: '/spec/names' },
      at: 'spec.names',
      gives: ['x', 'y'],
    },
    {
      does: 'passes a true test',
      op: { op: 'test', path: '/spec/hosts', value: ['x', 'y'] },
      at: 'spec.size',
      gives: 1,
    },
    {
      does: 'takes a missing member for null in a test',
      op: { op: 'test', path: '/spec/absent', value: null },
      at: 'spec.size',
      gives: 1,
    },
  ])('$does', ({ op, at, gives }) => {
    const patched = jsonPatch(frozen(document()), [op]);
    const value = at.split('.').reduce<unknown>((current, key) => (current as Record<string, unknown>)[key], patched);
    expect(value).toEqual(gives);
  });

  it('can replace the whole document', () => {
    expect(jsonPatch({ a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }])).toEqual({ b: 2 });
  });

  it('applies all operations or none, and leaves the original alone', () => {
    const original = document();
    expect(() =>
      jsonPatch(original, [
        { op: 'replace', path: '/spec/size', value: 9 },
        { op: 'test', path: '/spec/size', value: 1 },
      ]),
    ).toThrow(PatchError);
    expect(original).toEqual(document());
  });

  it.each([
    { does: 'a test that fails', op: { op: 'test', path: '/spec/size', value: 2 } },
    { does: 'the removal of what is absent', op: { op: 'remove', path: '/spec/absent' } },
    { does: 'the replacement of what is absent', op: { op: 'replace', path: '/spec/absent', value: 1 } },
    { does: 'an addition below what is absent', op: { op: 'add', path: '/spec/absent/x', value: 1 } },
    { does: 'an addition below a scalar', op: { op: 'add', path: '/spec/size/x', value: 1 } },
    { does: 'an index past the end', op: { op: 'add', path: '/spec/hosts/3', value: 1 } },
    { does: 'the replacement of the item after the last', op: { op: 'replace', path: '/spec/hosts/2', value: 1 } },
    { does: 'the replacement of "-"', op: { op: 'replace', path: '/spec/hosts/-', value: 1 } },
    { does: 'a negative index', op: { op: 'replace', path: '/spec/hosts/-1', value: 1 } },
    { does: 'an index that is a word', op: { op: 'add', path: '/spec/hosts/first', value: 1 } },
    { does: 'a move from nowhere', op: { op: 'move', from: '/spec/absent', path: '/spec/x' } },
    { does: 'a move into its own child', op: { op: 'move', from: '/spec', path: '/spec/hosts/0' } },
    { does: 'a look at the prototype', op: { op: 'copy', from: '/spec/toString', path: '/spec/x' } },
    { does: 'a step to the prototype', op: { op: 'add', path: '/spec/__proto__/x', value: 1 } },
    { does: 'a step to the constructor', op: { op: 'add', path: '/spec/constructor/prototype/x', value: 1 } },
  ])('answers $does with 422', ({ op }) => {
    expect(() => jsonPatch(document(), [op])).toThrow(
      expect.objectContaining({ code: 422, reason: 'Invalid' }) as Error,
    );
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    { does: 'no list', patch: { op: 'add' } },
    { does: 'an unknown operation', patch: [{ op: 'merge', path: '/a', value: 1 }] },
    { does: 'an operation named like a method', patch: [{ op: 'toString', path: '/a', value: 1 }] },
    { does: 'an operation without a path', patch: [{ op: 'remove' }] },
    { does: 'an addition without a value', patch: [{ op: 'add', path: '/a' }] },
    { does: 'a path that is no pointer', patch: [{ op: 'add', path: 'a', value: 1 }] },
    { does: 'a path that is no text', patch: [{ op: 'remove', path: 7 }] },
    { does: 'an operation that is null', patch: [null] },
  ])('answers $does with 400', ({ patch }) => {
    expect(() => jsonPatch(document(), patch)).toThrow(
      expect.objectContaining({ code: 400, reason: 'BadRequest' }) as Error,
    );
  });

  const TOO_LARGE: unknown = expect.objectContaining({ code: 413, reason: 'RequestEntityTooLarge' });

  it('refuses more than 10 000 operations', () => {
    const patch = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/spec/size', value: 1 }));
    expect(() => jsonPatch(document(), patch)).toThrow(TOO_LARGE as Error);
    expect(() => jsonPatch(document(), patch.slice(1))).not.toThrow();
  });

  it('refuses copies that double the document until it bursts', () => {
    const patch = Array.from({ length: 60 }, (_, index) => ({ op: 'copy', from: '/spec', path: `/spec/copy${index}` }));
    expect(() => jsonPatch(document(), patch)).toThrow(TOO_LARGE as Error);
  });

  const nestings = Array.from({ length: 4_000 }, (_, index) => [
    { op: 'add', path: `/b${index}`, value: {} },
    { op: 'move', from: index === 0 ? '/spec' : `/b${index - 1}`, path: `/b${index}/a` },
  ]).flat();

  it.each([
    { does: 'moves', more: [] },
    { does: 'moves, and a copy of it all', more: [{ op: 'copy', from: '/b3999', path: '/copy' }] },
    { does: 'moves, and a test of it all', more: [{ op: 'test', path: '/b3999', value: {} }] },
  ])('refuses to nest a document without end by $does', ({ more }) => {
    expect(() => jsonPatch(document(), [...nestings, ...more])).toThrow(
      expect.objectContaining({ code: 422, reason: 'Invalid' }) as Error,
    );
  });
});
