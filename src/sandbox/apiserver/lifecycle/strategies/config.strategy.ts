import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import { isJsonObject, setMember } from '../../fields/json-value.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';

const MAX_TOTAL_BYTES = 1024 * 1024;
const KEY = /^[-._a-zA-Z0-9]+$/;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

export const configMapStrategy: KindStrategy = {
  validate: (object, live) => [
    ...dataErrors(object, 'data', (value) => typeof value === 'string'),
    ...dataErrors(object, 'binaryData', isBase64),
    ...immutabilityErrors(object, live, ['data', 'binaryData']),
  ],
};

export const secretStrategy: KindStrategy = {
  prepareCreate: (object) => ({ type: 'Opaque', ...foldStringData(object) }),
  prepareUpdate: (next, live) => ({ type: live['type'], ...foldStringData(next) }),
  validate: (object, live) => [
    ...dataErrors(object, 'data', isBase64),
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

function isBase64(value: unknown): boolean {
  return typeof value === 'string' && BASE64.test(value);
}

function dataErrors(object: UntypedObject, field: string, fits: (value: unknown) => boolean): FieldError[] {
  const data = object[field];
  if (data === undefined || data === null) return [];
  if (!isJsonObject(data)) return [{ path: [field], type: 'FieldValueTypeInvalid', detail: 'must be a map' }];
  const badKeys = Object.keys(data).filter((key) => key.length > 253 || !KEY.test(key));
  const badValues = Object.keys(data).filter((key) => !fits(data[key]));
  const bytes = Object.values(data).reduce<number>((sum, value) => sum + String(value).length, 0);
  return [
    ...badKeys.map((badValue) => invalidValue([field], 'a valid key consists of letters, digits, - _ and .', badValue)),
    // The value stays out of the message: it may be a secret.
    ...badValues.map((key) => invalidValue([field, key], 'is not encoded as this field must be')),
    ...(bytes > MAX_TOTAL_BYTES ? [tooLong(field)] : []),
  ];
}

function typeErrors(object: UntypedObject, live: UntypedObject | undefined): FieldError[] {
  if (!live || object['type'] === live['type']) return [];
  return [invalidValue(['type'], 'field is immutable', object['type'])];
}

function immutabilityErrors(
  object: UntypedObject,
  live: UntypedObject | undefined,
  fields: readonly string[],
): FieldError[] {
  if (live?.['immutable'] !== true) return [];
  return ['immutable', ...fields]
    .filter((field) => !isDeepStrictEqual(object[field], live[field]))
    .map((field) => ({
      path: [field],
      type: 'FieldValueForbidden',
      detail: 'field is immutable when `immutable` is set',
    }));
}

function invalidValue(path: string[], detail: string, badValue?: unknown): FieldError {
  return { path, type: 'FieldValueInvalid', detail, ...(badValue === undefined ? {} : { badValue }) };
}

function tooLong(field: string): FieldError {
  return { path: [field], type: 'FieldValueTooLong', detail: `may not be more than ${MAX_TOTAL_BYTES} bytes` };
}
