import { applyDecorators, Delete, Get, HttpCode, HttpStatus, Patch, Post, Put, type Type } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  ApiConditionalRead,
  ApiIdempotencyKey,
  ApiIfMatch,
  ApiObjectPath,
  ApiProblems,
  ApiQuerySchema,
} from './documentation.js';
import { WRITE_QUERY } from './parameters.js';
import type { QuerySchema } from './query.js';
import { ApiPatchBodies } from './writes/patch-bodies.js';
import { PATCH_QUERY } from './writes/patch-query.js';
import { writeOf } from './writes/plan.dto.js';

/** The routes that every kind has, each with all that its documentation says. */

interface Route {
  readonly summary: string;
  /** The parameters of the path, and what each means. */
  readonly of?: Readonly<Record<string, string>>;
  /** What is answered. */
  readonly type: Type;
}

interface BodyRoute extends Route {
  readonly body: Type;
}

const TAGGED = { ETag: { description: 'The state that is answered, for If-None-Match and If-Match.' } };

const OF_PAGE = {
  Link: { description: 'The next page, if there is one.' },
  ETag: { description: 'The versions of what is on the page, for If-None-Match.' },
};

/** A list by pages. Where the path names something, that may be absent. */
export function ListRoute(path: string, { query, ...route }: Route & { readonly query: QuerySchema }): MethodDecorator {
  return applyDecorators(
    ApiProblems(...(route.of ? [400, 401, 404] : [400, 401])),
    ApiOkResponse({ type: route.type, headers: OF_PAGE }),
    ApiConditionalRead(),
    ApiQuerySchema(query),
    described(Get(path), route),
  );
}

/** One object, if it is not the one that the client has already. */
export function ItemRoute(path: string, route: Route): MethodDecorator {
  return applyDecorators(
    ApiProblems(401, 404),
    ApiOkResponse({ type: route.type, headers: TAGGED }),
    ApiConditionalRead(),
    described(Get(path), route),
  );
}

export function CreateRoute(path: string, route: BodyRoute & { readonly location: string }): MethodDecorator {
  const replayed = { description: '`true` when the same request came before.' };
  const headers = { ...TAGGED, Location: { description: route.location }, 'Idempotency-Replayed': replayed };
  return applyDecorators(
    ApiProblems(400, 401, 403, 404, 409, 413, 415, 422),
    ApiCreatedResponse({ type: route.type, headers }),
    ApiOkResponse({ type: writeOf(route.type), description: 'A dry run: what would be stored, and `plan`.' }),
    ApiBody({ type: route.body }),
    ApiIdempotencyKey(),
    ApiQuerySchema(WRITE_QUERY),
    described(Post(path), route),
  );
}

/** A change of some of it, by the rules of the type of its body. */
export function PatchRoute(path: string, route: BodyRoute): MethodDecorator {
  const headers = { ...TAGGED, Location: { description: 'What was made.' } };
  return applyDecorators(
    ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422),
    ApiOkResponse({ type: writeOf(route.type), headers: TAGGED }),
    ApiCreatedResponse({ type: route.type, headers, description: 'It was applied, and there was none of this name.' }),
    ApiPatchBodies(route.body),
    ApiIfMatch(),
    ApiQuerySchema(PATCH_QUERY),
    described(Patch(path), route),
  );
}

/** A replacement, which has to say of what. */
export function ReplaceRoute(path: string, route: BodyRoute): MethodDecorator {
  return applyDecorators(
    ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428),
    ApiOkResponse({ type: writeOf(route.type), headers: TAGGED }),
    ApiBody({ type: route.body }),
    ApiIfMatch(),
    ApiQuerySchema(WRITE_QUERY),
    described(Put(path), route),
  );
}

/** A deletion that is done when it is answered; one that takes longer says so by the decorators beside it. */
export function DeleteRoute(path: string, { refusals, ...route }: Route & { refusals: number[] }): MethodDecorator {
  return applyDecorators(
    ApiProblems(...refusals),
    ApiOkResponse({ type: route.type, description: 'A dry run.' }),
    ApiNoContentResponse({ description: 'It is gone.' }),
    ApiQuerySchema(WRITE_QUERY),
    HttpCode(HttpStatus.NO_CONTENT),
    described(Delete(path), route),
  );
}

function described(verb: MethodDecorator, { summary, of = {} }: Route): MethodDecorator {
  return applyDecorators(ApiObjectPath(of), ApiOperation({ summary }), verb);
}
