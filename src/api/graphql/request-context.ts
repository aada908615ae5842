import type { FastifyRequest } from 'fastify';
import { bearerTokenOf, type Authenticator } from '../../services/auth/authenticator.js';
import type { GraphQlContext } from '../common/caller.js';
import type { Documents } from './documents/documents.js';
import { refusalOf } from './refusal.js';
import { requestsIn } from './requests-in.js';

/** Who a request over HTTP is let in by. */
export interface Doorkeepers {
  readonly authenticator: Authenticator;
  readonly documents: Documents;
}

/**
 * The context of a query over HTTP. The caller is established here and not by the guard alone: introspection has no
 * resolver that a guard could stand before. What is not to be answered at all is refused here too, before it is parsed.
 */
export async function requestContext(
  request: FastifyRequest,
  { authenticator, documents }: Doorkeepers,
): Promise<GraphQlContext> {
  try {
    const { caller, token } = await authenticator.authenticate(bearerTokenOf(request.headers.authorization));
    for (const asked of requestsIn(request)) documents.requireAllowed(asked);
    return { req: request, requester: { caller, token } };
  } catch (error) {
    throw refusalOf(error, request);
  }
}
