import { invalid } from '../compile/value-checks.js';
import { getOwn } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { forbidden, required, unsupported } from './problems.js';
import type { Visit } from './schema-walk.js';

const LIST_TYPE = 'x-kubernetes-list-type';
const MAP_KEYS = 'x-kubernetes-list-map-keys';
const LIST_TYPES = ['atomic', 'set', 'map'] as const;

/** Lists that merge: sets of scalars or atoms, and maps whose items carry their key. */
export const checkListType: Visit = (schema, report) => {
  const listType = schema[LIST_TYPE];
  if (schema[MAP_KEYS] && listType !== 'map') {
    report.failAt(MAP_KEYS, forbidden(`may only be set if ${LIST_TYPE} is map`));
  }
  if (listType === undefined) return;
  if (!LIST_TYPES.includes(listType)) return report.failAt(LIST_TYPE, unsupported(listType, LIST_TYPES));
  if (schema.type !== 'array')
    return report.failAt('type', invalid(schema.type, `must be array if ${LIST_TYPE} is set`));
  if (listType === 'set') checkSetList(schema, report);
  if (listType === 'map') checkMapList(schema, report);
};

const checkSetList: Visit = ({ items }, report) => {
  if (!items || isAtomic(items)) return;
  report.failAt('items', invalid(items.type, 'items of a set must be scalar, or atomic lists or maps'));
};

function isAtomic(items: StructuralSchema): boolean {
  if (items.type === 'array') return (items[LIST_TYPE] ?? 'atomic') === 'atomic';
  return items.type !== 'object' || items['x-kubernetes-map-type'] === 'atomic';
}

const checkMapList: Visit = (schema, report) => {
  const keys = schema[MAP_KEYS] ?? [];
  const { items } = schema;
  if (keys.length === 0) report.failAt(MAP_KEYS, required(`must not be empty if ${LIST_TYPE} is map`));
  if (new Set(keys).size < keys.length)
    report.failAt(MAP_KEYS, { type: 'FieldValueDuplicate', badValue: keys, detail: '' });
  if (!items) return;
  if (items.type !== 'object')
    return report.fail(invalid(items.type, `must be object if parent array's ${LIST_TYPE} is map`), ['items', 'type']);
  keys.forEach((key, index) => {
    const problem = keyProblem(items, key);
    if (problem) report.fail(invalid(key, problem), [MAP_KEYS, index]);
  });
};

function keyProblem(items: StructuralSchema, key: string): string | undefined {
  const field = getOwn(items.properties, key);
  if (!field) return 'entries must all be names of item properties';
  if (field.type === 'object' || field.type === 'array') return 'key properties must be of a scalar type';
  if (field.nullable) return 'key properties must not be nullable';
  const isThere = field.default !== undefined || items.required?.includes(key);
  return isThere ? undefined : 'key properties must be required or have a default';
}
