import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { newestFirst, oldestFirst } from './places.js';

describe('places by the time of creation', () => {
  const NEWEST_FIRST = [
    anOpsRequest({ createdAt: '2026-11-23T11:00:01Z', name: 'b' }),
    anOpsRequest({ createdAt: '2026-11-23T11:00:00Z', name: 'a' }),
    anOpsRequest({ createdAt: '2026-11-23T11:00:00Z', name: 'c' }),
    anOpsRequest({ createdAt: '2001-01-01T00:00:00Z', name: 'a' }),
  ];

  it('put the newest first, and order those of one second by name', () => {
    const places = NEWEST_FIRST.map(newestFirst);
    expect([...places].reverse().sort()).toEqual(places);
  });

  it('put the oldest first, and order those of one second by name', () => {
    const places = [3, 1, 2, 0].map((index) => oldestFirst(NEWEST_FIRST[index]!));
    expect([...places].reverse().sort()).toEqual(places);
  });
});
