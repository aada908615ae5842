import type { FastifyReply, FastifyRequest } from 'fastify';

/** Longer than this nobody is made to wait: proxies would not. */
export const MAX_WAIT_SECONDS = 60;

/**
 * The seconds of `Prefer: wait=30` (RFC 7240), cut to the most that is granted. A preference that cannot be read or is not
 * known is not applied, as its standard wants it.
 */
export function waitOf(header: string | undefined): number | undefined {
  for (const preference of (header ?? '').split(',')) {
    const [, seconds] = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:;.*)?$/i.exec(preference) ?? [];
    if (seconds) return Math.min(Number(seconds), MAX_WAIT_SECONDS);
  }
  return undefined;
}

/** Aborts when the client hangs up. */
export function hangUpSignal({ raw }: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  raw.socket.once('close', abort);
  reply.raw.once('close', () => raw.socket.off('close', abort));
  return controller.signal;
}
