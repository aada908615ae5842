import { ProblemError, type FieldProblem } from '../../../domain/problem.js';
import { encodeGlobalId } from '../nodes/global-id.js';
import type { Problem } from './problem.model.js';

/** Conflict, precondition failed, understood but wrong, precondition missing: another input would do. */
const MENDABLE_STATUSES: readonly number[] = [409, 412, 422, 428];

export interface Refused {
  readonly problems: readonly Problem[];
}

/** Members of a REST body whose own members stand in an input directly. */
export type Flattened = readonly ('metadata' | 'spec')[];

/** Runs a write; what the user can mend comes back as data, and only the rest is thrown. */
export async function orProblems<T>(
  write: () => Promise<T>,
  flattened: Flattened = ['metadata'],
): Promise<T | Refused> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ProblemError) || !MENDABLE_STATUSES.includes(error.kind.httpStatus)) throw error;
    return { problems: problemsOf(error, flattened) };
  }
}

/** One for each field, or one for the whole where no field is to blame. */
function problemsOf({ code, message, fields, related }: ProblemError, flattened: Flattened): Problem[] {
  if (fields.length > 0) return fields.map((field) => problemOfField(field, flattened));
  return [
    {
      code,
      message,
      ...(code === 'precondition_failed' && { path: ['input', 'ifMatch'] }),
      ...(related && { related: encodeGlobalId({ kind: related.kind, metadata: related }) }),
    },
  ];
}

function problemOfField({ code, message, pointer, allowed, hint }: FieldProblem, flattened: Flattened): Problem {
  return { code, message, pointer, path: pathOf(pointer, flattened), allowed, hint };
}

function pathOf(pointer: string, flattened: Flattened): string[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return ['input', ...(flattened.some((member) => member === steps[0]) ? steps.slice(1) : steps)];
}
