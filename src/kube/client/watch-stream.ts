import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.js';
import type { KubeObject } from '../meta/index.js';
import { Deadline } from '../deadline.js';
import { errorOfTransport } from './error-mapping.js';
import type { WatchEvent, WatchEventType } from './kube-client.js';
import { KubeError } from './kube-error.js';
import { LineSplitter } from './watch-lines.js';

export interface WatchStreamOptions {
  readonly open: (signal: AbortSignal) => Promise<Dispatcher.ResponseData>;
  /** `watch of pods`: for errors. */
  readonly what: string;
  /** No byte for so long, headers included: the server is gone whatever the socket says. */
  readonly idleTimeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const EVENT_TYPES: ReadonlySet<unknown> = new Set<WatchEventType>([
  'ADDED',
  'MODIFIED',
  'DELETED',
  'BOOKMARK',
  'ERROR',
]);

/** The events of one watch until the server ends it cleanly; a stream cut in the middle of a line is an error. */
export async function* readWatch<T extends KubeObject>(options: WatchStreamOptions): AsyncGenerator<WatchEvent<T>> {
  const deadline = new Deadline(options.clock, options.signal);
  const lines = new LineSplitter();
  try {
    for await (const chunk of readChunks(options, deadline)) {
      for (const line of lines.push(chunk)) yield parseEvent<T>(line, options.what);
    }
    if (!lines.isAtLineEnd) throw errorOfTransport(new Error('cut off'), options.what);
  } finally {
    deadline.end();
  }
}

/** The idle limit runs only while we wait for the server, not while a consumer takes its time. */
async function* readChunks(options: WatchStreamOptions, deadline: Deadline): AsyncGenerator<Buffer> {
  const { open, idleTimeoutMs, what } = options;
  const limit = (): void => deadline.limit(idleTimeoutMs, 'the server fell silent');
  limit();
  const { body } = await open(deadline.signal);
  try {
    for await (const chunk of body) {
      deadline.lift();
      yield chunk as Buffer;
      limit();
    }
  } catch (error) {
    throw error instanceof KubeError ? error : errorOfTransport(error, what);
  }
}

function parseEvent<T extends KubeObject>(line: string, what: string): WatchEvent<T> {
  const event = parseJson(line);
  if (isEvent<T>(event)) return event;
  throw new KubeError(500, 'InternalError', `${what}: a line is not a watch event`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEvent<T extends KubeObject>(value: unknown): value is WatchEvent<T> {
  if (typeof value !== 'object' || value === null) return false;
  const { type, object } = value as { type?: unknown; object?: unknown };
  if (!EVENT_TYPES.has(type) || typeof object !== 'object' || object === null) return false;
  return type === 'ERROR' || typeof (object as { metadata?: unknown }).metadata === 'object';
}
