import { PROBLEMS, type ProblemCode } from '../../../domain/errors.js';
import { ProblemError } from '../../../domain/problem.js';
import { renderProblem } from '../../common/problem-document.js';
import { headersCalled, type HeaderName } from './headers.js';
import type { Response } from './open-api.js';

const PROBLEM = { $ref: '#/components/schemas/Problem' };
const REQUEST = { id: 'deploy-4711', url: '/api/v1/namespaces/team-a/clusters/orders' };
const OF_STATUS: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After', 'RateLimit-Policy', 'RateLimit'],
  503: ['Retry-After'],
};

/** A refusal as every route gives it: the same problem document, with an example of each code of its status. */
export function refusalOf(status: number, { description }: Response): Response {
  return {
    description,
    headers: headersCalled('X-Request-Id', ...(OF_STATUS[status] ?? [])),
    content: { 'application/problem+json': { schema: PROBLEM, examples: examplesOf(status) } },
  };
}

const examplesOf = (status: number): Record<string, { value: unknown }> =>
  Object.fromEntries(
    Object.entries(PROBLEMS)
      .filter(([, { httpStatus }]) => httpStatus === status)
      .map(([code, { title }]) => [
        code,
        { value: renderProblem(new ProblemError(code as ProblemCode, `${title}.`), REQUEST) },
      ]),
  );
