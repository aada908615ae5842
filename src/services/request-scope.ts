import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestDoor } from '../resources/ops-request/index.js';

/** Where a request came from, for what is written down about it; nothing is decided by it. */
export interface RequestOrigin {
  readonly requestId: string;
  readonly via: RequestDoor;
  /** What was asked for, without the query: `PATCH /api/v1/namespaces/team-red/clusters/orders`. */
  readonly request?: string;
  /** Of who is connected: of the last proxy, where there is one. */
  readonly address?: string;
  /** As proxies say, or as anybody does. */
  readonly forwardedFor?: string;
  readonly userAgent?: string;
  /** Of the trace that the caller is in. */
  readonly traceId?: string;
}

/** A trace (W3C) that goes on in what is asked of others for it. No span of ours is made known, so the parent stays. */
export interface TraceContext {
  readonly traceId: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Scope {
  readonly origin: RequestOrigin;
  readonly trace?: TraceContext;
}

const scope = new AsyncLocalStorage<Scope>();

/** Runs work so that {@link currentRequest} tells its origin, however deep and late it asks. */
export function withinRequest<T>(origin: RequestOrigin, work: () => T, trace?: TraceContext): T {
  return scope.run({ origin: { ...origin, traceId: trace?.traceId }, trace }, work);
}

/** The request that is being worked on; undefined for what no request asked for. */
export function currentRequest(): RequestOrigin | undefined {
  return scope.getStore()?.origin;
}

/** What a request to another service carries, so that it is known to be a part of this one. */
export function currentTraceHeaders(): Readonly<Record<string, string>> {
  return scope.getStore()?.trace?.headers ?? {};
}
