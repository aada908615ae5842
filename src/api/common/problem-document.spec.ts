import { ForbiddenException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { aKubeError } from '../../../test/builders/kube-error.js';
import { PROBLEMS, type ProblemCode } from '../../domain/errors.js';
import { ProblemError } from '../../domain/problem.js';
import { renderProblem, toProblem } from './problem-document.js';

const SECRET = 'hunter2';
const request = { id: 'r1', url: '/api/v1/clusters?token=hunter2' };
const rendered = (error: unknown): string => JSON.stringify(renderProblem(toProblem(error), request));
const withStatus = (statusCode: unknown, message = 'in its words'): Error =>
  Object.assign(new Error(message), { statusCode });

describe('toProblem', () => {
  it('leaves a problem what it is', () => {
    const problem = new ProblemError('conflict', 'x');
    expect(toProblem(problem)).toBe(problem);
  });

  it.each<[unknown, ProblemCode]>([
    [aKubeError('NotFound'), 'not_found'],
    [new NotFoundException(), 'not_found'],
    [new ForbiddenException(), 'forbidden'],
    [new ServiceUnavailableException(), 'unavailable'],
    [withStatus(400), 'malformed_request'],
    [withStatus(413), 'payload_too_large'],
    [withStatus(414), 'malformed_request'],
    [withStatus(415), 'unsupported_media_type'],
    [withStatus(418), 'internal_error'],
    [withStatus('400'), 'internal_error'],
    [{ statusCode: 400 }, 'internal_error'],
    [new Error('x'), 'internal_error'],
    ['x', 'internal_error'],
    [null, 'internal_error'],
    [undefined, 'internal_error'],
  ])('of %p is %s', (error, code) => {
    expect(toProblem(error).code).toBe(code);
  });

  it.each([
    { does: 'a bug', error: new TypeError(`cannot read ${SECRET}`) },
    { does: 'what was thrown and is no error', error: { password: SECRET } },
    { does: 'a failure that says it is one', error: withStatus(500, SECRET) },
    { does: 'a server that is away', error: aKubeError('InternalError', { message: SECRET }) },
    { does: 'a right that this service lacks', error: aKubeError('Forbidden', { message: SECRET }) },
    { does: 'the cause of a problem', error: new ProblemError('unavailable', 'Away.', { cause: new Error(SECRET) }) },
  ])('keeps the text of $does to itself, and the query of the request', ({ error }) => {
    expect(rendered(error)).not.toContain(SECRET);
  });

  it('keeps what was thrown for the log', () => {
    const bug = new TypeError('x');
    expect(toProblem(bug).cause).toBe(bug);
  });

  it('names the next step where the framework does not', () => {
    expect(toProblem(withStatus(415)).message).toContain('application/merge-patch+json');
  });
});

describe('renderProblem', () => {
  it('says what a program needs to decide', () => {
    const fields = [{ pointer: '/spec', code: 'required' as const, message: 'Required value' }];
    expect(renderProblem(new ProblemError('invalid_spec', 'Mend it.', { fields }), request)).toEqual({
      type: 'https://dbaas.io/docs/problems#invalid_spec',
      title: PROBLEMS.invalid_spec.title,
      status: 422,
      detail: 'Mend it.',
      instance: '/api/v1/clusters',
      code: 'invalid_spec',
      requestId: 'r1',
      retryable: false,
      errors: fields,
    });
  });

  it('has no list of errors where there are none', () => {
    expect(renderProblem(new ProblemError('conflict', 'x'), request)).not.toHaveProperty('errors');
  });

  it.each(Object.keys(PROBLEMS) as ProblemCode[])('renders %s with its status', (code) => {
    expect(renderProblem(new ProblemError(code, 'x'), request)).toMatchObject({
      code,
      status: PROBLEMS[code].httpStatus,
    });
  });
});
