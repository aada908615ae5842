import { compareQuantities, isQuantity, parseQuantity, sameQuantity } from './index.js';

const NANO = 1_000_000_000n;

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', NANO],
    ['+1', NANO],
    ['-1', -NANO],
    ['1.5', 1_500_000_000n],
    ['1.', NANO],
    ['.5', 500_000_000n],
    ['500m', 500_000_000n],
    ['250u', 250_000n],
    ['7n', 7n],
    ['1k', 1_000n * NANO],
    ['1E', 10n ** 18n * NANO],
    ['1e3', 1_000n * NANO],
    ['1E3', 1_000n * NANO],
    ['1e-3', 1_000_000n],
    ['1.5e+1', 15n * NANO],
    ['1Ki', 1_024n * NANO],
    ['0.5Gi', (NANO << 30n) / 2n],
    ['1Ei', NANO << 60n],
  ])('counts %s in nanos', (text, nanos) => {
    expect(parseQuantity(text)).toBe(nanos);
  });

  it.each([
    ['0.1n', 1n],
    ['1.0000000001', NANO + 1n],
    ['-1.0000000001', -NANO - 1n],
    ['1e-30', 1n],
    ['1.000000000', NANO],
  ])('rounds %s away from zero to whole nanos', (text, nanos) => {
    expect(parseQuantity(text)).toBe(nanos);
  });

  it('reads numbers as the JSON that they came from', () => {
    expect(parseQuantity(2)).toBe(2n * NANO);
    expect(parseQuantity(0.1)).toBe(100_000_000n);
    expect(parseQuantity(1e21)).toBe(10n ** 21n * NANO);
  });

  it.each([
    '',
    '.',
    '-',
    '+-1',
    'Gi',
    '1gi',
    '1K',
    '1KI',
    '1 Gi',
    ' 1Gi',
    '1Gi ',
    '1Gi\n',
    '1e',
    '1e3Gi',
    '1.2.3',
    '1,5',
    '0x10',
    'NaN',
    'Infinity',
    '١',
    NaN,
    Infinity,
  ])('does not take %j for a quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
    expect(isQuantity(String(text))).toBe(false);
  });

  it.each(['1e31', '1e-31', '1e999999999', '9'.repeat(65), `1e${'9'.repeat(70_000)}`])(
    'refuses what would only keep the arithmetic busy (%#)',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});

describe('compareQuantities', () => {
  it.each([
    ['1Gi', '1024Mi', 0],
    ['1G', '1Gi', -1],
    ['1', '999m', 1],
    ['-1', '1m', -1],
    ['-2', '-1', -1],
    ['0', '-0', 0],
    ['9007199254740993', '9007199254740992', 1],
  ])('compares %s with %s by value, exactly', (a, b, expected) => {
    expect(compareQuantities(a, b)).toBe(expected);
  });

  it.each([
    ['1Gi', 'much'],
    ['much', '1Gi'],
  ])('throws for %s and %s', (a, b) => {
    expect(() => compareQuantities(a, b)).toThrow(new RangeError('not a quantity: "much"'));
  });
});

describe('sameQuantity', () => {
  it.each([
    ['1Gi', '1024Mi', true],
    ['1', 1, true],
    ['0.5', '500m', true],
    ['1G', '1Gi', false],
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    [undefined, undefined, true],
    [undefined, '0', false],
    ['0', undefined, false],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(sameQuantity(a, b)).toBe(expected);
  });
});
