import type { ServerResponse } from 'node:http';

import type { ResourceHistory } from '../storage/resource-history.js';
import type { StoreEvent } from '../storage/store-event.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { EventEncoder } from './event-encoder.js';
import { seenChange } from './watch-source.js';
import type { WatchScope } from './watch-source.js';

/** How many events are handed to the socket before asking whether it still takes any. */
const BATCH_EVENTS = 500;

export interface WatchStart {
  /** Objects to show as added before the changes. */
  readonly initial: readonly StoredObject[];
  /** Changes after this revision follow. */
  readonly revision: number;
  readonly sendsBookmarks: boolean;
  /** Mark the end of the initial objects with a bookmark. */
  readonly marksInitialEnd: boolean;
}

export interface WatchStreamOptions {
  readonly response: ServerResponse;
  readonly history: ResourceHistory;
  /** What is on disk: no watcher hears of more. */
  readonly publishedRevision: () => number;
  readonly scope: WatchScope;
  readonly encoder: EventEncoder;
  readonly start: WatchStart;
  /** A test's wish: changes that this watcher must miss. */
  readonly isWithheld: (event: StoreEvent) => boolean;
}

/**
 * One watch. It has no queue of its own but a position in the shared history: a slow reader costs nothing, and is cut off
 * once the history has moved past it; the client resumes by resourceVersion.
 */
export class WatchStream {
  private position: number;
  private initialSent = 0;
  private owesInitialEnd: boolean;
  private isBlocked = false;
  private isClosed = false;

  constructor(private readonly options: WatchStreamOptions) {
    this.position = options.start.revision;
    this.owesInitialEnd = options.start.marksInitialEnd;
    options.response.on('drain', () => this.unblock());
    options.response.on('close', () => (this.isClosed = true));
  }

  /** Sends what there is to send, as far as the socket takes it. */
  pump(): void {
    while (!this.isBlocked && !this.isClosed) {
      const batch = this.nextBatch();
      if (!batch) break;
      if (batch.length > 0) this.write(batch);
    }
    const { history, publishedRevision } = this.options;
    if (this.isBlocked && !history.between(this.position, publishedRevision(), 1)) this.drop();
  }

  /** Tells a quiet watcher that asked for it how far it has seen. */
  bookmark(): void {
    if (!this.options.start.sendsBookmarks || this.isBlocked || this.isClosed) return;
    this.pump();
    if (this.isBlocked) return;
    this.position = this.options.publishedRevision();
    this.write([this.options.encoder.bookmark(this.position, false)]);
  }

  /** Ends the stream as planned. */
  end(): void {
    if (this.isClosed) return;
    this.bookmark();
    this.isClosed = true;
    this.options.response.end();
  }

  /** Breaks the connection, as a network does. */
  drop(): void {
    this.isClosed = true;
    this.options.response.destroy();
  }

  private unblock(): void {
    this.isBlocked = false;
    this.pump();
  }

  private write(batch: readonly Buffer[]): void {
    this.isBlocked = !this.options.response.write(Buffer.concat(batch));
  }

  /** Undefined when there is nothing more for now; empty when nothing of a stretch concerned this watcher. */
  private nextBatch(): Buffer[] | undefined {
    const { initial } = this.options.start;
    if (this.initialSent < initial.length) return this.nextInitial(initial);
    if (!this.owesInitialEnd) return this.nextChanges();
    this.owesInitialEnd = false;
    return [this.options.encoder.bookmark(this.position, true)];
  }

  private nextInitial(initial: readonly StoredObject[]): Buffer[] {
    const next = initial.slice(this.initialSent, this.initialSent + BATCH_EVENTS);
    this.initialSent += next.length;
    return next.flatMap((stored) => this.options.encoder.initial(stored));
  }

  private nextChanges(): Buffer[] | undefined {
    const { history, publishedRevision, encoder } = this.options;
    const events = history.between(this.position, publishedRevision(), BATCH_EVENTS);
    if (!events) this.drop();
    if (!events?.length) return undefined;
    this.position = events.at(-1)!.revision;
    return events.flatMap((event) => {
      const change = this.options.isWithheld(event) ? undefined : seenChange(this.options.scope, event);
      return change ? [encoder.change(change)] : [];
    });
  }
}
