import type { CelKind } from '../cel-type.js';
import type { CelObject } from './cel-value.js';

/** What `type(x)` answers. */
export class CelTypeValue implements CelObject {
  readonly kind = 'type';

  constructor(readonly name: string) {}

  toString(): string {
    return this.name;
  }
}

const NAMES: Readonly<Partial<Record<CelKind, string>>> = {
  null: 'null_type',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  optional: 'optional_type',
};

export function typeValueOf(kind: CelKind): CelTypeValue {
  return new CelTypeValue(NAMES[kind] ?? kind);
}

const NAMED: ReadonlySet<string> = new Set([
  'null_type',
  'bool',
  'int',
  'double',
  'string',
  'bytes',
  'list',
  'map',
  'type',
]);

/** The type that an identifier names when no variable does. */
export function namedType(identifier: string): CelTypeValue | undefined {
  return NAMED.has(identifier) ? new CelTypeValue(identifier) : undefined;
}
