import { formatFieldError } from './field-error-format.js';
import { formatFieldPath, type FieldError } from './field-error.js';

describe('formatFieldError', () => {
  it.each<{ error: FieldError; text: string }>([
    {
      error: { path: ['spec', 'size'], type: 'FieldValueInvalid', badValue: 0, detail: 'should be at least 1' },
      text: 'spec.size: Invalid value: 0: should be at least 1',
    },
    { error: { path: ['spec', 'name'], type: 'FieldValueRequired', detail: '' }, text: 'spec.name: Required value' },
    {
      error: { path: ['spec', 'size'], type: 'FieldValueRequired', detail: 'say how big' },
      text: 'spec.size: Required value: say how big',
    },
    {
      error: { path: ['a', 0], type: 'FieldValueNotSupported', badValue: 'x', detail: '', allowed: ['a', 'b'] },
      text: 'a[0]: Unsupported value: "x": supported values: "a", "b"',
    },
    { error: { path: ['a'], type: 'FieldValueForbidden', detail: 'is immutable' }, text: 'a: Forbidden: is immutable' },
    {
      error: { path: ['a', 1], type: 'FieldValueDuplicate', badValue: { name: 'x' }, detail: '' },
      text: 'a[1]: Duplicate value: {"name":"x"}',
    },
    {
      error: { path: ['a'], type: 'FieldValueTooLong', badValue: 'xxx', detail: 'may not be more than 2 characters' },
      text: 'a: Too long: may not be more than 2 characters',
    },
    {
      error: { path: ['a'], type: 'FieldValueTooMany', badValue: 3, detail: 'must have at most 2 items' },
      text: 'a: Too many: 3: must have at most 2 items',
    },
    {
      error: { path: [], type: 'FieldValueInvalid', badValue: 'object', detail: 'no' },
      text: 'Invalid value: "object": no',
    },
  ])('writes $text', ({ error, text }) => {
    expect(formatFieldError(error)).toBe(text);
  });

  it('names only the kind of a value too deep to print', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
    expect(formatFieldError({ path: ['a'], type: 'FieldValueInvalid', badValue: deep, detail: 'no' })).toBe(
      'a: Invalid value: "array": no',
    );
  });
});

describe('formatFieldPath', () => {
  it('brackets indices and keys that hold dots', () => {
    expect(formatFieldPath(['metadata', 'labels', 'a.io/b', 'c', 0])).toBe('metadata.labels[a.io/b].c[0]');
  });
});
