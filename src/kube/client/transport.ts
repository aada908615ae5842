import { request, type Dispatcher } from 'undici';
import { abortable } from '../abortable.js';
import { sleep, type Clock } from '../clock.js';
import type { ClientMetrics } from '../metrics/kube-metrics.js';
import type { Connection, Session } from './connection.js';
import { Deadline } from '../deadline.js';
import { errorOfRefusal, errorOfTransport } from './error-mapping.js';
import { InFlightLimit } from './in-flight-limit.js';
import { KubeError } from './kube-error.js';
import { retryDelayMs } from './retry-policy.js';

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query. */
  readonly path: string;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: unknown;
  /** Doing it twice is the same as doing it once: it may be sent again when the answer was lost. */
  readonly idempotent: boolean;
  readonly signal?: AbortSignal;
}

export interface TransportOptions {
  readonly userAgent: string;
  readonly maxInFlight: number;
  readonly requestTimeoutMs: number;
  readonly maxTries: number;
  readonly clock: Clock;
  readonly metrics: ClientMetrics;
  readonly random: () => number;
  /** Of whoever is worked for when a request is sent. */
  readonly contextHeaders: () => Readonly<Record<string, string>>;
}

type Answer = Dispatcher.ResponseData;

/** Sends requests over one connection: bounded in number and time, repeated where that is safe, errors mapped once. */
export class Transport {
  private readonly inFlight: InFlightLimit;

  constructor(
    private readonly connection: Connection,
    private readonly options: TransportOptions,
  ) {
    this.inFlight = new InFlightLimit(options.maxInFlight);
  }

  /** The parsed answer of a request that succeeded in the end. */
  async send(wire: WireRequest): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.tryOnce(wire);
      } catch (error) {
        const delayMs = this.delayBeforeRetry(wire, error, tries);
        if (delayMs === undefined) throw error;
        this.options.metrics.requestRetried(wire.method, this.connection.host);
        await sleep(this.options.clock, delayMs, wire.signal);
      }
    }
  }

  private delayBeforeRetry({ idempotent, signal }: WireRequest, error: unknown, tries: number): number | undefined {
    if (!(error instanceof KubeError) || signal?.aborted) return undefined;
    // Refused before anything was done, perhaps by a token that was rotated: once more with a fresh one.
    if (error.code === 401) return tries === 1 ? 0 : undefined;
    return retryDelayMs({ error, tries, maxTries: this.options.maxTries, idempotent }, this.options.random);
  }

  private async tryOnce(wire: WireRequest): Promise<unknown> {
    await this.enter(wire);
    const deadline = new Deadline(this.options.clock, wire.signal);
    deadline.limit(this.options.requestTimeoutMs, 'request timeout');
    try {
      return await readJson(await this.open(wire, deadline.signal), describe(wire));
    } finally {
      deadline.end();
      this.inFlight.leave();
    }
  }

  private async enter(wire: WireRequest): Promise<void> {
    try {
      await this.inFlight.enter(wire.signal);
    } catch (reason) {
      throw errorOfTransport(reason, describe(wire));
    }
  }

  /** The answer once its headers are there and it is a success; the body is the caller's to read. Sent once. */
  async open(wire: WireRequest, signal: AbortSignal): Promise<Answer> {
    const session = await this.credentials(wire, signal);
    const startedAtMs = this.options.clock.monotonicMs();
    const answer = await this.dispatch(wire, session, signal).catch((error: unknown) => {
      this.count(wire, 0, startedAtMs);
      throw error;
    });
    this.count(wire, answer.statusCode, startedAtMs);
    if (answer.statusCode < 400) return answer;
    if (answer.statusCode === 401) this.connection.dropCredentials(session);
    throw await refusalOf(answer, describe(wire));
  }

  private async dispatch(wire: WireRequest, session: Session, signal: AbortSignal): Promise<Answer> {
    const { dispatcher, headers } = session;
    try {
      return await request(`${this.connection.origin}${this.connection.basePath}${wire.path}`, {
        dispatcher,
        signal,
        method: wire.method,
        headers: { ...this.options.contextHeaders(), ...headers, ...this.ownHeaders(wire) },
        body: wire.body === undefined ? undefined : JSON.stringify(wire.body),
        // Without a word on it undici hangs up after each DELETE with a body, and ours tell preconditions in theirs.
        reset: false,
      });
    } catch (error) {
      // A certificate that one side no longer accepts shows as a connection that cannot be made.
      if (!signal.aborted) this.connection.reloadCredentials();
      throw errorOfTransport(error, describe(wire));
    }
  }

  /** A plugin that hangs must not hold up whoever has given up waiting. */
  private async credentials(wire: WireRequest, signal: AbortSignal): Promise<Session> {
    try {
      return await abortable(this.connection.current(), signal);
    } catch (error) {
      throw error instanceof KubeError ? error : errorOfTransport(error, describe(wire));
    }
  }

  private ownHeaders({ accept, contentType, body }: WireRequest): Record<string, string> {
    return {
      Accept: accept ?? 'application/json',
      'User-Agent': this.options.userAgent,
      ...(body === undefined ? {} : { 'Content-Type': contentType ?? 'application/json' }),
    };
  }

  private count({ method }: WireRequest, code: number, startedAtMs: number): void {
    const seconds = (this.options.clock.monotonicMs() - startedAtMs) / 1_000;
    this.options.metrics.requestFinished(method, this.connection.host, code, seconds);
  }
}

/** Without the query: selectors and tokens of a page are noise in an error. */
function describe({ method, path }: WireRequest): string {
  return `${method} ${path.split('?', 1)[0]}`;
}

async function readText(answer: Answer, what: string): Promise<string> {
  try {
    return await answer.body.text();
  } catch (error) {
    throw errorOfTransport(error, what);
  }
}

async function readJson(answer: Answer, what: string): Promise<unknown> {
  const text = await readText(answer, what);
  try {
    return JSON.parse(text);
  } catch {
    // Half of an answer, as far as we can tell: no better than none.
    throw new KubeError(0, 'InternalError', `${what}: the answer is not JSON`);
  }
}

async function refusalOf(answer: Answer, what: string): Promise<KubeError> {
  const body = await readText(answer, what);
  const header = answer.headers['retry-after'];
  const retryAfter = Array.isArray(header) ? header[0] : header;
  return errorOfRefusal({ code: answer.statusCode, retryAfter, body, what });
}
