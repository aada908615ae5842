import { applyDecorators, HttpCode, HttpStatus, Post, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { ApiIdempotencyKey, ApiObjectPath, ApiPrefer, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { WRITE_QUERY } from '../parameters.js';
import { PlannedOperation } from './operation.dto.js';

export const ACCEPTED_OPERATION = {
  type: OpsRequest,
  headers: {
    Location: { description: 'The operation to watch.' },
    'Retry-After': { description: 'Seconds after which a look is worth it.' },
    'Idempotency-Replayed': { description: '`true` when the same request came before.' },
  },
};

const PLANNED = { type: PlannedOperation, description: 'A dry run, or it ended while it was waited for.' };

interface SubmitRouteOptions {
  readonly summary: string;
  readonly of: Readonly<Record<string, string>>;
  readonly body?: Type;
}

/** A route that makes an operation, and how it answers; without a body it repeats one. */
export function SubmitRoute(path: string, { summary, of, body }: SubmitRouteOptions): MethodDecorator {
  const refusals = [400, 401, 403, 404, 409, 412, 422];
  return applyDecorators(
    ApiProblems(...(body ? [...refusals, 413, 415] : refusals)),
    ApiOkResponse(PLANNED),
    ApiAcceptedResponse(ACCEPTED_OPERATION),
    ...(body ? [ApiBody({ type: body })] : []),
    ApiPrefer(),
    ApiIdempotencyKey(),
    ApiQuerySchema(WRITE_QUERY),
    ApiObjectPath(of),
    ApiOperation({ summary }),
    HttpCode(HttpStatus.ACCEPTED),
    Post(path),
  );
}
