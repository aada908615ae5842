import type { KubeObject, ManagedFieldsEntry } from '../../../kube/meta/index.js';
import { isJsonObject, sameJson } from '../fields/json-value.js';
import { ownerIdentity } from './field-owners.js';
import type { FieldOwner, FieldOwners } from './field-owners.js';
import { formatFieldsV1, parseFieldsV1 } from './fields-v1.js';

/** The owners that entries name; undefined when one of them makes no sense, as sent by a client. */
export function readManagedFields(entries: unknown): FieldOwners | undefined {
  if (entries === undefined || entries === null) return new Map();
  if (!Array.isArray(entries)) return undefined;
  try {
    return new Map(entries.map(readEntry).map((owner) => [ownerIdentity(owner), owner]));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readEntry(entry: ManagedFieldsEntry): FieldOwner {
  const { manager = '', operation, apiVersion = '', subresource, time, fieldsType, fieldsV1 } = entry;
  if ((operation !== 'Apply' && operation !== 'Update') || fieldsType !== 'FieldsV1' || !isJsonObject(fieldsV1)) {
    throw new SyntaxError('not an entry of managedFields');
  }
  return {
    manager,
    operation,
    apiVersion,
    ...(subresource ? { subresource } : {}),
    ...(time ? { time } : {}),
    fields: parseFieldsV1(fieldsV1),
  };
}

/** The same object with these owners in its metadata; no owners, no `managedFields`. */
export function withManagedFields<T extends KubeObject>(object: T, owners: FieldOwners): T {
  const { managedFields: _replaced, ...metadata } = object.metadata;
  if (owners.size === 0) return { ...object, metadata };
  return { ...object, metadata: { ...metadata, managedFields: formatOwners(owners) } };
}

export function withoutManagedFields<T extends KubeObject>(object: T): T {
  return withManagedFields(object, new Map());
}

function formatOwners(owners: FieldOwners): ManagedFieldsEntry[] {
  return [...owners.values()].sort(byOperationThenTime).map(({ fields, subresource, time, ...owner }) => ({
    ...owner,
    ...(time ? { time } : {}),
    fieldsType: 'FieldsV1',
    fieldsV1: formatFieldsV1(fields),
    ...(subresource ? { subresource } : {}),
  }));
}

function byOperationThenTime(a: FieldOwner, b: FieldOwner): number {
  const keysOf = ({ operation, time = '', manager, apiVersion, subresource = '' }: FieldOwner): string[] => {
    return [operation, time, manager, apiVersion, subresource];
  };
  const [left, right] = [keysOf(a), keysOf(b)];
  const differing = left.findIndex((key, index) => key !== right[index]);
  if (differing < 0) return 0;
  return left[differing]! < right[differing]! ? -1 : 1;
}

/** True when a write would change nothing but the times in `managedFields`: such a write commits nothing. */
export function equalIgnoringManagedTimes(a: KubeObject, b: KubeObject): boolean {
  return sameJson(withoutTimes(a), withoutTimes(b));
}

function withoutTimes(object: KubeObject): KubeObject {
  const { managedFields, ...metadata } = object.metadata;
  if (!managedFields) return object;
  return {
    ...object,
    metadata: { ...metadata, managedFields: managedFields.map((entry) => ({ ...entry, time: '' })) },
  };
}
