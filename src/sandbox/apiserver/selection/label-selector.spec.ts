import { matchesLabelSelector } from './label-selector.js';
import type { LabelSelector } from './label-selector.js';

const LABELS = { app: 'web', tier: 'front' };

describe('matchesLabelSelector', () => {
  it.each<{ does: string; selector: LabelSelector | undefined; expected: boolean }>([
    { does: 'takes everything without a selector', selector: undefined, expected: true },
    { does: 'takes everything with an empty selector', selector: {}, expected: true },
    { does: 'wants every label', selector: { matchLabels: { app: 'web', tier: 'back' } }, expected: false },
    { does: 'takes equal labels', selector: { matchLabels: { app: 'web' } }, expected: true },
    { does: 'takes one of many', selector: expression('In', ['api', 'web']), expected: true },
    { does: 'refuses one of many', selector: expression('NotIn', ['api', 'web']), expected: false },
    { does: 'takes presence', selector: expression('Exists'), expected: true },
    { does: 'refuses presence', selector: expression('DoesNotExist'), expected: false },
  ])('$does', ({ selector, expected }) => {
    expect(matchesLabelSelector(selector, LABELS)).toBe(expected);
  });
});

function expression(operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', values?: string[]): LabelSelector {
  return { matchExpressions: [{ key: 'app', operator, values }] };
}
