import { matchesLabels, parseFieldSelector, parseLabelSelector, SelectorSyntaxError } from './index.js';

const labels = { app: 'orders', tier: 'db', empty: '', 'example.com/zone': 'eu-1', shards: '5' };

describe('label selectors', () => {
  it.each([
    ['', true],
    ['   ', true],
    ['app=orders', true],
    ['app == orders', true],
    ['app=other', false],
    ['app!=other', true],
    ['app!=orders', false],
    ['absent!=x', true],
    ['absent=', false],
    ['empty=', true],
    ['empty!=', false],
    ['app', true],
    ['absent', false],
    ['!absent', true],
    ['! app', false],
    ['app in (orders, billing)', true],
    ['app in(billing)', false],
    ['absent in (x)', false],
    ['app notin (billing)', true],
    ['app notin (orders,billing)', false],
    ['absent notin (x)', true],
    ['empty in ()', true],
    ['example.com/zone=eu-1', true],
    ['shards>4', true],
    ['shards > 5', false],
    ['shards<6', true],
    ['shards<-1', false],
    ['app>1', false],
    ['absent<1', false],
    ['app=orders,tier in (db,web),!absent', true],
    ['app=orders,tier=web', false],
  ])('%j matches: %s', (text, expected) => {
    expect(matchesLabels(parseLabelSelector(text), labels)).toBe(expected);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('do not take what every object has for a label: %s', (key) => {
    expect(matchesLabels(parseLabelSelector(key), {})).toBe(false);
    expect(matchesLabels(parseLabelSelector(`!${key}`), {})).toBe(true);
  });

  it('match an object without labels as one with none', () => {
    expect(matchesLabels(parseLabelSelector('!app'), undefined)).toBe(true);
    expect(matchesLabels(parseLabelSelector('app'), undefined)).toBe(false);
  });

  it.each([
    'a,,b',
    'a,',
    ',a',
    '=x',
    'a=b=c',
    'a=b c',
    'a in',
    'a in (x',
    'a in x)',
    'a in ((x))',
    'a in (x) y',
    'a in (-x)y',
    '-a=b',
    'a-',
    'a/b/c',
    'A.com/x y',
    '__proto__',
    'shards>many',
    'a=%20',
    'a=ü',
    `a=${'x'.repeat(64)}`,
    `a in (${'x'.repeat(64)})`,
  ])('refuse %j', (text) => {
    expect(() => parseLabelSelector(text)).toThrow(SelectorSyntaxError);
  });

  // What looked at each of these more than once would still be busy when the test's time is over.
  it.each([
    ['commas', ','.repeat(400_000)],
    ['open parentheses', 'a in ('.repeat(100_000)],
    ['commas in one open parenthesis', `a in (${','.repeat(400_000)}`],
    ['letters', `${'a'.repeat(400_000)}!`],
    ['spaces', `a${' '.repeat(400_000)}b`],
    ['dots', `${'a.'.repeat(200_000)}/`],
  ])('refuse text that is nothing but %s, however long', (_, text) => {
    expect(() => parseLabelSelector(text)).toThrow(SelectorSyntaxError);
  });
});

describe('field selectors', () => {
  it.each([
    ['', []],
    ['metadata.name=orders', [{ field: 'metadata.name', value: 'orders', negated: false }]],
    ['metadata.name==orders', [{ field: 'metadata.name', value: 'orders', negated: false }]],
    ['spec.nodeName!=', [{ field: 'spec.nodeName', value: '', negated: true }]],
    [
      'a=b,c!=d',
      [
        { field: 'a', value: 'b', negated: false },
        { field: 'c', value: 'd', negated: true },
      ],
    ],
    ['a=b,', [{ field: 'a', value: 'b', negated: false }]],
    [',a=b', [{ field: 'a', value: 'b', negated: false }]],
    ['a=b\\,c', [{ field: 'a', value: 'b,c', negated: false }]],
    ['a=b\\=c', [{ field: 'a', value: 'b=c', negated: false }]],
  ])('reads %j', (text, expected) => {
    expect(parseFieldSelector(text)).toEqual(expected);
  });

  it.each(['a', '=b', '!=b', 'a=b,c'])('refuses %j', (text) => {
    expect(() => parseFieldSelector(text)).toThrow(SelectorSyntaxError);
  });
});
