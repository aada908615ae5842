import type { OperationLogEntry } from '../../resources/ops-request/index.js';
import { linesOf, logAfter } from './operation-log.js';

const line = (seq: number): OperationLogEntry => ({
  time: '2026-11-23T11:00:00Z',
  seq,
  level: 'Info',
  code: 'StepDone',
  message: `Line ${seq}.`,
});
const kept = { status: { log: [line(4), line(5), line(6)] } };

describe('logAfter', () => {
  it.each([
    { after: 0, expected: { items: [4, 5, 6], missed: 3, after: 6 } },
    { after: 3, expected: { items: [4, 5, 6], missed: 0, after: 6 } },
    { after: 5, expected: { items: [6], missed: 0, after: 6 } },
    { after: 6, expected: { items: [], missed: 0, after: 6 } },
    { after: 9, expected: { items: [], missed: 0, after: 9 } },
  ])('$after gives what follows, and counts what is gone', ({ after, expected }) => {
    const part = logAfter(kept, after);
    expect({ ...part, items: part.items.map(({ seq }) => seq) }).toEqual(expected);
  });

  it('finds nothing where nothing was written yet', () => {
    expect(logAfter({})).toEqual({ items: [], missed: 0, after: 0 });
  });
});

describe('linesOf', () => {
  it('tells of a gap by a line in its place', () => {
    const lines = linesOf(logAfter(kept, 1));
    expect(lines.map(({ seq, code }) => [seq, code])).toEqual([
      [3, 'LinesMissing'],
      [4, 'StepDone'],
      [5, 'StepDone'],
      [6, 'StepDone'],
    ]);
    expect(lines[0]!.message).toBe('2 older lines are no longer kept.');
  });

  it('adds nothing where nothing is missing', () => {
    expect(linesOf(logAfter(kept, 3))).toHaveLength(3);
  });
});
