import type { FieldError } from '../kube/schema/index.js';
import { PROBLEMS, reasonOf, type ProblemCode } from './errors.js';
import { fieldProblemOf, ProblemError, refuseInvalid, type FieldProblem } from './problem.js';
import { renderProblemsDocument } from './problems-document.js';

const mistake = (pointer: string): FieldProblem => ({ pointer, code: 'invalid', message: 'is wrong' });
const failureOf = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('refuseInvalid', () => {
  it('lets pass what has no mistakes', () => {
    expect(failureOf(() => refuseInvalid([]))).toBeUndefined();
  });

  it.each([
    { fields: [mistake('/spec/a')], message: '/spec/a: is wrong' },
    { fields: [mistake('/spec/a'), mistake('/spec/b')], message: '2 fields need mending.' },
  ])('says "$message"', ({ fields, message }) => {
    const failure = failureOf(() => refuseInvalid(fields));
    expect(failure).toBeInstanceOf(ProblemError);
    expect(failure).toMatchObject({ code: 'invalid_spec', message, fields });
  });
});

describe('fieldProblemOf', () => {
  it.each<[FieldError['type'], string]>([
    ['FieldValueNotFound', 'not_found'],
    ['FieldValueRequired', 'required'],
    ['FieldValueDuplicate', 'duplicate'],
    ['FieldValueInvalid', 'invalid'],
    ['FieldValueNotSupported', 'not_supported'],
    ['FieldValueForbidden', 'forbidden'],
    ['FieldValueTooLong', 'too_long'],
    ['FieldValueTooMany', 'too_many'],
    ['FieldValueTypeInvalid', 'wrong_type'],
  ])('calls %s %s, where it stands', (type, code) => {
    const error: FieldError = { path: ['spec', 'config', 0, 'a/b'], type, detail: 'is wrong', allowed: ['x'] };
    expect(fieldProblemOf(error, {})).toMatchObject({ pointer: '/spec/config/0/a~1b', code, allowed: ['x'] });
  });
});

describe('the value that was refused', () => {
  const subject = JSON.parse('{"spec":{"size":3,"list":["a"],"storage":{"size":"1Gi"},"off":false}}') as object;

  it.each([
    { path: ['spec', 'size'], expected: 3 },
    { path: ['spec', 'list', 0], expected: 'a' },
    { path: ['spec', 'off'], expected: false },
    { path: ['spec', 'list'], expected: undefined },
    { path: ['spec', 'storage'], expected: undefined },
    { path: ['spec', 'absent', 'deeper'], expected: undefined },
    { path: ['spec', 'size', 'toFixed'], expected: undefined },
    { path: ['constructor', 'name'], expected: undefined },
  ])('at $path is $expected', ({ path, expected }) => {
    const error: FieldError = { path, type: 'FieldValueInvalid', detail: 'is wrong' };
    expect(fieldProblemOf(error, subject).rejected).toBe(expected);
  });
});

describe('ProblemError', () => {
  it('has a cause only where there is one', () => {
    expect(new ProblemError('conflict', 'x')).not.toHaveProperty('cause');
    expect(new ProblemError('conflict', 'x', { cause: 'y' }).cause).toBe('y');
  });
});

describe('renderProblemsDocument', () => {
  const document = renderProblemsDocument();

  it.each(Object.keys(PROBLEMS) as ProblemCode[])('has a section for %s, where the type of a problem leads', (code) => {
    expect(document).toContain(`\n## ${code}\n`);
    expect(document).toContain(`HTTP ${PROBLEMS[code].httpStatus}; reason \`${reasonOf(code)}\``);
  });
});
