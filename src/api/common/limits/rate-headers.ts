import type { Allowance } from './rate-limiter.js';

/** `RateLimit-Policy` and `RateLimit`, as the draft of the IETF (draft-ietf-httpapi-ratelimit-headers-10) has them. */
export function rateHeaders(allowance: Allowance): Record<string, string> {
  const { kind, quota, windowSeconds, remaining, resetSeconds } = allowance;
  return {
    'RateLimit-Policy': `"${kind}";q=${quota};w=${windowSeconds}`,
    RateLimit: `"${kind}";r=${remaining};t=${resetSeconds}`,
  };
}
