import { compileSchema, formatFieldErrorBody, validate } from '../../kube/schema/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError, type FieldProblem } from '../../domain/problem.js';
import type { FilterField } from './filter-field.js';
import type { SortFields } from './order.js';

type FilterFields<T> = Readonly<Record<string, FilterField<T, never>>>;

/** How objects of one kind are listed, said once: REST, GraphQL and watches read their parameters off it. */
export interface ListDeclaration<T extends KubeObject> {
  /** The kind in words: `cluster`, `clusters`. */
  readonly one: string;
  readonly many: string;
  readonly filters: FilterFields<T>;
  readonly sorts: SortFields<T>;
  /** The order of a list that is asked for none. */
  readonly defaultSort: readonly string[];
}

/** What a list can be asked for: each list of values is an "or", and what is absent does not matter. */
export type FilterOf<L extends { readonly filters: FilterFields<never> }> = {
  readonly [K in keyof L['filters']]?: L['filters'][K] extends FilterField<never, infer V> ? V : never;
};

/** How a door names a parameter in an error. */
export type PointerTo = (parameter: string) => string;

export const inQueryString: PointerTo = (parameter) => `?${parameter}`;

type Predicate<T> = (object: T) => boolean;

/** Whether an object is wished for. @throws ProblemError `malformed_request` for a wish that cannot be read. */
export function predicateOf<T extends KubeObject>(
  { filters }: ListDeclaration<T>,
  wishes: object,
  pointerTo: PointerTo,
): Predicate<T> {
  const tests = wishedFields(filters, wishes).map(([name, wish]) => filters[name]!.test(wish, pointerTo(name)));
  return (object) => tests.every((test) => test(object));
}

/** The filters among what was asked for, always in the same order. */
export function wishedFields<T>(filters: FilterFields<T>, wishes: object): [string, never][] {
  const given = wishes as Readonly<Record<string, never>>;
  return Object.keys(filters).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]));
}

/**
 * For a door that has not judged them.
 * @throws ProblemError `malformed_request` naming each wish that is out of the bounds of its declaration.
 */
export function requireInBounds<T extends KubeObject>(
  { filters }: ListDeclaration<T>,
  wishes: object,
  pointerTo: PointerTo,
): void {
  const fields = wishedFields(filters, wishes).flatMap(([name, wish]) =>
    validate(compileSchema(filters[name]!.schema), wish).errors.map((error): FieldProblem => ({
      pointer: pointerTo(name),
      code: 'invalid',
      message: formatFieldErrorBody(error),
      rejected: error.badValue,
      allowed: error.allowed,
    })),
  );
  if (fields.length === 0) return;
  const detail = fields.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  throw new ProblemError('malformed_request', detail, { fields });
}
