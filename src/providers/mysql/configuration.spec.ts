import { configurationOf, isWritable } from './configuration.js';

describe('the file that mysqld reads', () => {
  it('is not there where nothing is asked for', () => {
    expect(configurationOf(undefined)).toBeUndefined();
    expect(configurationOf([])).toBeUndefined();
  });

  it('is one section, in order of names', () => {
    const settings = [
      { name: 'sql_mode', value: 'ANSI' },
      { name: 'max_connections', value: '300' },
    ];
    expect(configurationOf(settings)).toBe('[mysqld]\nmax_connections=300\nsql_mode=ANSI\n');
    expect(configurationOf([...settings].reverse())).toBe(configurationOf(settings));
  });

  it.each([
    ['plain', 'plain'],
    ['SET x = 1; SELECT 1', '"SET x = 1; SELECT 1"'],
    ['a # b', '"a # b"'],
    ['say "hi"', `'say "hi"'`],
    [' kept ', '" kept "'],
    ["it's", `"it's"`],
  ])('writes %j as %j', (value, written) => {
    expect(configurationOf([{ name: 'x', value }])).toBe(`[mysqld]\nx=${written}\n`);
  });

  it.each(['a\nb', 'a\rb', 'a\u2028b', 'a\\b', `'"`])('cannot hold %j', (value) => {
    expect(isWritable(value)).toBe(false);
  });
});
