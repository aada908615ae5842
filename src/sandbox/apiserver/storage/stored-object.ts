import type { UntypedObject } from '../../../kube/meta/index.js';
import { deepFreeze } from './deep-freeze.js';

/** One committed state of one object: parsed and as bytes, both made once and shared by every reader. */
export interface StoredObject {
  readonly storageKey: string;
  /** Sorts by namespace, then name. */
  readonly key: string;
  /** Undefined at cluster scope. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly revision: number;
  /** Deeply frozen. */
  readonly object: UntypedObject;
  /** The object as JSON, `apiVersion` and `kind` first. */
  readonly json: Buffer;
}

/** Below every character that a name may hold, so that `a/z` never sorts between the names of `a-b`. */
const SEPARATOR = '\0';
const AFTER_SEPARATOR = '\x01';

export function objectKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}${SEPARATOR}${name}`;
}

/** The keys of one namespace, or all of them, as the half-open range that SortedMap takes. */
export function keyRange(namespace: string | undefined): { from: string; to: string | undefined } {
  if (namespace === undefined) return { from: '', to: undefined };
  return { from: `${namespace}${SEPARATOR}`, to: `${namespace}${AFTER_SEPARATOR}` };
}

/** The smallest key greater than this one: where a page goes on. */
export const keyAfter = (key: string): string => `${key}${SEPARATOR}`;

/** Stamps the revision and takes ownership: `object` must not be changed afterwards, and cannot be. */
export function toStoredObject(storageKey: string, object: UntypedObject, revision: number): StoredObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const stamped = { apiVersion, kind, metadata: { ...metadata, resourceVersion: String(revision) }, ...rest };
  return fromRecord(storageKey, revision, stamped, Buffer.from(JSON.stringify(stamped)));
}

export function parseStoredObject(storageKey: string, revision: number, json: Buffer): StoredObject {
  return fromRecord(storageKey, revision, JSON.parse(json.toString()) as UntypedObject, json);
}

function fromRecord(storageKey: string, revision: number, object: UntypedObject, json: Buffer): StoredObject {
  const { namespace, name } = object.metadata;
  return { storageKey, key: objectKey(namespace, name), namespace, name, revision, object: deepFreeze(object), json };
}
