import { ProblemError } from '../../domain/problem.js';
import { jsonOfYaml, MAX_YAML_BYTES } from './read-yaml.js';

const codeOf = (text: string): string => {
  try {
    return `read ${jsonOfYaml(text).length}`;
  } catch (error) {
    return error instanceof ProblemError ? error.code : String(error);
  }
};

describe('YAML', () => {
  it.each<{ what: string; text: string; json: unknown }>([
    { what: 'a manifest', text: 'a:\n  b: [1, "2", true, null]\n', json: { a: { b: [1, '2', true, null] } } },
    { what: 'words that are no booleans', text: 'a: yes\nb: off\nc: 010\n', json: { a: 'yes', b: 'off', c: 10 } },
    { what: 'keys that look like numbers', text: '1: a\n', json: { 1: 'a' } },
    { what: 'an alias', text: 'a: &x {k: v}\nb: *x\n', json: { a: { k: 'v' }, b: { k: 'v' } } },
    { what: 'a key that means something to JavaScript', text: '"constructor": x\n', json: { constructor: 'x' } },
    { what: 'nothing', text: '', json: null },
  ])('is read as JSON: $what', ({ text, json }) => {
    expect(JSON.parse(jsonOfYaml(text))).toEqual(json);
  });

  /** Nine levels of nine aliases each: a few hundred letters for half a billion values. */
  const laughs = Array.from({ length: 9 }, (_, level) => {
    const values = Array.from({ length: 9 }, () => (level === 0 ? 'lol' : `*a${level - 1}`));
    return `a${level}: &a${level} [${values.join(', ')}]`;
  }).join('\n');

  it.each([
    { what: 'brackets that do not close', text: 'a: [1' },
    { what: 'two documents', text: 'a: 1\n---\nb: 2' },
    { what: 'a key that comes twice', text: 'a: 1\na: 2' },
    { what: 'a key that is an object', text: '? {a: 1}\n: b' },
    { what: 'a tag', text: 'a: !!js/function "x"' },
    { what: 'a number that is none', text: 'a: .nan' },
    { what: 'a number without end', text: 'a: -.inf' },
    { what: 'an alias of nothing', text: 'a: *nothing' },
    { what: 'aliases of aliases of aliases', text: laughs },
    { what: 'an alias of what it is in', text: 'a: &a\n  b: *a' },
    { what: 'lists in lists in lists', text: '['.repeat(20_000) },
    { what: 'maps in maps in maps', text: '{a: '.repeat(10_000) },
  ])('is refused: $what', ({ text }) => {
    expect(codeOf(text)).toBe('malformed_request');
  });

  it('is refused when it is too large, also by what its aliases stand for', () => {
    expect(codeOf('x'.repeat(MAX_YAML_BYTES + 1))).toBe('payload_too_large');
    const text = `a: &a ${'x'.repeat(10_000)}\nb: [${Array.from({ length: 90 }, () => '*a').join(', ')}]`;
    expect(codeOf(text)).toBe('payload_too_large');
  });

  it('says where YAML breaks by a word, and never by what stands there', () => {
    expect(() => jsonOfYaml('secretAccessKey: "a-secret')).toThrow(/^The body is no YAML that can be read: [A-Z_]+\.$/);
  });
});
