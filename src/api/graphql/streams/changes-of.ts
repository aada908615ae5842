import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import type { ResourceWatcher } from '../../../services/reading/resource-watcher.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { cancellable } from './cancellable.js';
import type { ChangeArguments } from './change-arguments.js';
import { manyObjects, oneObject } from './object-changes.js';

interface Named {
  readonly name?: readonly string[];
}

/**
 * Objects as they are now, then each change; one that is named with its namespace until it is deleted.
 * @throws ProblemError `malformed_request` when the name is said twice, or a filter cannot be read.
 */
export function changesOf<T extends KubeObject & { spec: unknown }, F extends Named>(
  watcher: ResourceWatcher<T, F>,
  caller: Caller,
  { namespace, name, filter: given }: ChangeArguments<{ readonly [K in keyof F]: F[K] | null }>,
): AsyncIterableIterator<T> {
  // Of a filter every member may be absent, which a type parameter cannot say.
  const filter = withoutNulls(given) as unknown as F;
  if (name && filter.name) throw nameGivenTwice();
  const isChosen = watcher.predicateOf(filter);
  if (name && namespace) {
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
