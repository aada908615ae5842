import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestDoor } from '../resources/ops-request/index.js';

/** Where a request came from, for what is written down about it; nothing is decided by it. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly via: RequestDoor;
  /** Of who is connected: of the last proxy, where there is one. */
  readonly address?: string;
  /** As proxies say, or as anybody does. */
  readonly forwardedFor?: string;
  readonly userAgent?: string;
}

const scope = new AsyncLocalStorage<RequestOrigin>();

/** Runs work so that {@link currentRequest} tells its origin, however deep and late it asks. */
export function withinRequest<T>(origin: RequestOrigin, work: () => T): T {
  return scope.run(origin, work);
}

/** The request that is being worked on; undefined for what no request asked for. */
export function currentRequest(): RequestOrigin | undefined {
  return scope.getStore();
}
