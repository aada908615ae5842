import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../domain/problem.js';
import { renderProblem } from '../common/problem-document.js';
import { PROBLEM_JSON } from '../common/problem.filter.js';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers of the request are too large.' },
  FST_ERR_BAD_URL: { status: 400, detail: 'The path of the request is not percent-encoded as it should be.' },
  FST_ERR_MAX_PARAM_LENGTH: { status: 414, detail: 'A part of the path is longer than any name of Kubernetes.' },
};
const UNREADABLE: Refusal = { status: 400, detail: 'What came is no HTTP request.' };

/** Answers what broke before it was a request, as a problem like any other, and hangs up. */
export function answerBrokenRequest({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(answerOf(REFUSALS[code] ?? UNREADABLE));
  socket.destroy();
}

/** Answers what has no route because its path cannot be read: no hook of a request runs for it. */
export function answerUnroutable({ code }: { code: string }, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = REFUSALS[code] ?? UNREADABLE;
  void reply
    .status(refusal.status)
    .headers({ 'Content-Type': PROBLEM_JSON, 'X-Request-Id': request.id, 'X-Content-Type-Options': 'nosniff' })
    .send(problemOf(refusal, request));
}

function answerOf(refusal: Refusal): string {
  const id = randomUUID();
  const { status } = refusal;
  const body = problemOf(refusal, { id, url: '' });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

/** The code tells clients what to do; the status is as HTTP has it for what went wrong. */
function problemOf({ status, detail }: Refusal, request: { id: string; url: string }): string {
  return JSON.stringify({ ...renderProblem(new ProblemError('malformed_request', detail), request), status });
}
