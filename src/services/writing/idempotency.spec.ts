import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { ANNOTATIONS } from '../../domain/naming.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { idempotencyMark, isReplayOf } from './idempotency.js';

const KEY = { key: 'deploy-4711', scope: ['ann', 'team-a'] };
const mark = idempotencyMark(KEY, { a: 1, b: 2 });

function stamped(stamp: string): OpsRequest {
  const object = anOpsRequest();
  return { ...object, metadata: { ...object.metadata, annotations: { [ANNOTATIONS.idempotency]: stamp } } };
}

describe('idempotencyMark', () => {
  it('is the same for the same request, however its members are ordered', () => {
    expect(idempotencyMark(KEY, { b: 2, a: 1 })).toEqual(mark);
  });

  it.each([
    { other: 'key', changes: { key: 'deploy-4712' } },
    { other: 'caller', changes: { scope: ['bob', 'team-a'] } },
    { other: 'division of the scope', changes: { scope: ['annteam-a'] } },
  ])('names another $other by another id', ({ changes }) => {
    expect(idempotencyMark({ ...KEY, ...changes }, { a: 1, b: 2 }).id).not.toBe(mark.id);
  });

  it('keeps the id of a key that comes with another body', () => {
    const other = idempotencyMark(KEY, { a: 2 });
    expect([other.id, other.stamp === mark.stamp]).toEqual([mark.id, false]);
  });

  it.each(['', 'x'.repeat(129), 'tab\there', 'ümlaut'])('refuses a key that is none: %j', (key) => {
    expect(() => idempotencyMark({ ...KEY, key }, {})).toThrow(/Idempotency-Key/);
  });
});

describe('isReplayOf', () => {
  it('knows what came of the same request from what did not', () => {
    expect(isReplayOf(stamped(mark.stamp), mark)).toBe(true);
    expect(isReplayOf(stamped('somebody.else'), mark)).toBe(false);
    expect(isReplayOf(anOpsRequest(), mark)).toBe(false);
  });

  it('refuses a key that has been used for another body', () => {
    expect(() => isReplayOf(stamped(idempotencyMark(KEY, {}).stamp), mark)).toThrow(
      expect.objectContaining({ code: 'idempotency_key_reused' }),
    );
  });
});
