import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import { isJsonObject, setMember } from '../../fields/json-value.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { forbidden, immutable, invalidValue } from './field-errors.js';

const MAX_TOTAL_BYTES = 1024 * 1024;
const KEY = /^[-._a-zA-Z0-9]+$/;

export const configMapStrategy: KindStrategy = {
  validate: (object, live) => [
    ...dataErrors(object, 'data'),
    ...dataErrors(object, 'binaryData'),
    ...sharedKeyErrors(object),
    ...immutabilityErrors(object, live, ['data', 'binaryData']),
  ],
};

export const secretStrategy: KindStrategy = {
  prepareCreate: (object) => foldStringData({ ...object, type: object['type'] || 'Opaque' }),
  prepareUpdate: (next, live) => foldStringData({ ...next, type: next['type'] || live['type'] }),
  validate: (object, live) => [
    ...dataErrors(object, 'data'),
    ...typeErrors(object, live),
    ...immutabilityErrors(object, live, ['data']),
  ],
};

/** `stringData` is a convenience of writers: it wins over `data` and is never stored. */
function foldStringData({ stringData, ...secret }: UntypedObject): UntypedObject {
  if (!isJsonObject(stringData)) return secret;
  const data: JsonObject = isJsonObject(secret['data']) ? { ...secret['data'] } : {};
  for (const [key, text] of Object.entries(stringData)) {
    setMember(data, key, Buffer.from(String(text)).toString('base64'));
  }
  return { ...secret, data };
}

/** Keys and size: that the values are texts, or base64, is a matter of their type. */
function dataErrors(object: UntypedObject, field: string): FieldError[] {
  const data = isJsonObject(object[field]) ? object[field] : {};
  const badKeys = Object.keys(data).filter(
    (key) => key.length > 253 || !KEY.test(key) || key === '.' || key.startsWith('..'),
  );
  const bytes = Object.values(data).reduce<number>((sum, value) => sum + String(value).length, 0);
  return [
    ...badKeys.map((key) => invalidValue([field], 'a valid key consists of letters, digits, - _ and .', key)),
    ...(bytes > MAX_TOTAL_BYTES ? [tooLong(field)] : []),
  ];
}

function sharedKeyErrors({ data, binaryData }: UntypedObject): FieldError[] {
  if (!isJsonObject(data) || !isJsonObject(binaryData)) return [];
  return Object.keys(binaryData)
    .filter((key) => Object.hasOwn(data, key))
    .map((key) => invalidValue(['data', key], 'duplicate of key present in binaryData', key));
}

function typeErrors(object: UntypedObject, live: UntypedObject | undefined): FieldError[] {
  if (!live || object['type'] === live['type']) return [];
  return [immutable(['type'], object['type'])];
}

function immutabilityErrors(
  object: UntypedObject,
  live: UntypedObject | undefined,
  fields: readonly string[],
): FieldError[] {
  if (live?.['immutable'] !== true) return [];
  return ['immutable', ...fields]
    .filter((field) => !isDeepStrictEqual(object[field], live[field]))
    .map((field) => forbidden([field], 'field is immutable when `immutable` is set'));
}

function tooLong(field: string): FieldError {
  return { path: [field], type: 'FieldValueTooLong', detail: `may not be more than ${MAX_TOTAL_BYTES} bytes` };
}
