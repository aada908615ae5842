import type { FastifyRequest } from 'fastify';

const asked = new WeakSet<object>();

/** Says that the answer to a request has a secret in it: nobody stores it, and it is never compressed. */
export function answersSecret(request: FastifyRequest | undefined): void {
  if (request) asked.add(request);
}

export const isSecret = (request: FastifyRequest): boolean => asked.has(request);
