import { isCollection, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';

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

/** Numbers past what JSON can carry are rare enough to look for only where they may be. */
const LARGE_EXPONENT = /\d[eE]\+?\d{3}|\d{309}/;

type Decoder = (bytes: Buffer) => DecodedBody;

const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];

const DECODERS: Readonly<Record<string, Decoder>> = {
  '': decodeJson,
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
  try {
    return parseJson(bytes.toString());
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonDepthError)
      throw badRequest(`invalid JSON: ${error.message}`);
    throw error;
  }
}

/** @throws SyntaxError, JsonDepthError */
function parseJson(text: string): DecodedBody {
  const duplicates = findDuplicateKeys(text);
  const value: unknown = JSON.parse(text);
  if (LARGE_EXPONENT.test(text)) assertFinite(value);
  return { value, strictErrors: duplicates.map(duplicateField) };
}

/** Looks through a value for what `JSON.parse` makes of a number that no number can hold. */
function assertFinite(value: unknown): void {
  if (value === Infinity || value === -Infinity) throw new SyntaxError('a number is out of range');
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(assertFinite);
}

const duplicateField = (path: string): string => `duplicate field "${path}"`;

/** YAML, and so JSON too. @throws ApiError 400 */
export function decodeYaml(bytes: Buffer): DecodedBody {
  const text = bytes.toString();
  try {
    return parseAsJson(text) ?? parseYaml(text);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw badRequest(`invalid YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** JSON may write a character as two halves, or only one of them; YAML knows no halves. */
const SURROGATE_ESCAPE = /(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F][0-9a-fA-F]{2}/;

/** By far the most common YAML is JSON, and its parser is a hundred times as fast. */
function parseAsJson(text: string): DecodedBody | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const decoded = parseJson(text);
    if (SURROGATE_ESCAPE.test(text)) throw badRequest('invalid YAML: found invalid Unicode character escape code');
    return decoded;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The first document: what follows it is not read. */
function parseYaml(text: string): DecodedBody {
  const document = parseDocument(text, { uniqueKeys: false, merge: true, logLevel: 'silent' });
  const problem =
    document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS') ??
    document.warnings.find(({ code }) => code === 'BAD_DIRECTIVE');
  if (problem) throw badRequest(`invalid YAML: ${problem.message}`);
  assertScalarKeys(document);
  const { value } = fromPlainValue(document.toJS({ maxAliasCount: 100 }));
  return { value, strictErrors: findDuplicateYamlKeys(document.contents).map(duplicateField) };
}

/** JSON has no others. @throws ApiError 400 */
function assertScalarKeys(document: Document): void {
  visit(document, {
    Pair: (_key, { key }) => {
      if (isCollection(key)) throw badRequest('invalid YAML: the key of a map is a list or a map');
    },
  });
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
