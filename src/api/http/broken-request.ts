import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../../domain/problem.js';
import { renderProblem } from '../common/problem-document.js';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers of the request are too large.' },
};
const UNREADABLE: Refusal = { status: 400, detail: 'What came is no HTTP request.' };

/** Answers what broke before it was a request, as a problem like any other, and hangs up. */
export function answerBrokenRequest({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(answerOf(REFUSALS[code] ?? UNREADABLE));
  socket.destroy();
}

function answerOf({ status, detail }: Refusal): string {
  const id = randomUUID();
  const problem = renderProblem(new ProblemError('malformed_request', detail), { id, url: '' });
  const body = JSON.stringify({ ...problem, status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
