import type { FastifyRequest } from 'fastify';
import { bearerTokenOf, type Authenticator } from '../../services/auth/authenticator.js';
import type { GraphQlContext } from '../common/caller.js';
import { refusalOf } from './refusal.js';

/**
 * The context of a query over HTTP. The caller is established here and not by the guard alone: introspection has no
 * resolver that a guard could stand before.
 */
export async function requestContext(request: FastifyRequest, authenticator: Authenticator): Promise<GraphQlContext> {
  try {
    const { caller, token } = await authenticator.authenticate(bearerTokenOf(request.headers.authorization));
    return { req: request, requester: { caller, token } };
  } catch (error) {
    throw refusalOf(error, request);
  }
}
