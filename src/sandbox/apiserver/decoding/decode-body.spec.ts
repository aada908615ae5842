import { decodeObject, decodeYaml } from './decode-body.js';

const decode = (mediaType: string, text: string): unknown => decodeObject(mediaType, Buffer.from(text)).value;

describe('decodeObject', () => {
  it.each([
    { does: 'reads JSON', type: 'application/json', text: '{"a":[1]}', expected: { a: [1] } },
    { does: 'reads YAML', type: 'application/yaml', text: 'a:\n  - 1\n', expected: { a: [1] } },
    { does: 'takes for JSON what does not say what it is', type: '', text: '{"a":1}', expected: { a: 1 } },
    { does: 'takes JSON for YAML', type: 'application/yaml', text: ' {"a":1}', expected: { a: 1 } },
    {
      does: 'keeps times as text',
      type: 'application/yaml',
      text: 'a: 2026-01-02T03:04:05Z',
      expected: { a: '2026-01-02T03:04:05Z' },
    },
  ])('$does', ({ type, text, expected }) => {
    expect(decode(type, text)).toEqual(expected);
  });

  it.each([
    { does: 'a type nobody reads', type: 'text/html', text: '{}', code: 415 },
    { does: 'a type named like a member of every object', type: 'constructor', text: '{}', code: 415 },
    { does: 'broken JSON', type: 'application/json', text: '{"a":', code: 400 },
    { does: 'broken YAML', type: 'application/yaml', text: 'a: [', code: 400 },
    { does: 'a list', type: 'application/json', text: '[]', code: 400 },
    { does: 'nothing', type: 'application/json', text: '', code: 400 },
    { does: 'endless nesting', type: 'application/json', text: '['.repeat(100_000), code: 400 },
    { does: 'YAML that does not say so', type: '', text: 'a: 1', code: 400 },
    { does: 'YAML of another version', type: 'application/yaml', text: '%YAML 9.9\n---\na: 1', code: 400 },
    { does: 'YAML that multiplies itself', type: 'application/yaml', text: bomb(), code: 400 },
  ])('refuses $does with $code', ({ type, text, code }) => {
    expect(() => decode(type, text)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('keeps a key that would be a prototype as data', () => {
    const value = decode('application/json', '{"__proto__":{"admin":true}}') as object;
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect((value as { admin?: boolean }).admin).toBeUndefined();
  });

  it('reports duplicate fields of JSON', () => {
    expect(decodeYaml(Buffer.from('{"a":1,"a":2}')).strictErrors).toEqual(['duplicate field "a"']);
  });

  it('refuses in YAML the halves of characters that JSON may have', () => {
    expect(() => decode('application/yaml', '{"a":"\\ud83d\\ude00"}')).toThrow('Unicode');
    expect(decode('application/json', '{"a":"\\ud83d\\ude00"}')).toEqual({ a: '😀' });
    expect(decode('application/yaml', '{"a":"\\\\ud800"}')).toEqual({ a: '\\ud800' });
  });

  it('reports duplicate fields of YAML', () => {
    expect(decodeYaml(Buffer.from('a: 1\nb:\n  c: 1\n  c: 2\n')).strictErrors).toEqual(['duplicate field "b.c"']);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
  for (let level = 1; level < 9; level += 1) {
    const references = Array.from({ length: 10 }, () => `*a${level - 1}`).join(',');
    lines.push(`a${level}: &a${level} [${references}]`);
  }
  return lines.join('\n');
}
