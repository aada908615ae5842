import { ProblemError } from '../../../domain/problem.js';
import { keyOf, parseKey, type ObjectKey } from '../../../kube/meta/index.js';

export interface GlobalId extends ObjectKey {
  readonly kind: string;
}

/** Opaque to clients: what it is made of may change. */
export function encodeGlobalId({ kind, metadata }: { kind: string; metadata: ObjectKey }): string {
  return Buffer.from(`${kind}:${keyOf(metadata)}`).toString('base64url');
}

/** @throws ProblemError `malformed_request` when the text is no id of ours. */
export function decodeGlobalId(id: string): GlobalId {
  const [, kind, key] = /^([A-Za-z]+):(.+)$/.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  if (kind && key) return { kind, ...parseKey(key) };
  throw new ProblemError('malformed_request', `${JSON.stringify(id)} is not an id: take it from the field \`id\`.`);
}
