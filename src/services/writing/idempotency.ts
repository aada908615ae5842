import { createHash, createHmac } from 'node:crypto';
import { ANNOTATIONS } from '../../domain/naming.js';
import { ProblemError } from '../../domain/problem.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { canonicalJson } from '../../kube/writes/index.js';

/** A key that a client gave a request, so that sending it again does nothing new. */
export interface IdempotencyKey {
  readonly key: string;
  /** Who asks for what: the same key of somebody else, or on another route, is another key. */
  readonly scope: readonly string[];
}

/** What is kept of a key on the object that came of it: for as long as the object, and through restarts. */
export interface IdempotencyMark {
  /** Names key and scope. */
  readonly id: string;
  /** The value of the annotation: the id, and a hash of the body that shows nothing of it. */
  readonly stamp: string;
}

const PRINTABLE = /^[\x20-\x7e]{1,128}$/;

/** @throws ProblemError `malformed_request` for a key that is none. */
export function idempotencyMark({ key, scope }: IdempotencyKey, content: unknown): IdempotencyMark {
  if (!PRINTABLE.test(key)) throw unusableKey();
  const id = createHash('sha256')
    .update(JSON.stringify([...scope, key]))
    .digest('hex')
    .slice(0, 20);
  const body = createHmac('sha256', key).update(canonicalJson(content)).digest('hex').slice(0, 32);
  return { id, stamp: `${id}.${body}` };
}

/**
 * Whether the object came of the very same request.
 * @throws ProblemError `idempotency_key_reused` when it came of the same key with another body.
 */
export function isReplayOf({ metadata }: KubeObject, { id, stamp }: IdempotencyMark): boolean {
  const found = metadata.annotations?.[ANNOTATIONS.idempotency];
  if (found === stamp) return true;
  if (found?.split('.')[0] !== id) return false;
  const detail = `This idempotency key was used for another request, of which "${metadata.name}" came. Use a new key for a new request.`;
  throw new ProblemError('idempotency_key_reused', detail);
}

function unusableKey(): ProblemError {
  const message = 'must be 1 to 128 printable ASCII characters';
  return new ProblemError('malformed_request', `Idempotency-Key: ${message}.`, {
    fields: [{ pointer: 'Idempotency-Key', code: 'invalid', message }],
  });
}
