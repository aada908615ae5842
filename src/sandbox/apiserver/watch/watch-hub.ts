import type { ServerResponse } from 'node:http';

import type { ObjectPresenter, PresentationOptions } from '../handlers/object-presenter.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoreEvent } from '../storage/store-event.js';
import { EventEncoder } from './event-encoder.js';
import { SharedLines } from './shared-lines.js';
import type { WatchScope } from './watch-source.js';
import { WatchStream } from './watch-stream.js';
import type { WatchStart } from './watch-stream.js';

export interface WatchRequest {
  readonly resource: ServedResource;
  readonly scope: WatchScope;
  readonly presentation: PresentationOptions;
  readonly start: WatchStart;
  readonly timeoutMs: number;
}

export type EventFilter = (event: StoreEvent) => boolean;

/** All open watches. */
export class WatchHub {
  private readonly open = new Map<WatchStream, ServedResource>();
  private readonly lines = new SharedLines();
  private readonly bookmarkTimer: NodeJS.Timeout;
  private isWithheld: EventFilter = () => false;

  constructor(
    private readonly store: ObjectStore,
    private readonly presenter: ObjectPresenter,
    bookmarkIntervalMs: number,
  ) {
    this.bookmarkTimer = setInterval(() => this.forEach((stream) => stream.bookmark()), bookmarkIntervalMs).unref();
  }

  /** Begins a watch on a response whose headers are sent; it ends by timeout, by either side, or with the server. */
  serve(response: ServerResponse, request: WatchRequest): void {
    const { resource, scope, presentation, start } = request;
    const storageKey = storageKeyOf(resource);
    const stream = new WatchStream({
      response,
      history: this.store.historyOf(storageKey),
      publishedRevision: () => this.store.publishedRevision,
      scope,
      encoder: new EventEncoder(resource, this.presenter, presentation, this.lines),
      start,
      isWithheld: (event) => this.isWithheld(event),
    });
    const unsubscribe = this.store.subscribe(storageKey, () => stream.pump());
    const timer = setTimeout(() => stream.end(), request.timeoutMs).unref();
    this.open.set(stream, resource);
    response.on('close', () => {
      clearTimeout(timer);
      unsubscribe();
      this.open.delete(stream);
    });
    stream.pump();
  }

  /** A definition that goes, or changes what it serves, ends the watches of its kind: clients come back and see. */
  endStale(isServed: (resource: ServedResource) => boolean): void {
    for (const [stream, resource] of [...this.open]) if (!isServed(resource)) stream.end();
  }

  /** Ends every watch as planned: the server stops. */
  endAll(): void {
    clearInterval(this.bookmarkTimer);
    this.forEach((stream) => stream.end());
  }

  /** Fault injection: every watch connection breaks. */
  dropAll(): void {
    this.forEach((stream) => stream.drop());
  }

  /** Fault injection: watchers miss matching changes, which are stored all the same. @returns the way to stop. */
  withhold(filter: EventFilter): () => void {
    this.isWithheld = filter;
    return () => (this.isWithheld = () => false);
  }

  private forEach(action: (stream: WatchStream) => void): void {
    for (const stream of [...this.open.keys()]) action(stream);
  }
}
