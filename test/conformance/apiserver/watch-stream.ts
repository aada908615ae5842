import type { Response } from 'undici';
import type { Wire } from './api-client.js';

export interface WatchedEvent {
  readonly type: string;
  readonly object: Wire;
}

const DEADLINE_MS = 5_000;

/** The events of one watch, in order; whoever waits in vain fails after a deadline. */
export class WatchStream {
  readonly status: number;
  readonly contentType: string | null;
  readonly #events: AsyncGenerator<WatchedEvent>;

  constructor(
    response: Response,
    private readonly abort: AbortController,
  ) {
    this.status = response.status;
    this.contentType = response.headers.get('content-type');
    this.#events = readEvents(response);
  }

  /** @throws Error when the stream ends or nothing comes in time. */
  async next(): Promise<WatchedEvent> {
    const { done, value } = await this.#within(this.#events.next());
    if (done) throw new Error('the watch ended');
    return value;
  }

  /** So many events, each as "TYPE name". */
  async take(count: number): Promise<string[]> {
    const taken: string[] = [];
    while (taken.length < count) {
      const { type, object } = await this.next();
      taken.push(`${type} ${object.metadata.name ?? ''}`.trim());
    }
    return taken;
  }

  /** The events until one of a type, which is the last of them. */
  async until(type: string): Promise<WatchedEvent[]> {
    const seen: WatchedEvent[] = [];
    while (seen.at(-1)?.type !== type) seen.push(await this.next());
    return seen;
  }

  /** What is left when the server closes the stream by itself. */
  async rest(): Promise<WatchedEvent[]> {
    const seen: WatchedEvent[] = [];
    for (;;) {
      const { done, value } = await this.#within(this.#events.next());
      if (done) return seen;
      seen.push(value);
    }
  }

  close(): void {
    this.abort.abort();
  }

  async #within<T>(wait: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no event in time')), DEADLINE_MS);
    });
    return Promise.race([wait, deadline]).finally(() => clearTimeout(timer));
  }
}

async function* readEvents(response: Response): AsyncGenerator<WatchedEvent> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of response.body ?? []) {
    pending += decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = pending.split('\n');
    pending = lines.pop()!;
    for (const line of lines) if (line) yield JSON.parse(line) as WatchedEvent;
  }
}
