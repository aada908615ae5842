import type { FieldChanges } from './compare-values.js';
import { difference, isEmptySet, union, unionAll } from './field-set.js';
import type { FieldSet } from './field-set.js';

/** One entry of `managedFields`: a writer at an endpoint, and what it owns. */
export interface FieldOwner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string;
  /** When the writer last changed what it owns; RFC 3339. */
  readonly time?: string;
  readonly fields: FieldSet;
}

/** By identity; see {@link ownerIdentity}. */
export type FieldOwners = ReadonlyMap<string, FieldOwner>;

/** An applier is one owner whatever version it speaks; an updater is one for each version. */
export function ownerIdentity(owner: Omit<FieldOwner, 'fields'>): string {
  const { manager, operation, apiVersion, subresource = '' } = owner;
  return JSON.stringify([manager, operation, subresource, operation === 'Update' ? apiVersion : '']);
}

/** Takes what was written from every owner but `except`: values they set that are no longer theirs, and what is gone. */
export function takeChanged(owners: FieldOwners, changes: FieldChanges, except?: string): FieldOwners {
  const taken = unionAll([changes.added, changes.modified, changes.removed]);
  const others = [...owners].map(([identity, owner]): [string, FieldOwner] => {
    return [identity, identity === except ? owner : { ...owner, fields: difference(owner.fields, taken) }];
  });
  return new Map(others.filter(([, { fields }]) => !isEmptySet(fields)));
}

/** Adds fields to an owner, or the owner with its fields. */
export function giveFields(owners: FieldOwners, owner: FieldOwner): FieldOwners {
  if (isEmptySet(owner.fields)) return owners;
  const identity = ownerIdentity(owner);
  const held = owners.get(identity);
  return new Map(owners).set(identity, { ...owner, fields: held ? union(held.fields, owner.fields) : owner.fields });
}

/** Replaces what an owner holds; one that holds nothing is no owner. */
export function setFields(owners: FieldOwners, owner: FieldOwner): FieldOwners {
  const changed = new Map(owners);
  if (isEmptySet(owner.fields)) changed.delete(ownerIdentity(owner));
  else changed.set(ownerIdentity(owner), owner);
  return changed;
}
