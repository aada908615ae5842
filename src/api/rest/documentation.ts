import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiProperty, ApiPropertyOptional, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from '../../domain/errors.js';
import { FIELD_PROBLEM_CODES, type FieldProblemCode } from '../../domain/problem.js';
import { ANY_JSON } from '../../resources/declare/index.js';
import { MAX_WAIT_SECONDS } from './prefer.js';
import type { QuerySchema } from './query.js';

export class FieldProblemModel {
  @ApiProperty({
    description: 'JSON Pointer into the body, or `?name` for a query parameter.',
    example: '/spec/storage/size',
  })
  pointer!: string;

  @ApiProperty({ enum: FIELD_PROBLEM_CODES, description: 'Stable; new ones may come.' })
  code!: FieldProblemCode;

  @ApiProperty({ description: 'What is wrong and what is allowed, in the words of the Kubernetes API.' })
  message!: string;

  @ApiPropertyOptional({ oneOf: ANY_JSON, description: 'The value that was refused; never a secret.' })
  rejected?: unknown;

  @ApiPropertyOptional({ type: [String], description: 'Values that would do, where they can be listed.' })
  allowed?: string[];

  @ApiPropertyOptional({ description: 'The next step.' })
  hint?: string;
}

/** RFC 9457. */
export class Problem {
  @ApiProperty({ format: 'uri', description: 'Where the code is explained.' })
  type!: string;

  @ApiProperty({ description: 'What kind of thing went wrong, the same for every occurrence.' })
  title!: string;

  @ApiProperty({ description: 'The HTTP status.', example: 422 })
  status!: number;

  @ApiProperty({ description: 'This occurrence, for a person.' })
  detail!: string;

  @ApiProperty({ description: 'The path that was asked for.' })
  instance!: string;

  @ApiProperty({ enum: Object.keys(PROBLEMS), description: 'Stable; new ones may come.' })
  code!: ProblemCode;

  @ApiProperty({ description: 'Also in the log and in X-Request-Id.' })
  requestId!: string;

  @ApiProperty({ description: 'True when the same request may succeed later.' })
  retryable!: boolean;

  @ApiPropertyOptional({ description: 'Path of the object that is in the way.' })
  related?: string;

  @ApiPropertyOptional({ type: () => [FieldProblemModel], description: 'Every problem, not the first.' })
  errors?: FieldProblemModel[];
}

/**
 * What every route refuses that has callers: what it cannot read, what it cannot answer with, bodies that are too large or
 * not of a type that it takes, too many requests, and all of them while something is broken or not there yet.
 */
const OF_EVERY_CALLER = [400, 406, 413, 415, 429, 500, 503];

/** Documents the refusals of a route: each status with the codes that come with it. */
export function ApiProblems(...statuses: number[]): MethodDecorator {
  const all = new Set(statuses.includes(401) ? [...statuses, ...OF_EVERY_CALLER] : statuses);
  const refusal = (status: number): MethodDecorator =>
    ApiResponse({ status, description: describe(status), type: Problem });
  return applyDecorators(...[...all].map(refusal));
}

function describe(status: number): string {
  const codes = Object.entries(PROBLEMS).filter(([, { httpStatus }]) => httpStatus === status);
  return codes.map(([code, { title }]) => `\`${code}\`: ${title}`).join('. ');
}

/** The schema of a route's query; a route without one takes no parameters. */
export const QUERY_SCHEMA = 'dbaas:query-schema';

/** Documents the query parameters by the schema that reads them, and lets no request pass that does not fit it. */
export function ApiQuerySchema(query: QuerySchema): MethodDecorator {
  return applyDecorators(
    SetMetadata(QUERY_SCHEMA, query),
    ...Object.entries(query.properties).map(([name, { description, ...schema }]) =>
      ApiQuery({
        name,
        required: false,
        description,
        schema: schema as object,
        ...(schema.type === 'array' && { style: 'form' as const, explode: false }),
      }),
    ),
  );
}

export function ApiIfMatch(): MethodDecorator {
  const description =
    'ETag that was read: the write is refused with 412 when the intent was edited since. Status changes do not count.';
  return ApiHeader({ name: 'If-Match', required: false, description });
}

/** A read that says nothing to a client who has it already. */
export function ApiConditionalRead(): MethodDecorator {
  const description = 'ETag of what the client has: 304 when it is still the state.';
  return applyDecorators(
    ApiHeader({ name: 'If-None-Match', required: false, description }),
    ApiResponse({ status: 304, description: 'The client has it already.' }),
  );
}

export function ApiIdempotencyKey(): MethodDecorator {
  const description =
    'Up to 128 printable characters, made up for this request: sent again, it does nothing new and is answered the same.';
  return ApiHeader({ name: 'Idempotency-Key', required: false, description });
}

export function ApiPrefer(): MethodDecorator {
  const description = `\`wait=30\` waits up to so many seconds, at most ${MAX_WAIT_SECONDS}, for the end: 200 when it came in time, else 202.`;
  return ApiHeader({ name: 'Prefer', required: false, description });
}

/** The path parameters of one cluster, or of a namespace alone. */
export function ApiClusterPath(...names: ('namespace' | 'name')[]): MethodDecorator {
  const described = { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' };
  return ApiObjectPath(Object.fromEntries(names.map((name) => [name, described[name]])));
}

/** Path parameters with what each means. */
export function ApiObjectPath(described: Readonly<Record<string, string>>): MethodDecorator {
  return applyDecorators(
    ...Object.entries(described).map(([name, description]) =>
      ApiParam({ name, description, schema: { type: 'string' } }),
    ),
  );
}
