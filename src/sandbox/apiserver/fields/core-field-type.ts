import { findCoreList } from './core-lists.js';
import { DEDUCED } from './field-type.js';
import type { FieldType, ListKey } from './field-type.js';

/** Fields of built-in kinds whose objects are free maps: every key is an entry of its own. */
const FREE_MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'data',
  'binaryData',
  'stringData',
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'allocatedResources',
  'hard',
  'used',
  'parameters',
  'extra',
]);

/** Fields of built-in kinds whose objects are replaced as a whole. */
const ATOMIC_MAPS: ReadonlySet<string> = new Set([
  'selector',
  'labelSelector',
  'podSelector',
  'namespaceSelector',
  'objectSelector',
  'nodeSelector',
  'nodeSelectorTerms',
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
  'roleRef',
]);

/** Any field of a built-in kind, typed by its name: such kinds have no schema here, only the tables above. */
export function coreFieldType(kind: string, field: string): FieldType {
  if (FREE_MAPS.has(field)) return DEDUCED;
  const list = findCoreList(kind, field);
  const listKeys = list?.applyKeys?.map((name) => listKey(name, list.applyDefaults)) ?? [];
  return {
    ...coreStruct(kind),
    atomicMap: ATOMIC_MAPS.has(field),
    listType: list?.set ? 'set' : listKeys.length > 0 ? 'map' : 'atomic',
    listKeys,
    items: () => ({ ...coreStruct(kind), atomicMap: list?.atomicItems ?? false }),
  };
}

function coreStruct(kind: string): FieldType {
  return {
    atomicMap: false,
    listType: 'atomic',
    listKeys: [],
    child: (name) => ({ type: coreFieldType(kind, name), declared: true }),
    items: () => coreStruct(kind),
  };
}

function listKey(name: string, defaults: Readonly<Record<string, unknown>> = {}): ListKey {
  return Object.hasOwn(defaults, name) ? { name, default: defaults[name] } : { name };
}
