import { ANNOTATIONS } from '../../domain/naming.js';
import type { Caller } from '../auth/caller.js';
import { idempotencyMark, type IdempotencyMark } from './idempotency.js';
import type { Intended } from './intent.js';
import { newName } from './new-name.js';

/** What tells a request for a new object from every other; undefined when the caller gave it no key. */
export function markOf(
  { username }: Caller,
  { metadata: { namespace, name, labels, annotations }, spec }: Intended,
  route: readonly string[],
  key: string | undefined,
): IdempotencyMark | undefined {
  if (key === undefined) return undefined;
  const scope = [username, namespace!, ...route, name ?? ''];
  return idempotencyMark({ key, scope }, { labels, annotations, spec });
}

/** With its mark, and with a name where the caller gave none: the same for the same key. */
export function keyed<T extends Intended>(
  object: T,
  mark: IdempotencyMark | undefined,
  prefixes: { readonly keyed: string; readonly free: string },
): T {
  const generated = mark ? `${prefixes.keyed}-${mark.id}` : newName(prefixes.free);
  const { metadata } = object;
  return marked({ ...object, metadata: { ...metadata, name: metadata.name ?? generated } }, mark);
}

/** With its mark alone, where it has a name. */
export function marked<T extends Intended>(object: T, mark: IdempotencyMark | undefined): T {
  if (!mark) return object;
  const annotations = { ...object.metadata.annotations, [ANNOTATIONS.idempotency]: mark.stamp };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
