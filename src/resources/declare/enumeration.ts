import { registerEnumType } from '@nestjs/graphql';

/** A closed set of values as custom resources spell them, with the SCREAMING_SNAKE names that GraphQL asks for. */
export interface Enumeration<V extends string = string> {
  readonly name: string;
  readonly description: string;
  readonly values: readonly V[];
  /** A sentence for each value. */
  readonly meanings: Readonly<Record<V, string>>;
  /** GraphQL name to custom resource value; the very object that GraphQL knows the enum by. */
  readonly byGraphQlName: Readonly<Record<string, V>>;
}

/** Declares an enum once for CRD, OpenAPI and GraphQL; the sentences say what each value means. */
export function defineEnum<const V extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<V, string>>,
): Enumeration<V> {
  const values = Object.keys(meanings) as V[];
  const byGraphQlName = Object.fromEntries(values.map((value) => [graphQlEnumName(value), value]));
  registerEnumType(byGraphQlName, { name, description, valuesMap: describeValues(values, meanings) });
  return { name, description, values, meanings, byGraphQlName };
}

/** `DoNotSchedule` is `DO_NOT_SCHEDULE`. */
export function graphQlEnumName(value: string): string {
  return value.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

function describeValues<V extends string>(values: V[], meanings: Readonly<Record<V, string>>): ValuesMap {
  return Object.fromEntries(
    values.map((value) => [graphQlEnumName(value), { description: `\`${value}\`: ${meanings[value]}` }]),
  );
}

type ValuesMap = Record<string, { description: string }>;
