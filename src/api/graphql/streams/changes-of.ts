import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import type { ResourceWatcher } from '../../../services/reading/resource-watcher.js';
import { cancellable } from './cancellable.js';
import { manyObjects, oneObject } from './object-changes.js';

interface Named {
  readonly name?: readonly string[];
}

/** One kind, as it is watched. */
interface Watched<T extends KubeObject, F extends Named> {
  readonly watcher: ResourceWatcher<T, F>;
  readonly matches: (object: T, filter: F) => boolean;
}

interface ChosenChanges<F> {
  readonly namespace?: string | null;
  readonly name?: string | null;
  readonly filter: F;
}

/**
 * Objects as they are now, then each change; one that is named with its namespace until it is deleted.
 * @throws ProblemError `malformed_request` when the name is said twice.
 */
export function changesOf<T extends KubeObject & { spec: unknown }, F extends Named>(
  { watcher, matches }: Watched<T, F>,
  caller: Caller,
  { namespace, name, filter }: ChosenChanges<F>,
): AsyncIterableIterator<T> {
  if (name && filter.name) throw nameGivenTwice();
  if (name && namespace) {
    const isChosen = (object: T): boolean => matches(object, filter);
    // Of a filter every member may be absent, which a type parameter cannot say.
    const key = { namespace, name: [name] } as unknown as F;
    return cancellable((signal) => oneObject(watcher.watch(caller, { ...key, signal }), { matches: isChosen }));
  }
  const request = { ...filter, namespace: namespace ?? undefined, ...(name && { name: [name] }) };
  return cancellable((signal) => manyObjects(watcher.watch(caller, { ...request, signal })));
}

function nameGivenTwice(): ProblemError {
  const message = 'say the name once: as `name`, or in `filter.name`';
  return new ProblemError('malformed_request', `filter.name: ${message}.`, {
    fields: [{ pointer: 'filter.name', code: 'duplicate', message }],
  });
}
