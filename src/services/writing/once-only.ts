import type { KubeClient } from '../../kube/client/index.js';
import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { findObject } from './find-object.js';
import { isReplayOf, type IdempotencyMark } from './idempotency.js';

/** What came of a request: made now, or by the very same request before. */
export type Outcome<M, T> = { readonly made: M } | { readonly replayed: T };

/** Makes what was not made by the same request already, also when several of it come at once. */
export async function onceOnly<M, T>(
  make: () => Promise<M>,
  findReplay: () => Promise<T | undefined>,
): Promise<Outcome<M, T>> {
  const known = await findReplay();
  if (known) return { replayed: known };
  try {
    return { made: await make() };
  } catch (error) {
    // Of two that came at once, one was first: it is in the way of the other, and its answer too.
    const isInTheWay = error instanceof ProblemError && error.kind.httpStatus === 409;
    const first = isInTheWay ? await findReplay() : undefined;
    if (first) return { replayed: first };
    throw error;
  }
}

/** What the same request made before, by its name; undefined for none. @throws ProblemError `idempotency_key_reused`. */
export async function replayOf<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  key: NamespacedKey,
  mark: IdempotencyMark,
): Promise<T | undefined> {
  const live = await findObject<T>(client, type, key);
  return live && isReplayOf(live, mark) ? live : undefined;
}
