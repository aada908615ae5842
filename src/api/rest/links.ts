import type { FastifyReply } from 'fastify';

/** Adds to the header `Link` (RFC 8288) of an answer, whoever else has something to point at. */
export function addLinks(reply: FastifyReply, links: readonly string[]): void {
  const known = reply.getHeader('link');
  void reply.header('Link', [...(known === undefined ? [] : [String(known)]), ...links].join(', '));
}
