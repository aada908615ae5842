import { TextPool } from './text-pool.js';

const parse = (text: string): object => JSON.parse(text) as object;

it('changes no value, whatever the shape', () => {
  const text =
    '{"uid":"26f1be76-c32e-48c2-97f7","list":["26f1be76-c32e-48c2-97f7",1,null,{"a":true}],"__proto__":{"x":"26f1be76-c32e-48c2-97f7"}}';
  const pool = new TextPool();
  pool.share(parse(text));
  expect(JSON.stringify(pool.share(parse(text)))).toBe(text);
});

it('returns what it was given, and leaves alone what is nested too deep to walk', () => {
  const deep = parse('{"a":'.repeat(20_000) + '"a text of some length"' + '}'.repeat(20_000));
  expect(new TextPool().share(deep)).toBe(deep);
});

it('goes on correctly once it has forgotten', () => {
  const pool = new TextPool();
  for (let n = 0; n < 5_000; n += 1) pool.share({ text: `a text of some length ${n}` });
  expect(pool.share({ text: 'a text of some length 1' })).toEqual({ text: 'a text of some length 1' });
});
