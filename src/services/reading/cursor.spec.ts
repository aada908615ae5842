import { ProblemError } from '../../domain/problem.js';
import { Cursors, type ListIdentity } from './cursor.js';

const LIST: ListIdentity = { namespace: 'team-a', order: { name: 'name', width: 1 }, wishes: [['engine', ['mysql']]] };
const cursors = new Cursors(LIST);
const decode = (cursor: string | undefined, of = cursors): unknown => of.decode(cursor, '?cursor');
const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('cursors', () => {
  it.each(['team-a/orders', '', 'ü/😀', '"}'])('come back as they went: %j', (value) => {
    expect(decode(cursors.encode([value]))).toEqual([value]);
  });

  it('need no escaping in an address', () => {
    expect(cursors.encode(['???>>>~~~/ü'])).toMatch(/^[\w-]+$/);
  });

  it('that are absent stand for the beginning', () => {
    expect(decode(undefined)).toBeUndefined();
  });

  it.each([
    '',
    'x',
    '%%%',
    encoded('null'),
    encoded('1'),
    encoded('"k"'),
    encoded('{}'),
    encoded('{"v":1}'),
    encoded('{"v":[1]}'),
    encoded('['),
  ])('that are none of ours are refused by name: %j', (cursor) => {
    const attempt = (): unknown => decode(cursor);
    expect(attempt).toThrow(ProblemError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        fields: [expect.objectContaining({ pointer: '?cursor', code: 'invalid', hint: expect.any(String) as string })],
      }) as Error,
    );
  });

  it.each<{ other: string; identity: ListIdentity }>([
    { other: 'order', identity: { ...LIST, order: { name: '-name', width: 1 } } },
    { other: 'filter', identity: { ...LIST, wishes: [] } },
    { other: 'value of a filter', identity: { ...LIST, wishes: [['engine', ['kafka']]] } },
    { other: 'namespace', identity: { ...LIST, namespace: undefined } },
    { other: 'number of values', identity: { ...LIST, order: { name: 'name', width: 2 } } },
  ])('are of no use to a list with another $other', ({ identity }) => {
    expect(() => decode(cursors.encode(['orders']), new Cursors(identity))).toThrow('another filter or order');
  });
});
