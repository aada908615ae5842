import { ProblemError, type FieldProblem } from '../../../domain/problem.js';
import type { Problem } from './problem.model.js';

/** Conflict, precondition failed, understood but wrong, precondition missing: another input would do. */
const MENDABLE_STATUSES: readonly number[] = [409, 412, 422, 428];

export interface Refused {
  readonly problems: readonly Problem[];
}

/** Runs a write; what the user can mend comes back as data, and only the rest is thrown. */
export async function orProblems<T>(write: () => Promise<T>): Promise<T | Refused> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ProblemError) || !MENDABLE_STATUSES.includes(error.kind.httpStatus)) throw error;
    return { problems: problemsOf(error) };
  }
}

/** One for each field, or one for the whole where no field is to blame. */
export function problemsOf({ code, message, fields }: ProblemError): Problem[] {
  if (fields.length > 0) return fields.map(problemOfField);
  return [{ code, message, ...(code === 'precondition_failed' && { path: ['input', 'ifMatch'] }) }];
}

function problemOfField({ code, message, pointer, allowed, hint }: FieldProblem): Problem {
  return { code, message, pointer, path: pathOf(pointer), allowed, hint };
}

/** The input has no `metadata`: what stands in it for REST stands beside `spec` here. */
function pathOf(pointer: string): string[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return ['input', ...(steps[0] === 'metadata' ? steps.slice(1) : steps)];
}
