import { findCondition, isConditionTrue, mergeConditions, type Condition, type NewCondition } from './index.js';

const BEFORE = '2026-01-01T00:00:00Z';
const NOW = '2026-01-02T00:00:00Z';

const fresh = (type: string, changes: Partial<NewCondition> = {}): NewCondition => ({
  type,
  status: 'True',
  reason: 'Fine',
  message: 'All is well.',
  ...changes,
});
const held = (type: string, changes: Partial<Condition> = {}): Condition => ({
  ...fresh(type),
  lastTransitionTime: BEFORE,
  ...changes,
});

describe('mergeConditions', () => {
  it.each([
    { does: 'stamps a condition that is new', current: [], next: fresh('Ready'), expected: NOW },
    {
      does: 'moves the time when the status changes',
      current: [held('Ready', { status: 'False' })],
      next: fresh('Ready'),
      expected: NOW,
    },
    {
      does: 'moves the time from Unknown as well',
      current: [held('Ready', { status: 'Unknown' })],
      next: fresh('Ready'),
      expected: NOW,
    },
    {
      does: 'leaves the time when only words change',
      current: [held('Ready', { reason: 'Other', message: 'Other.' })],
      next: fresh('Ready'),
      expected: BEFORE,
    },
    {
      does: 'leaves the time when only the generation moves',
      current: [held('Ready', { observedGeneration: 1 })],
      next: fresh('Ready', { observedGeneration: 2 }),
      expected: BEFORE,
    },
  ])('$does', ({ current, next, expected }) => {
    expect(mergeConditions(current, [next], NOW)).toEqual([{ ...next, lastTransitionTime: expected }]);
  });

  it('returns the very same array when nothing changed, so that a caller may compare by reference', () => {
    const current = [held('Ready'), held('Synced')];
    expect(mergeConditions(current, [fresh('Synced'), fresh('Ready')], NOW)).toBe(current);
  });

  it('keeps the order of first appearance, and the conditions of others', () => {
    const merged = mergeConditions([held('Theirs'), held('Ready')], [fresh('New'), fresh('Ready')], NOW);
    expect(merged.map(({ type }) => type)).toEqual(['Theirs', 'Ready', 'New']);
    expect(merged[0]).toEqual(held('Theirs'));
  });

  it('changes neither argument', () => {
    const current = [held('Ready', { status: 'False' })];
    const next = [fresh('Ready')];
    mergeConditions(current, next, NOW);
    expect([current, next]).toEqual([[held('Ready', { status: 'False' })], [fresh('Ready')]]);
  });
});

describe('reading conditions', () => {
  const conditions = [held('Ready'), held('Synced', { status: 'Unknown' })];

  it('finds one by its type', () => {
    expect(findCondition(conditions, 'Synced')?.status).toBe('Unknown');
    expect(findCondition(conditions, 'Other')).toBeUndefined();
    expect(findCondition(undefined, 'Ready')).toBeUndefined();
  });

  it.each([
    ['Ready', true],
    ['Synced', false],
    ['Other', false],
  ])('says whether %s is True, and Unknown is not', (type, expected) => {
    expect(isConditionTrue(conditions, type)).toBe(expected);
  });
});
