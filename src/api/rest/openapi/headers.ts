import type { Headers, Reference } from './open-api.js';

const text = (description: string, example: string): Headers[string] => ({
  description,
  schema: { type: 'string' },
  example,
});
const seconds = (description: string, example: number): Headers[string] => ({
  description,
  schema: { type: 'integer', minimum: 0 },
  example,
});

/** What most answers say beside their bodies. */
export const SHARED_HEADERS = {
  'X-Request-Id': text(
    'Of this request: what was sent under this name, or made up. It is in the logs and in problems.',
    'deploy-4711',
  ),
  'RateLimit-Policy': text('What the caller may ask: `q` of it in `w` seconds.', '"reads";q=6000;w=60'),
  RateLimit: text('What is left: `r`, and in `t` seconds all of it again.', '"reads";r=5999;t=1'),
  'Retry-After': seconds('Seconds until the same request may succeed, or until a look is worth it.', 5),
  'WWW-Authenticate': text(
    'How to prove who one is (RFC 6750).',
    'Bearer realm="dbaas-operator", error="invalid_token"',
  ),
} satisfies Headers;

/** What some answers say; their routes tell what it means there. */
export const OWN_HEADERS: Headers = {
  ETag: text('The state that was read, for If-None-Match and If-Match.', '"2f1a8c03d4e5b697.48151"'),
  Location: text('Path of what was made, or is to be watched.', '/api/v1/namespaces/team-a/operations/orders-4711'),
  Link: text('The next page, if there is one.', '</api/v1/namespaces/team-a/clusters?cursor=bzEyMw>; rel="next"'),
  'Idempotency-Replayed': text('`true` when the same request came before: nothing new was made.', 'true'),
  'Preference-Applied': text('How long was waited, at most.', 'wait=30'),
};

export type HeaderName = keyof typeof SHARED_HEADERS;

/** The headers of these names, by reference. */
export const headersCalled = (...names: readonly HeaderName[]): Record<string, Reference> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
