import type { ServedResource } from '../registry/served-resource.js';
import type { StructType } from './api-type.js';
import { publishedStruct } from './published-types.js';

/** The client library's names for kinds whose name alone is not enough. */
const NAMES: Readonly<Record<string, string>> = { Event: 'CoreV1Event' };

/** The type of a whole object; undefined for kinds that a definition describes. */
export function builtInType({ custom, kind }: ServedResource): StructType | undefined {
  return custom ? undefined : publishedStruct(NAMES[kind] ?? `V1${kind}`);
}

export const OBJECT_META: StructType = requireType('V1ObjectMeta');
export const DELETE_OPTIONS: StructType = requireType('V1DeleteOptions');
export const SCALE: StructType = requireType('V1Scale');

function requireType(name: string): StructType {
  const type = publishedStruct(name);
  if (!type) throw new TypeError(`the client library has no model ${name}`);
  return type;
}
