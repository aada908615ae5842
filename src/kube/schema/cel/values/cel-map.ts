import { getOwn, type JsonObject } from '../../json-object.js';
import type { StructuralSchema } from '../../structural-schema.js';
import { visibleSchema } from '../cel-type.js';
import { escapeFieldName, unescapeFieldName } from '../field-names.js';
import type { CelObject, CelValue } from './cel-value.js';

/** Objects and maps alike. */
export abstract class CelMap implements CelObject {
  readonly kind = 'map';

  abstract find(key: CelValue): CelValue | undefined;
  abstract keys(): readonly CelValue[];

  get size(): number {
    return this.keys().length;
  }
}

/** A map that an expression built. Whole doubles and integers are one key. */
export class EntryMap extends CelMap {
  private readonly entries = new Map<CelValue, CelValue>();

  constructor(entries: Iterable<readonly [CelValue, CelValue]>) {
    super();
    for (const [key, value] of entries) this.entries.set(normalKey(key), value);
  }

  override find(key: CelValue): CelValue | undefined {
    return this.entries.get(normalKey(key));
  }

  override keys(): readonly CelValue[] {
    return [...this.entries.keys()];
  }
}

function normalKey(key: CelValue): CelValue {
  return typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key;
}

export type FromJson = (value: unknown, schema?: StructuralSchema) => CelValue;

/** A view of a JSON object; a field is converted, by its schema, when it is read. */
export class JsonMap extends CelMap {
  private readonly schema: StructuralSchema | undefined;

  constructor(
    private readonly object: JsonObject,
    schema: StructuralSchema | undefined,
    private readonly fromJson: FromJson,
  ) {
    super();
    this.schema = schema && visibleSchema(schema);
  }

  override find(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return undefined;
    const properties = this.schema?.properties;
    if (!properties) return this.read(key, this.additional);
    const name = unescapeFieldName(key);
    const field = getOwn(properties, name);
    return field && this.read(name, field);
  }

  /** Null is a value of a map, but an object's field that is null counts as absent. */
  private read(name: string, schema: StructuralSchema | undefined): CelValue | undefined {
    const value = getOwn(this.object, name);
    if (value === undefined || (value === null && this.schema?.properties)) return undefined;
    return this.fromJson(value, schema);
  }

  override keys(): readonly string[] {
    const keys = Object.keys(this.object);
    const properties = this.schema?.properties;
    if (!properties) return keys;
    return keys.filter((key) => Object.hasOwn(properties, key) && this.object[key] !== null).map(escapeFieldName);
  }

  private get additional(): StructuralSchema | undefined {
    const additional = this.schema?.additionalProperties;
    return typeof additional === 'object' ? additional : undefined;
  }
}
