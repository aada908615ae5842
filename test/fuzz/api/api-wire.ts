import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { FuzzCase } from '../fuzz-case.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly ms: number;
}

/** Past this a request hangs. */
const DEADLINE_MS = 20_000;

/** Sends paths as they are written: what is meant as a trick must arrive as one. */
export class ApiWire {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws Error when no answer comes. */
  send({ method, path, headers, body }: Pick<FuzzCase, 'method' | 'path' | 'headers' | 'body'>): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.url);
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const outgoing = request({
        hostname,
        port,
        method,
        path,
        agent: this.#agent,
        timeout: DEADLINE_MS,
        // As bytes on the wire, not as Node would have them.
        headers: { authorization: `Bearer ${this.token}`, ...latin1(headers), ...lengthOf(body) },
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        const { statusCode: status = 0, headers: answered } = incoming;
        const end = (): void => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status, headers: answered, text, ms: performance.now() - begun });
        };
        const leave = (): void => {
          end();
          outgoing.destroy();
        };
        const listening = isEndless(answered) ? setTimeout(leave, LISTEN_MS) : undefined;
        incoming.on('close', () => clearTimeout(listening));
        incoming.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (listening && chunk.includes(END_OF_EVENT)) leave();
        });
        incoming.on('error', reject);
        incoming.on('end', end);
      });
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const END_OF_EVENT = '\n\n';
/** To a stream that has nothing to tell. */
const LISTEN_MS = 200;

/** A stream of events goes on for as long as somebody listens: its first event is what is judged. */
const isEndless = (headers: IncomingHttpHeaders): boolean =>
  headers['content-type']?.startsWith('text/event-stream') === true;

const lengthOf = (body: FuzzCase['body']): object =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

const latin1 = (headers: FuzzCase['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]));
