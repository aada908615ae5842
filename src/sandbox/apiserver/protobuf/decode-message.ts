import { isUtf8 } from 'node:buffer';
import { isJsonObject, memberOf, setMember } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { brokenBytes, ProtobufDecodeError } from './decode-error.js';
import type { FieldForm, Message } from './field-forms.js';
import { readFields } from './wire-reader.js';

/**
 * Reads a message by its table. Go writes every field that is not a pointer, so what is empty is left out again:
 * an absent member and an empty one mean the same there, but not to a JSON reader.
 */
export function decodeMessage(bytes: Uint8Array, table: Message): JsonObject {
  const object: JsonObject = {};
  for (const { number, value } of readFields(bytes)) {
    const field = Object.hasOwn(table, number) ? table[number] : undefined;
    if (field) addValue(object, field.name, decodeInto(memberOf(object, field.name), value, field.form));
    else refuseContent(number, value);
  }
  return object;
}

/** What is not read must not be dropped in silence: only what says nothing may be passed over. */
function refuseContent(number: number, value: WireValue): void {
  if (isHollow(value)) return;
  throw new ProtobufDecodeError(
    415,
    `field number ${number} of a protobuf body is not known here: send application/json`,
  );
}

/** Deeper than the structs of any kind. */
const MAX_HOLLOW_DEPTH = 16;

/** Go writes every struct, and within it every field that is no pointer, though nothing is in them. */
function isHollow(value: WireValue, depth = MAX_HOLLOW_DEPTH): boolean {
  if (typeof value === 'bigint') return value === 0n;
  if (value.length === 0) return true;
  if (depth === 0) return false;
  try {
    return [...readFields(value)].every((field) => isHollow(field.value, depth - 1));
  } catch {
    return false;
  }
}

function addValue(object: JsonObject, name: string, value: unknown): void {
  if (value !== undefined) setMember(object, name, value);
}

type WireValue = bigint | Uint8Array;

/** Lists and maps arrive entry by entry; everything else as a whole, of which the last counts. */
function decodeInto(current: unknown, value: WireValue, form: FieldForm): unknown {
  if (form.as === 'list') {
    const items: unknown[] = Array.isArray(current) ? current : [];
    return [...items, decodeEntry(value, form.of)];
  }
  if (form.as === 'map') return addEntry(isJsonObject(current) ? current : {}, bytesOf(value), form.of);
  const decoded = decodeValue(value, form);
  return isEmpty(decoded, form) ? undefined : decoded;
}

function addEntry(map: JsonObject, entry: Uint8Array, form: FieldForm): JsonObject {
  const fields = new Map([...readFields(entry)].map(({ number, value }) => [number, value]));
  const nothing = new Uint8Array();
  setMember(map, textOf(fields.get(1) ?? nothing), decodeEntry(fields.get(2) ?? nothing, form));
  return map;
}

/** An entry of a list or a map counts even when it is empty: `apiGroups: [""]`. */
function decodeEntry(value: WireValue, form: FieldForm): unknown {
  if (form.as !== 'wrappedList') return decodeValue(value, form);
  return [...readFields(bytesOf(value))].filter(({ number }) => number === 1).map((field) => textOf(field.value));
}

function decodeValue(value: WireValue, form: FieldForm): unknown {
  switch (form.as) {
    case 'string':
      return textOf(value);
    case 'bytes':
      return Buffer.from(bytesOf(value)).toString('base64');
    case 'int':
      return Number(numberOf(value));
    case 'bool':
      return numberOf(value) !== 0n;
    case 'time':
      return decodeTime(bytesOf(value));
    case 'json':
      return decodeJson(bytesOf(value));
    case 'message':
      return decodeMessage(bytesOf(value), form.message);
    default:
      throw brokenBytes(`a ${form.as} where one value belongs`);
  }
}

function isEmpty(value: unknown, form: FieldForm): boolean {
  if (form.as === 'int' || form.as === 'bool') return !form.optional && !value;
  return value === undefined || value === '' || (isJsonObject(value) && Object.keys(value).length === 0);
}

/** metav1.Time: {1 seconds, 2 nanos}; without seconds it is Go's zero time, which is no time at all. */
function decodeTime(bytes: Uint8Array): string | undefined {
  const seconds = [...readFields(bytes)].find(({ number }) => number === 1);
  if (!seconds) return undefined;
  const date = new Date(Number(numberOf(seconds.value)) * 1000);
  if (Number.isNaN(date.getTime())) throw brokenBytes('a time is out of range');
  return date.toISOString().replace('.000Z', 'Z');
}

/** metav1.FieldsV1: {1 raw}, the bytes of a JSON object. */
function decodeJson(bytes: Uint8Array): unknown {
  const raw = [...readFields(bytes)].find(({ number }) => number === 1);
  if (!raw) return undefined;
  try {
    return JSON.parse(textOf(raw.value)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw brokenBytes('an embedded JSON text is malformed');
    throw error;
  }
}

export function textOf(value: WireValue): string {
  const bytes = bytesOf(value);
  if (!isUtf8(bytes)) throw brokenBytes('a text is not UTF-8');
  return Buffer.from(bytes).toString('utf8');
}

export function bytesOf(value: WireValue): Uint8Array {
  if (typeof value === 'bigint') throw brokenBytes('a number where bytes belong');
  return value;
}

function numberOf(value: WireValue): bigint {
  if (typeof value !== 'bigint') throw brokenBytes('bytes where a number belongs');
  return value;
}
