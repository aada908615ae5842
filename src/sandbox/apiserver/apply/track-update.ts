import type { KubeObject, ManagedFieldsEntry } from '../../../kube/meta/index.js';
import { resourceFieldType } from '../fields/resource-field-type.js';
import { capUpdates } from './cap-updates.js';
import { compareValues } from './compare-values.js';
import { giveFields, takeChanged } from './field-owners.js';
import type { FieldOwners } from './field-owners.js';
import { isEmptySet, union } from './field-set.js';
import { readManagedFields, withManagedFields, withoutManagedFields } from './managed-fields.js';
import type { UpdateRequest } from './requests.js';
import { trackedFields } from './untracked-fields.js';

/**
 * `next` with the `metadata.managedFields` that a create, update or patch leads to. Pure; run it after the immutable
 * parts of `next` are restored from `live` (status on the main endpoint, everything else on `/status`) and before
 * admission. A write that changes nothing leaves every entry and its time as they were.
 */
export function trackUpdate<T extends KubeObject>(request: UpdateRequest<T>): T {
  const { live, next, subresource } = request;
  const owners = subresource ? ownersOf(live) : sentOwners(next, live);
  // Nobody has applied to this object, or its entries were reset: tracking begins with the next apply.
  if (live && owners.size === 0) return withoutManagedFields(next);
  return withManagedFields(next, ownersAfterUpdate(owners, request));
}

/** What `owners` becomes when the writer changes `live` into `next`: it owns what it added or changed. */
export function ownersAfterUpdate(owners: FieldOwners, { live, next, ...write }: UpdateRequest): FieldOwners {
  const type = resourceFieldType(write.resource);
  const changes = compareValues(live ? withoutManagedFields(live) : {}, withoutManagedFields(next), type);
  const fields = trackedFields(union(changes.added, changes.modified), write);
  const { removed } = changes;
  const remaining = takeChanged(owners, { added: fields, modified: fields, removed: trackedFields(removed, write) });
  if (isEmptySet(fields)) return remaining;
  const { manager, subresource, now: time } = write;
  const writer = { manager, operation: 'Update', apiVersion: next.apiVersion, time, fields } as const;
  return capUpdates(giveFields(remaining, subresource ? { ...writer, subresource } : writer));
}

function ownersOf(object: KubeObject | undefined): FieldOwners {
  return readManagedFields(object?.metadata.managedFields) ?? new Map();
}

/** Clients may edit the entries, or reset them; those that drop or garble them by mistake change nothing. */
function sentOwners(next: KubeObject, live: KubeObject | undefined): FieldOwners {
  const sent: unknown = next.metadata.managedFields;
  if (isReset(sent)) return new Map();
  const owners = readManagedFields(sent);
  return owners && owners.size > 0 ? owners : ownersOf(live);
}

function isReset(entries: unknown): boolean {
  if (!Array.isArray(entries)) return false;
  const [first, ...others] = entries as ManagedFieldsEntry[];
  return first === undefined || (others.length === 0 && Object.keys(first).length === 0);
}
