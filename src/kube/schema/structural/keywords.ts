import { invalid } from '../compile/value-checks.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { forbidden, required, unsupported } from './problems.js';
import type { Visit } from './schema-walk.js';

/** JSON Schema that a CustomResourceDefinition may not use at all. */
const FORBIDDEN_KEYWORDS = [
  '$ref',
  'id',
  '$schema',
  'definitions',
  'dependencies',
  'patternProperties',
  'additionalItems',
];
const TYPES = ['object', 'array', 'string', 'integer', 'number', 'boolean'] as const;

/** What may stand in a schema node, whatever its neighbours say. */
export const checkKeywords: Visit = (schema, report) => {
  const raw = schema as JsonObject;
  for (const keyword of FORBIDDEN_KEYWORDS) {
    if (Object.hasOwn(raw, keyword)) report.failAt(keyword, forbidden(`${keyword} is not supported`));
  }
  if (schema.uniqueItems)
    report.failAt(
      'uniqueItems',
      forbidden('uniqueItems cannot be set to true since the runtime complexity becomes quadratic'),
    );
  if (schema.additionalProperties === false) {
    report.failAt('additionalProperties', forbidden('additionalProperties cannot be set to false'));
  }
};

/** Every node says what type it is, except where any type is welcome. */
export const checkType: Visit = (schema, report) => {
  const { type } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema['x-kubernetes-int-or-string']) {
    if (type !== undefined)
      report.failAt('type', forbidden('type must be empty if x-kubernetes-int-or-string is true'));
    return;
  }
  if (!type) {
    if (!isOpen) report.failAt('type', required('must not be empty for specified object fields'));
    return;
  }
  if (!TYPES.includes(type)) report.failAt('type', unsupported(type, TYPES));
};

export const checkContainers: Visit = (schema, report) => {
  const { type, items, properties, additionalProperties } = schema;
  if (type === 'array' && !items) report.failAt('items', required('must be specified'));
  if (Array.isArray(items)) report.failAt('items', forbidden('items must be a schema object and not an array'));
  if (Object.keys(properties ?? {}).length > 0 && additionalProperties !== undefined) {
    report.failAt('additionalProperties', forbidden('additionalProperties and properties are mutual exclusive'));
  }
};

export const checkExtensions: Visit = (schema, report) => {
  checkPreserve(schema, report);
  checkEmbedded(schema, report);
  const mapType: unknown = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return;
  if (mapType !== 'atomic' && mapType !== 'granular') {
    report.failAt('x-kubernetes-map-type', unsupported(mapType, ['atomic', 'granular']));
  }
  if (schema.type !== 'object')
    report.failAt('type', invalid(schema.type ?? '', 'must be object if x-kubernetes-map-type is set'));
};

const checkPreserve: Visit = (schema, report) => {
  const preserve = schema['x-kubernetes-preserve-unknown-fields'];
  if (preserve === false) {
    report.failAt('x-kubernetes-preserve-unknown-fields', invalid(preserve, 'must be true or undefined'));
  }
};

const checkEmbedded: Visit = (schema, report) => {
  if (!schema['x-kubernetes-embedded-resource']) return;
  const { type, properties } = schema;
  if (type !== 'object')
    report.failAt('type', invalid(type ?? '', 'must be object if x-kubernetes-embedded-resource is true'));
  if (!properties && !schema['x-kubernetes-preserve-unknown-fields']) {
    report.failAt(
      'properties',
      required(
        'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
      ),
    );
  }
};

/** Hostile definitions may be anything; the walk below takes objects for granted. */
export function isSchemaTree(schema: unknown, depth: number): schema is StructuralSchema {
  if (!isJsonObject(schema) || depth === 0) return false;
  return childSchemas(schema).every((child) => isSchemaTree(child, depth - 1));
}

function childSchemas(schema: JsonObject): unknown[] {
  const { properties, additionalProperties, items, not } = schema;
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
    list === undefined ? [] : (list as unknown),
  );
  return [
    ...(properties === undefined ? [] : isJsonObject(properties) ? Object.values(properties) : [properties]),
    ...[items, not].filter((child) => child !== undefined && !Array.isArray(child)),
    ...(additionalProperties === undefined || typeof additionalProperties === 'boolean' ? [] : [additionalProperties]),
    ...lists,
  ];
}
