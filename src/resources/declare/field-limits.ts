import type {
  FieldDeclaration,
  FieldType,
  ItemType,
  ListType,
  MapType,
  NumericType,
  StringType,
} from './field-declaration.js';

/** The type of a field in words: `list of objects`. */
export function describeType(type: FieldType): string {
  if (type.kind === 'list') return `list of ${PLURALS[type.items.kind]}`;
  return NAMES[type.kind];
}

const NAMES: Readonly<Record<Exclude<FieldType['kind'], 'list'>, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  enum: 'enum',
  quantity: 'quantity',
  time: 'time',
  json: 'any value',
  map: 'map of strings',
  object: 'object',
};

const PLURALS: Readonly<Record<ItemType['kind'], string>> = {
  string: 'strings',
  integer: 'integers',
  number: 'numbers',
  boolean: 'booleans',
  enum: 'enums',
  quantity: 'quantities',
  time: 'times',
  json: 'any values',
  object: 'objects',
};

/** What the schema asks of a value, each limit a few words. */
export function describeLimits(field: FieldDeclaration): string[] {
  const { required, nullable, immutable, growOnly, type } = field;
  return [
    required && 'required',
    nullable && 'may be null',
    ...limitsOfType(type),
    immutable && `immutable: ${immutable}`,
    growOnly && 'can only grow',
  ].filter((limit) => typeof limit === 'string');
}

function limitsOfType(type: FieldType): string[] {
  if (type.kind === 'list') return limitsOfList(type);
  return type.kind === 'map' ? limitsOfMap(type) : limitsOfItem(type);
}

function limitsOfItem(type: ItemType): string[] {
  switch (type.kind) {
    case 'string':
      return limitsOfString(type);
    case 'integer':
    case 'number':
      return limitsOfNumber(type);
    case 'enum':
      return [`one of ${type.enumeration.values.map(code).join(', ')}`];
    case 'quantity':
      return ['above zero'];
    default:
      return [];
  }
}

function limitsOfString({ minLength, maxLength, pattern }: StringType): string[] {
  return [`${range(minLength, maxLength)} characters`, ...(pattern ? [`matches ${code(pattern)}`] : [])];
}

/** Bounds that only say "whatever a number can hold" are no limits. */
function limitsOfNumber({ min, max }: NumericType): string[] {
  if (max < Number.MAX_SAFE_INTEGER) return [`${min} to ${max}`];
  return min > Number.MIN_SAFE_INTEGER ? [`${min} or more`] : [];
}

function limitsOfMap({ maxProperties, maxKeyLength, maxValueLength }: MapType): string[] {
  return [
    `at most ${maxProperties} entries`,
    `keys of at most ${maxKeyLength} characters`,
    `values of at most ${maxValueLength} characters`,
  ];
}

function limitsOfList({ items, minItems, maxItems, mapKeys, set }: ListType): string[] {
  const unique = set ? ['no item twice'] : [];
  return [
    `${range(minItems, maxItems)} items`,
    ...(mapKeys ? [`one for each ${mapKeys.map(code).join(' and ')}`] : unique),
    ...limitsOfItem(items).map((limit) => `each ${limit}`),
  ];
}

const range = (min: number | undefined, max: number): string => (min ? `${min} to ${max}` : `at most ${max}`);
const code = (text: string): string => `\`${text}\``;
