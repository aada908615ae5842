import type { KubeObject } from '../meta/index.js';
import type { EventHandler } from './event-handler.js';

/** One change, ready to be told to any handler. */
export type Notification<T extends KubeObject> = (handler: EventHandler<T>) => unknown;

/** Tells handlers what happened, in order; one that fails disturbs neither the others nor the stream. */
export class Handlers<T extends KubeObject> {
  private readonly handlers = new Set<EventHandler<T>>();

  constructor(private readonly onFailure: (error: unknown) => void) {}

  add(handler: EventHandler<T>): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  notify(notification: Notification<T>): void {
    for (const handler of this.handlers) this.tell(handler, notification);
  }

  tell(handler: EventHandler<T>, notification: Notification<T>): void {
    try {
      const returned = notification(handler);
      // A handler written `async` satisfies the type too; its rejection must not end the process.
      if (returned instanceof Promise) returned.catch(this.onFailure);
    } catch (error) {
      this.onFailure(error);
    }
  }
}
