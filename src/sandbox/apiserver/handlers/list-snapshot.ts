import type { FieldError } from '../../../kube/schema/index.js';
import { ApiError, ExpiredListError, badRequest, expired } from '../api-status/api-error.js';
import { invalidOptions } from '../api-status/invalid.js';
import type { ListOptions } from '../http/list-options.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { SortedMap } from '../storage/sorted-map.js';
import type { StoredObject } from '../storage/stored-object.js';
import { LATEST, decodeContinueToken, encodeContinueToken } from './continue-token.js';

/** The moment that a list shows, and where in it to begin. */
export interface ListSnapshot {
  readonly objects: SortedMap<StoredObject>;
  readonly revision: number;
  readonly start: string | undefined;
}

/** How long a request for a revision that is not there yet may wait for it. */
const MAX_WAIT_MS = 3000;

/** @throws ApiError 400, 410, 422 or 504, as the resourceVersion and continue rules have it. */
export async function takeListSnapshot(
  store: ObjectStore,
  storageKey: string,
  options: ListOptions,
): Promise<ListSnapshot> {
  assertListOptions(options);
  if (options.continueToken !== '') return continued(store, storageKey, options.continueToken);
  const { resourceVersion = 0, resourceVersionMatch } = options;
  await awaitRevision(store, resourceVersion);
  if (resourceVersionMatch === 'Exact') return exact(store, storageKey, resourceVersion);
  return { objects: store.historyOf(storageKey).latest, revision: store.revision, start: undefined };
}

/** @throws ApiError 504 when the revision does not come in time. */
export async function awaitRevision(store: ObjectStore, revision: number): Promise<void> {
  if (revision <= store.revision || (await store.reached(revision, MAX_WAIT_MS))) return;
  const message = `Too large resource version: ${revision}, current: ${store.revision}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  throw new ApiError(504, 'Timeout', message, { causes, retryAfterSeconds: 1 });
}

function exact(store: ObjectStore, storageKey: string, revision: number): ListSnapshot {
  const objects = store.historyOf(storageKey).at(revision);
  if (!objects) throw expired(`The resourceVersion for the provided list is too old: ${revision}`);
  return { objects, revision, start: undefined };
}

function continued(store: ObjectStore, storageKey: string, token: string): ListSnapshot {
  const { revision, start } = decodeContinueToken(token);
  const history = store.historyOf(storageKey);
  if (revision === LATEST) return { objects: history.latest, revision: store.revision, start };
  const objects = history.at(revision);
  if (objects) return { objects, revision, start };
  throw new ExpiredListError(encodeContinueToken({ revision: LATEST, start }));
}

function assertListOptions(options: ListOptions): void {
  const { continueToken, resourceVersion, resourceVersionMatch, sendInitialEvents } = options;
  if (continueToken !== '' && resourceVersion !== undefined && resourceVersion !== 0) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  const errors = [
    ...(sendInitialEvents === undefined ? [] : [refusal('sendInitialEvents', 'only for a watch')]),
    ...(resourceVersionMatch === '' ? [] : matchErrors(options)),
  ];
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
}

function matchErrors({ continueToken, resourceVersion, resourceVersionMatch: match }: ListOptions): FieldError[] {
  const problems: [boolean, string][] = [
    [match !== 'Exact' && match !== 'NotOlderThan', 'must be Exact or NotOlderThan'],
    [resourceVersion === undefined, 'only together with a resourceVersion'],
    [continueToken !== '', 'not together with continue'],
    [match === 'Exact' && resourceVersion === 0, 'Exact needs a resourceVersion other than "0"'],
  ];
  return problems.filter(([applies]) => applies).map(([, detail]) => refusal('resourceVersionMatch', detail));
}

const refusal = (field: string, detail: string): FieldError => ({ path: [field], type: 'FieldValueForbidden', detail });
