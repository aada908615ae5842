import type { StructuralSchema } from '../../structural-schema.js';
import type { CelList } from './cel-value.js';

/** How the items of a list that came from a `set` or `map` list are told apart; plain lists have no entry. */
interface ListSemantics {
  readonly type: 'set' | 'map';
  readonly keys: readonly string[];
}

const tags = new WeakMap<CelList, ListSemantics>();

export function tagList(list: CelList, schema: StructuralSchema): void {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set' || type === 'map') tags.set(list, { type, keys: schema['x-kubernetes-list-map-keys'] ?? [] });
}

export function listSemantics(list: CelList): ListSemantics | undefined {
  return tags.get(list);
}

/** A list computed from `like` keeps its nature. */
export function retagList(list: CelList, like: CelList): CelList {
  const semantics = tags.get(like);
  if (semantics) tags.set(list, semantics);
  return list;
}
