import { formatFieldPath } from '../../../kube/schema/index.js';
import type { FieldPath } from '../../../kube/schema/index.js';
import { isJsonObject, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import type { ApiType, StructType } from './api-type.js';
import { readScalar, zeroOf } from './read-scalar.js';

/** A value of the wrong type: nothing of the object can be read. */
export class TypeMismatchError extends Error {
  override readonly name = 'TypeMismatchError';
}

export interface TypedObject<T> {
  /** The same reference when nothing was left out. */
  readonly value: T;
  /** Paths of fields that the type does not have, which are left out. */
  readonly unknownFields: readonly string[];
}

/**
 * Reads an object as a typed server does: nulls are absent, unknown fields are left out.
 * @throws TypeMismatchError
 */
export function readTyped<T extends object>(type: StructType, object: T, at: FieldPath = []): TypedObject<T> {
  const context = { path: [...at], unknownFields: [] };
  const value = readStruct(type, object, context);
  return { value: value as T, unknownFields: context.unknownFields };
}

interface Context {
  readonly path: (string | number)[];
  readonly unknownFields: string[];
}

function read(type: ApiType, value: unknown, context: Context): unknown {
  if (type.as === 'struct') return readStruct(type, value, context);
  if (type.as === 'list') return readList(type.of, value, context);
  if (type.as === 'map') return readMap(type.of, value, context);
  const scalar = readScalar(type.as, value);
  if (scalar === undefined) throw mismatch(type.as, value, context);
  return scalar;
}

function readStruct(type: StructType, value: unknown, context: Context): JsonObject {
  if (!isJsonObject(value)) throw mismatch(type.name, value, context);
  const fields = type.fields();
  return readMembers(value, (name, member) => {
    const field = fields.get(name);
    if (!field) context.unknownFields.push(formatFieldPath([...context.path, name]));
    return field && member !== null ? below(field, name, member, context) : undefined;
  });
}

function readMap(of: ApiType, value: unknown, context: Context): JsonObject {
  if (!isJsonObject(value)) throw mismatch('map', value, context);
  return readMembers(value, (name, member) => below(of, name, member, context));
}

function readList(of: ApiType, value: unknown, context: Context): unknown[] {
  if (!Array.isArray(value)) throw mismatch('list', value, context);
  const items = value.map((item, index) => below(of, index, item, context));
  return items.some((item, index) => item !== value[index]) ? items : value;
}

/** What nothing is read from goes; an object that stays as it is, is the same object. */
function readMembers(object: JsonObject, readMember: (name: string, member: unknown) => unknown): JsonObject {
  const kept: JsonObject = {};
  let isSame = true;
  for (const name of Object.keys(object)) {
    const member = readMember(name, object[name]);
    isSame &&= member === object[name];
    if (member !== undefined) setMember(kept, name, member);
  }
  return isSame ? object : kept;
}

function below(type: ApiType, step: string | number, value: unknown, context: Context): unknown {
  if (value === null) return zero(type);
  context.path.push(step);
  const result = read(type, value, context);
  context.path.pop();
  return result;
}

function zero(type: ApiType): unknown {
  if (type.as === 'struct' || type.as === 'map') return {};
  return type.as === 'list' ? [] : zeroOf(type.as);
}

function mismatch(wanted: string, value: unknown, { path }: Context): Error {
  const found = Array.isArray(value) ? 'array' : typeof value;
  // The value stays out of the message: it may be a secret.
  return new TypeMismatchError(`cannot read ${found} into field ${formatFieldPath(path)} of type ${wanted}`);
}
