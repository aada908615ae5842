import { parseDocument } from 'yaml';

import { badRequest, unsupportedMediaType } from '../api-status/api-error.js';
import { ApiError } from '../api-status/api-error.js';
import { isJsonObject } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { PROTOBUF_MEDIA_TYPE, ProtobufDecodeError, decodeProtobuf } from '../protobuf/index.js';
import { findDuplicateYamlKeys } from './yaml-duplicates.js';
import { JsonDepthError, findDuplicateKeys } from './json-scanner.js';

export interface DecodedBody {
  readonly value: unknown;
  /** Duplicate fields, as field validation reports them. */
  readonly strictErrors: readonly string[];
}

type Decoder = (bytes: Buffer) => DecodedBody;

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];

const DECODERS: Readonly<Record<string, Decoder>> = {
  '': decodeYaml,
  'application/json': decodeJson,
  [PROTOBUF_MEDIA_TYPE]: decodeProtobufBody,
  ...Object.fromEntries(YAML_TYPES.map((type) => [type, decodeYaml])),
};

/** The object in a body. @throws ApiError 400 for what cannot be read, 415 for a type that is not taken. */
export function decodeObject(mediaType: string, bytes: Buffer): DecodedBody & { readonly value: JsonObject } {
  const decoder = Object.hasOwn(DECODERS, mediaType) ? DECODERS[mediaType] : undefined;
  if (!decoder) throw unsupportedType(mediaType);
  const { value, strictErrors } = decoder(bytes);
  if (!isJsonObject(value)) throw badRequest('the body of the request must be an object');
  return { value, strictErrors };
}

export function unsupportedType(mediaType: string): ApiError {
  const accepted = ['application/json', 'application/yaml', PROTOBUF_MEDIA_TYPE].join(', ');
  return unsupportedMediaType(
    `the body of the request was in an unknown format (${mediaType}) - accepted media types include: ${accepted}`,
  );
}

/** @throws ApiError 400 */
export function decodeJson(bytes: Buffer): DecodedBody {
  const text = bytes.toString();
  try {
    const duplicates = findDuplicateKeys(text);
    return { value: JSON.parse(text), strictErrors: duplicates.map(duplicateField) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonDepthError)
      throw badRequest(`invalid JSON: ${error.message}`);
    throw error;
  }
}

const duplicateField = (path: string): string => `duplicate field "${path}"`;

/** YAML, and so JSON too. @throws ApiError 400 */
export function decodeYaml(bytes: Buffer): DecodedBody {
  const text = bytes.toString();
  // By far the most common YAML is JSON, and its parser is a hundred times as fast.
  if (/^\s*[{[]/.test(text)) return decodeJson(bytes);
  try {
    const document = parseDocument(text, { uniqueKeys: false });
    const [problem] = document.errors;
    if (problem) throw badRequest(`invalid YAML: ${problem.message}`);
    const { value } = fromPlainValue(document.toJS({ maxAliasCount: 100 }));
    return { value, strictErrors: findDuplicateYamlKeys(document.contents).map(duplicateField) };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw badRequest(`invalid YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Through JSON, which has no dates, cycles or odd keys, and whose reader knows how deep is too deep. */
function fromPlainValue(value: unknown): DecodedBody {
  return decodeJson(Buffer.from(JSON.stringify(value) ?? 'null'));
}

function decodeProtobufBody(bytes: Buffer): DecodedBody {
  try {
    return { value: decodeProtobuf(bytes), strictErrors: [] };
  } catch (error) {
    if (!(error instanceof ProtobufDecodeError)) throw error;
    throw error.code === 415 ? unsupportedMediaType(error.message) : badRequest(error.message);
  }
}
