import type { IncomingHttpHeaders } from 'node:http';
import type { TraceContext } from '../../services/request-scope.js';

const TRACE_PARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** What every participant has to be able to pass on. */
const TRACE_STATE = /^[\x20-\x7e\t]{1,512}$/;

/** The trace that a caller is in (W3C Trace Context); undefined for one that is none, which is nobody's mistake to mend. */
export function traceContextOf({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | undefined {
  const [, version, traceId, parentId, flags, more] = TRACE_PARENT.exec(String(traceparent)) ?? [];
  if (traceId === undefined || (version === '00' && more !== undefined)) return undefined;
  return {
    traceId,
    // Of a version to come only these parts are known to mean what they do.
    headers: {
      traceparent: `00-${traceId}-${parentId}-${isSampled(flags!) ? '01' : '00'}`,
      ...(typeof tracestate === 'string' && TRACE_STATE.test(tracestate) && { tracestate }),
    },
  };
}

const isSampled = (flags: string): boolean => Number.parseInt(flags, 16) % 2 === 1;
