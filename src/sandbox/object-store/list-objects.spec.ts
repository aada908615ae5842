import { listObjects, nameOf, readListQuery, tokenFor, type ListPage } from './list-objects.js';
import type { StoredObject } from './stored-objects.js';

const KEYS = ['b/2', 'a', 'b/1/x', 'b/10', 'c', 'b/1/y', 'é', '\u{1F600}', '\uFFFD'];
const OBJECTS: StoredObject[] = KEYS.map((key) => ({
  key,
  size: 1,
  etag: 'e',
  modifiedAt: '2026-01-02T03:04:05.678Z',
}));

const list = (search: string): ListPage => listObjects(OBJECTS, readListQuery(new URLSearchParams(search))!);
const namesIn = (page: ListPage): string[] => page.entries.map(nameOf);

describe('a listing', () => {
  it.each([
    {
      what: 'everything, by the bytes of the keys',
      search: '',
      names: ['a', 'b/1/x', 'b/1/y', 'b/10', 'b/2', 'c', 'é', '\uFFFD', '\u{1F600}'],
    },
    { what: 'what begins so', search: 'prefix=b/1', names: ['b/1/x', 'b/1/y', 'b/10'] },
    { what: 'folders as one', search: 'delimiter=/', names: ['a', 'b/', 'c', 'é', '\uFFFD', '\u{1F600}'] },
    { what: 'folders in a folder', search: 'prefix=b/&delimiter=/', names: ['b/1/', 'b/10', 'b/2'] },
    { what: 'what comes after a key', search: 'prefix=b/&start-after=b/1/x', names: ['b/1/y', 'b/10', 'b/2'] },
    {
      what: 'what comes after a folder',
      search: 'delimiter=/&start-after=b/',
      names: ['c', 'é', '\uFFFD', '\u{1F600}'],
    },
    { what: 'nothing', search: 'prefix=z', names: [] },
    { what: 'no more than was asked for', search: 'prefix=b/&max-keys=2', names: ['b/1/x', 'b/1/y'] },
  ])('holds $what', ({ search, names }) => {
    expect(namesIn(list(search))).toEqual(names);
  });

  it.each(['', '&delimiter=/'])('is whole when its pages are put together (%s)', (rest) => {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = list(`max-keys=2${rest}${next === undefined ? '' : `&continuation-token=${tokenFor(next)}`}`);
      found.push(...namesIn(page));
      next = page.next;
    } while (next !== undefined);
    expect(found).toEqual(namesIn(list(rest)));
  });

  it('has no next page when it just fits', () => {
    expect(list(`max-keys=${KEYS.length}`).next).toBeUndefined();
    expect(list('max-keys=0')).toEqual({ entries: [] });
  });

  it.each(['max-keys=many', 'max-keys=-1', 'continuation-token=guessed'])('is refused with %s', (search) => {
    expect(readListQuery(new URLSearchParams(search))).toBeUndefined();
  });

  it('never holds more than a thousand', () => {
    expect(readListQuery(new URLSearchParams('max-keys=5000'))?.maxKeys).toBe(1000);
  });
});
