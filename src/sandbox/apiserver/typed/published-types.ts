import * as models from '@kubernetes/client-node/dist/gen/models/all.js';

import type { ApiType, ScalarForm, StructType } from './api-type.js';

/** How the client library describes its models, which are generated from the API's own description. */
interface PublishedField {
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

const MODELS = models as unknown as Readonly<Record<string, { getAttributeTypeMap?(): readonly PublishedField[] }>>;

const LIST = /^Array<(.*)>$/;
const MAP = /^\{ \[key: string\]: (.*); \}$/;

/** By type and format; by type alone where the format says nothing. */
const SCALARS: Readonly<Record<string, ScalarForm>> = {
  string: 'string',
  'string byte': 'bytes',
  boolean: 'boolean',
  number: 'double',
  'number int32': 'int32',
  'number int64': 'int64',
  'number double': 'double',
  Date: 'time',
  V1MicroTime: 'microTime',
  IntOrString: 'intOrString',
  any: 'anything',
};

/** Published as strings, and read from numbers too. */
const QUANTITIES: ReadonlySet<string> = new Set([
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'allocatedResources',
  'hard',
  'used',
  'overhead',
  'sizeLimit',
  'divisor',
]);

const structs = new Map<string, StructType>();

/** The type that the API publishes under a name of the client library; undefined for a name that it does not know. */
export function publishedStruct(name: string): StructType | undefined {
  if (!Object.hasOwn(MODELS, name)) return undefined;
  const published = MODELS[name]?.getAttributeTypeMap?.();
  if (!published) return undefined;
  const known = structs.get(name);
  if (known) return known;
  let fields: ReadonlyMap<string, ApiType> | undefined;
  // Read on demand: types contain themselves.
  const struct: StructType = { as: 'struct', name, fields: () => (fields ??= fieldsOf(published)) };
  structs.set(name, struct);
  return struct;
}

function fieldsOf(published: readonly PublishedField[]): ReadonlyMap<string, ApiType> {
  return new Map(published.map((field) => [field.baseName, typeOf(field)]));
}

function typeOf({ baseName, type, format }: PublishedField): ApiType {
  const list = LIST.exec(type);
  if (list) return { as: 'list', of: typeOf({ baseName, type: list[1]!, format }) };
  const map = MAP.exec(type);
  if (map) return { as: 'map', of: typeOf({ baseName, type: map[1]!, format }) };
  if (type === 'string' && QUANTITIES.has(baseName)) return { as: 'quantity' };
  const scalar = SCALARS[`${type} ${format}`] ?? SCALARS[type];
  return scalar ? { as: scalar } : (publishedStruct(type) ?? { as: 'anything' });
}
