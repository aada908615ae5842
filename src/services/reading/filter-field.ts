import type { StructuralSchema } from '../../kube/schema/index.js';
import type { Enumeration } from '../../resources/declare/index.js';

/** One thing that objects of a list can be told apart by: declared once, asked for by any door. */
export interface FilterField<T, V> {
  readonly description: string;
  /** What may be wished; its bounds hold whichever way a wish comes in. */
  readonly schema: StructuralSchema;
  /** Of a closed set. */
  readonly values?: Enumeration;
  /**
   * Made once for each request, then asked for each object.
   * @throws ProblemError for a wish that its schema cannot judge, naming it by the pointer.
   */
  readonly test: (wanted: V, pointer: string) => (object: T) => boolean;
}

const MAX_WISHES = 50;

const anyOfThese = (items: StructuralSchema): StructuralSchema => ({
  type: 'array',
  minItems: 1,
  maxItems: MAX_WISHES,
  items,
});

const ANY_TEXTS = anyOfThese({ type: 'string', maxLength: 253 });

/** Objects with any of some texts. */
export function anyOf<T>(
  description: string,
  valueOf: (object: T) => string | undefined,
): FilterField<T, readonly string[]> {
  return { description, schema: ANY_TEXTS, test: oneOf(valueOf) };
}

/** Objects with any value of a closed set. */
export function anyValueOf<T, V extends string>(
  values: Enumeration<V>,
  description: string,
  valueOf: (object: T) => V | undefined,
): FilterField<T, readonly V[]> {
  const schema = anyOfThese({ type: 'string', enum: [...values.values] });
  return { description, schema, values, test: oneOf(valueOf) };
}

/** Objects for which any of some texts holds. */
export function anyThat<T>(
  description: string,
  holds: (object: T, wanted: string) => boolean,
): FilterField<T, readonly string[]> {
  const test = (wanted: readonly string[]) => (object: T) => wanted.some((wish) => holds(object, wish));
  return { description, schema: ANY_TEXTS, test };
}

function oneOf<T, V>(valueOf: (object: T) => V | undefined): FilterField<T, readonly V[]>['test'] {
  return (wanted) => {
    const wishes = new Set<V | undefined>(wanted);
    return (object) => wishes.has(valueOf(object));
  };
}
