import { ProblemError } from '../../domain/problem.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('cursors', () => {
  it.each(['team-a/orders', '', 'ü/😀', '"}'])('come back as they went: %j', (key) => {
    expect(decodeCursor(encodeCursor(key), '?cursor')).toBe(key);
  });

  it('need no escaping in an address', () => {
    expect(encodeCursor('???>>>~~~/ü')).toMatch(/^[\w-]+$/);
  });

  it('that are absent stand for the beginning', () => {
    expect(decodeCursor(undefined, '?cursor')).toBeUndefined();
  });

  it.each([
    '',
    'x',
    '%%%',
    encoded('null'),
    encoded('1'),
    encoded('"k"'),
    encoded('{}'),
    encoded('{"k":1}'),
    encoded('['),
  ])('that are none of ours are refused by name: %j', (cursor) => {
    const failure = (() => {
      try {
        return decodeCursor(cursor, '?after');
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(ProblemError);
    expect(failure).toMatchObject({ code: 'malformed_request', fields: [{ pointer: '?after', code: 'invalid' }] });
  });

  it('is of no use to a list in another order', () => {
    const cursor = encodeCursor('team-a/orders', 'ByName');
    expect(decodeCursor(cursor, '?cursor', 'ByName')).toBe('team-a/orders');
    for (const order of [undefined, 'OldestFirst']) {
      expect(() => decodeCursor(cursor, '?cursor', order)).toThrow('in another order');
    }
  });
});
