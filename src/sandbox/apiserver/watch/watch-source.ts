import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Selection } from '../handlers/selection.js';
import type { StoreEvent } from '../storage/store-event.js';
import type { StoredObject } from '../storage/stored-object.js';

/** One change as one watcher sees it. */
export interface SeenChange {
  readonly type: StoreEvent['type'];
  readonly stored: StoredObject;
  /** The change as it was committed, so that its bytes can be shared. */
  readonly isOriginal: boolean;
}

export interface WatchScope {
  /** Undefined: all namespaces, or cluster scope. */
  readonly namespace: string | undefined;
  readonly selection: Selection;
}

export function isInScope({ namespace, selection }: WatchScope, stored: StoredObject): boolean {
  return (namespace === undefined || stored.namespace === namespace) && selection.matches(stored.object);
}

/** An object that enters the selection is added, one that leaves it is deleted: in the state last seen, at the new revision. */
export function seenChange(scope: WatchScope, { type, current, previous }: StoreEvent): SeenChange | undefined {
  const isNow = type !== 'DELETED' && isInScope(scope, current);
  const wasBefore = previous !== undefined && isInScope(scope, previous);
  if (isNow && wasBefore) return { type: 'MODIFIED', stored: current, isOriginal: true };
  if (isNow) return { type: 'ADDED', stored: current, isOriginal: type === 'ADDED' };
  if (!wasBefore) return undefined;
  if (type === 'DELETED') return { type, stored: current, isOriginal: true };
  return { type: 'DELETED', stored: atRevision(previous, current.revision), isOriginal: false };
}

function atRevision(stored: StoredObject, revision: number): StoredObject {
  const { metadata, apiVersion, kind, ...rest } = stored.object;
  const object: UntypedObject = {
    apiVersion,
    kind,
    metadata: { ...metadata, resourceVersion: String(revision) },
    ...rest,
  };
  return { ...stored, revision, object, json: Buffer.from(JSON.stringify(object)) };
}
