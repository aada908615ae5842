import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { isQuantity } from '../../kube/meta/index.js';

type Check<T> = (value: unknown) => T;

/** A scalar that travels as plain JSON and is checked by one function whichever way it comes in. */
function scalar<T>(name: string, description: string, check: Check<T>): GraphQLScalarType<T, T> {
  return new GraphQLScalarType<T, T>({
    name,
    description,
    serialize: (value) => value as T,
    parseValue: check,
    parseLiteral: (node, variables) => check(valueFromASTUntyped(node, variables)),
  });
}

function refuse(name: string, expected: string): never {
  throw new GraphQLError(`${name} must be ${expected}`);
}

export const Quantity = scalar('Quantity', 'A Kubernetes quantity as text: `10Gi`, `500m`, `2`.', (value): string =>
  typeof value === 'string' && isQuantity(value) ? value : refuse('Quantity', 'text such as "10Gi", "500m" or "2"'),
);

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export const DateTime = scalar(
  'DateTime',
  'A moment as RFC 3339 text, UTC: `2026-11-23T09:01:12Z`.',
  (value): string =>
    typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : refuse('DateTime', 'RFC 3339 text such as "2026-11-23T09:01:12Z"'),
);

export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value, as it stands in the custom resource: only where a value may be of any type.',
});

export const StringMap = scalar('StringMap', 'An object whose values are all text: labels, annotations.', (value) =>
  mapOf(value, 'StringMap', (entry): entry is string => typeof entry === 'string'),
);

export const StringMapPatch = scalar(
  'StringMapPatch',
  'Entries to set in a map of text; null removes an entry, absent ones stay.',
  (value) =>
    mapOf(value, 'StringMapPatch', (entry): entry is string | null => entry === null || typeof entry === 'string'),
);

function mapOf<E>(value: unknown, name: string, accepts: (entry: unknown) => entry is E): Record<string, E> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name, 'an object');
  // Without a prototype, a key such as __proto__ is a key like any other.
  const map = Object.create(null) as Record<string, E>;
  for (const [key, entry] of Object.entries(value)) {
    map[key] = accepts(entry) ? entry : refuse(`${name} entry "${key}"`, 'text');
  }
  return map;
}
