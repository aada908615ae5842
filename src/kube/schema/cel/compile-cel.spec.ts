import { CelBudgetError, CelCompileError, CelEvaluationError } from './cel-error.js';
import { compileCel } from './compile-cel.js';

const run = (expression: string, variables: Record<string, unknown> = {}): unknown =>
  compileCel(expression, Object.keys(variables)).evaluate(variables);

describe('the language', () => {
  it.each<[string, unknown]>([
    ['1 + 2 * 3 - 4 / 2 % 3', 5],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['7.0 / 2.0', 3.5],
    ['1 == 1.0 && 2 > 1.5 && 1.5 < 2', true],
    ["'a' + 'b' == 'ab' && 'a' < 'b'", true],
    ["'''a'b''' + r'\\n'", "a'b\\n"],
    ['[1, 2] + [3] == [1, 2, 3]', true],
    ["{'a': 1}.a + {'b': 2}['b']", 3],
    ['{1: 2}[1] == 2 && 1 in {1: 2}', true],
    ["'a' in ['a'] && !('b' in {'a': 1})", true],
    ['[1, 2, 3][2]', 3],
    ["true ? 'yes' : 'no'", 'yes'],
    ['[[1, [2]], {"x": null}] == [[1, [2]], {"x": null}]', true],
    ["dyn(1) == 'a'", false],
    ['null == null && dyn(1) != null', true],
    ["has({'a': 1}.a) && !has({'a': 1}.b)", true],
    ['type(1) == int && type([]) == list && type(null) == null_type', true],
    ["b'abc' + b'd' == bytes('abcd')", true],
  ])('%s', (expression, expected) => {
    expect(run(expression)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['[1, 2].all(x, x > 0) && ![1, 2].all(x, x > 1)', true],
    ['[1, 2].exists(x, x > 1) && [].all(x, false) && ![].exists(x, true)', true],
    ['[1, 2, 2].exists_one(x, x == 1) && ![1, 2, 2].existsOne(x, x == 2)', true],
    ['[1, 2, 3].filter(x, x > 1).map(x, x * 2)', [4, 6]],
    ['[1, 2, 3].map(x, x > 1, x * 2)', [4, 6]],
    ["{'a': 1, 'b': 2}.all(k, k != 'c')", true],
    ["{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)", true],
    ["['a', 'b'].all(i, v, i < 2 && v != '')", true],
    ["['a', 'b'].transformList(i, v, v + string(i))", ['a0', 'b1']],
    ["{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", { b: 20 }],
    ['[1, 2].all(x, [3, 4].exists(y, y == x + 2))', true],
    [
      '[1, 2].map(x, [10, 20].map(y, x * y))',
      [
        [10, 20],
        [20, 40],
      ],
    ],
    ['cel.bind(x, 2, x * x)', 4],
    ['[1, 2].exists(x, x / 0 > 1 || x == 2)', true],
  ])('comprehension %s', (expression, expected) => {
    expect(run(expression)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['1 / 0 > 0 || true', true],
    ['true || 1 / 0 > 0', true],
    ['!(1 / 0 > 0 && false)', true],
    ['[0, 1].exists(x, 1 / x == 1)', true],
    ['![0, 2].all(x, 1 / x == 1)', true],
  ])('%s: what decides makes up for an error', (expression, expected) => {
    expect(run(expression)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['object.?spec.?size.orValue(3)', 3],
    ["object.?metadata.?name.orValue('x')", 'n'],
    ["object.metadata[?'name'].hasValue() && !object.metadata[?'nope'].hasValue()", true],
    ['optional.of(1).value() + optional.none().orValue(2)', 3],
    ["object.?metadata.name.optMap(n, n + '!').value()", 'n!'],
    ['optional.of(1).or(optional.of(2)).value()', 1],
    ["optional.ofNonZeroValue('').hasValue()", false],
    ['[1][?5].hasValue()', false],
    ['has(object.?spec.size)', false],
  ])('optional %s', (expression, expected) => {
    expect(run(expression, { object: { metadata: { name: 'n' } } })).toEqual(expected);
  });
});

describe('compileCel', () => {
  it('reads plain JSON and answers in plain JSON', () => {
    const object = { metadata: { namespace: 'ns' }, spec: { list: [{ a: 1.5 }, { a: 2 }] } };
    expect(run('object.spec.list.map(x, x.a)', { object })).toEqual([1.5, 2]);
    expect(run('object.metadata.namespace', { object })).toBe('ns');
    expect(run("{'copy': object.spec}", { object })).toEqual({ copy: object.spec });
  });

  it('takes a variable without a value for null', () => {
    expect(compileCel('oldObject == null', ['oldObject']).evaluate({})).toBe(true);
  });

  it.each(['__proto__', 'constructor', 'toString'])('does not see what objects inherit: %s', (key) => {
    const object = {};
    expect(run(`'${key}' in object`, { object })).toBe(false);
    expect(run(`object[?'${key}'].hasValue()`, { object })).toBe(false);
    expect(() => run('object', { [key]: 1 })).toThrow(CelCompileError);
  });

  it('keeps hostile keys as data', () => {
    const object = JSON.parse('{"__proto__":{"x":1}}') as unknown;
    expect(JSON.stringify(run('object', { object }))).toBe('{"__proto__":{"x":1}}');
    expect(run("object['__proto__'].x", { object })).toBe(1);
  });

  it.each([
    ['nope', 'undeclared reference'],
    ['1 +', 'syntax error'],
    ['nope(1)', "'nope' is unknown or not supported"],
    ["'a'.startsWith()", 'does not take this number of arguments'],
    ["'a' + 1", "found no matching overload for 'string + int'"],
    ["'a' == 1", "found no matching overload for 'string == int'"],
    ["'a'.startsWith(1)", "found no matching overload for 'startsWith' applied to '(string, int)'"],
    ['1 && true', 'expected bool'],
    ["'a'.x", "type 'string' does not support field selection"],
    ['1u + 2u', 'unsigned integers are not supported'],
    ["'a'.matches('(')", 'invalid pattern'],
    ['math.greatest(1, 2)', 'unknown or not supported'],
    ['[1].all(1, true)', 'syntax error'],
    ['has(x)', 'has()'],
    ['9223372036854775808', 'integer overflow'],
  ])('refuses %s', (expression, message) => {
    expect(() => compileCel(expression, [])).toThrow(CelCompileError);
    expect(() => compileCel(expression, [])).toThrow(message);
  });

  it.each([
    ['!'.repeat(15_000) + 'true'],
    ['('.repeat(8_000) + '1' + ')'.repeat(8_000)],
    ['1' + '+1'.repeat(8_000)],
    ['a'.repeat(20_000)],
  ])('refuses expressions past all measure', (expression) => {
    expect(() => compileCel(expression, [])).toThrow(CelCompileError);
  });

  it.each([
    ['1 / 0', 'division by zero'],
    ['{"a": 1}.b', 'no such key: b'],
    ['[1][1]', 'index out of bounds: 1'],
    ['9223372036854775807 + 1', 'integer overflow'],
    ['-9223372036854775807 - 2', 'integer overflow'],
    ["dyn('a') < dyn(1)", 'no such overload: string < int'],
    ["dyn('a') + dyn(1)", 'no such overload: string + int'],
    ["dyn(1).startsWith('a')", 'found no matching overload'],
    ['dyn(1) ? 1 : 2', 'expected bool, found int'],
    ["quantity('x')", 'quantities'],
    ["[1, 'a'].max()", 'no such overload'],
  ])('fails on %s', (expression, message) => {
    expect(() => run(expression)).toThrow(CelEvaluationError);
    expect(() => run(expression)).toThrow(message);
  });
});

describe('the budget', () => {
  const list = Array.from({ length: 300 }, (_, index) => index);

  it.each([
    ['list.all(a, list.all(b, list.all(c, list.all(d, a + b + c + d >= 0))))'],
    ['list.exists(a, list.exists(b, list.exists(c, a + b + c < 0))) || true'],
    ['list.map(a, list.map(b, list.map(c, c))).size() > 0'],
    [
      `cel.bind(a, list + list, cel.bind(b, ${'a + '.repeat(200)}a, cel.bind(c, ${'b + '.repeat(200)}b, c.size() > 0)))`,
    ],
    [
      `cel.bind(a, 'x'.format([]) + list.map(x, 'xxxxxxxxxx').join(), list.all(x, list.all(y, a.contains(a + 'y') || true)))`,
    ],
    ['list.all(x, list.all(y, list == list.map(z, z)))'],
    [
      "list.map(x, 'a').join().matches('(a|b)*c') || list.all(x, list.all(y, list.map(z, 'aaaaaaaaaa').join().matches('(a|b)*c') || true))",
    ],
  ])('stops %s, even where errors are absorbed', (expression) => {
    expect(() => run(expression, { list })).toThrow(CelBudgetError);
  });

  it.each([
    ['text', "'%s'.format([x]).size() > 0"],
    ['result', 'x'],
  ])('charges for shared parts written out in a %s', (_, use) => {
    const nested = Array.from({ length: 12 }, () => 0).reduce(
      (inner) => `cel.bind(x, [x, x, x, x, x, x, x, x], ${inner})`,
      use,
    );
    expect(() => run(`cel.bind(x, [1], ${nested})`)).toThrow(CelBudgetError);
  });

  it('does not join a text without end', () => {
    const long = 'x'.repeat(100_000);
    expect(() => run('list.map(i, long).join()', { list, long })).toThrow('string is too long');
  });

  it('does not grow a text without end', () => {
    const doubling = Array.from({ length: 40 }, () => 0).reduce((inner) => `cel.bind(s, s + s, ${inner})`, 's.size()');
    expect(() => run(`cel.bind(s, 'x', ${doubling})`)).toThrow(CelEvaluationError);
  });

  it('leaves room for ordinary work', () => {
    expect(run('list.all(a, list.exists(b, a == b))', { list: list.slice(0, 100) })).toBe(true);
  });
});
