/**
 * What server-side apply must know of a place in an object: how its lists and maps are told apart and merged. Whether the
 * place holds a scalar, a list or an object is decided by the value found there.
 */
export interface FieldType {
  /** Objects here are owned and replaced as a whole. */
  readonly atomicMap: boolean;
  readonly listType: 'atomic' | 'set' | 'map';
  /** Of a `map` list: the members that identify an item, with what stands for an absent one. */
  readonly listKeys: readonly ListKey[];
  /** Undefined for a field that the schema does not declare. */
  child(name: string): FieldChild | undefined;
  items(): FieldType;
}

export interface ListKey {
  readonly name: string;
  readonly default?: unknown;
}

export interface FieldChild {
  readonly type: FieldType;
  /** A named field of a structure rather than one key of a free map. */
  readonly declared: boolean;
}

const deducedChild = (): FieldChild => ({ type: DEDUCED, declared: false });

/** Where no schema speaks: objects are free maps, lists are atomic. */
export const DEDUCED: FieldType = {
  atomicMap: false,
  listType: 'atomic',
  listKeys: [],
  child: deducedChild,
  items: () => DEDUCED,
};
