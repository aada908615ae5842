import type { Type } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import type { KubeObject } from '../../../kube/meta/index.js';
import { DateTime } from '../../../resources/declare/index.js';
import type { FilterField } from '../../../services/reading/filter-field.js';
import type { FilterOf, ListDeclaration } from '../../../services/reading/list-declaration.js';
import { sortTokens } from '../../../services/reading/order.js';

/** The filter of a list as GraphQL's input: null, as absence, means any. */
export type FilterInput<L extends { readonly filters: ListDeclaration<never>['filters'] }> = {
  readonly [K in keyof FilterOf<L>]: FilterOf<L>[K] | null;
};

/** The fields that the declaration of a list says it can be filtered by. */
export function FilterInputOf<L extends { readonly filters: ListDeclaration<never>['filters'] }>({
  filters,
}: L): Type<FilterInput<L>> {
  @InputType({ isAbstract: true })
  class Filter {}
  for (const [name, field] of Object.entries(filters)) {
    Field(() => typeOf(field), { nullable: true, description: field.description })(Filter.prototype, name);
  }
  return Filter as Type<FilterInput<L>>;
}

function typeOf({ schema, values }: FilterField<never, never>): object {
  if (schema.type === 'array') return [values?.byGraphQlName ?? String];
  return schema.format === 'date-time' ? DateTime : String;
}

/** By what a list can be sorted, up and down; the values are those of REST. */
export type SortEnum = Readonly<Record<string, string>>;

/** The enum of the orders that the declaration of a list has. */
export function sortEnumOf<T extends KubeObject>(name: string, { many, sorts }: ListDeclaration<T>): SortEnum {
  const tokens = sortTokens(sorts);
  const valuesByName = Object.fromEntries(tokens.map((token) => [sortNameOf(token), token]));
  const descriptions = tokens.map((token) => {
    const { description } = sorts[token.replace(/^-/, '')]!;
    return [sortNameOf(token), { description: `By ${description}, ${token.startsWith('-') ? 'down' : 'up'}.` }];
  });
  const valuesMap = Object.fromEntries(descriptions) as Record<string, { description: string }>;
  registerEnumType(valuesByName, { name, description: `By what ${many} are sorted.`, valuesMap });
  return valuesByName;
}

/** `-creationTimestamp` is `CREATION_TIMESTAMP_DESC`. */
export function sortNameOf(token: string): string {
  const field = token.replace(/^-/, '').replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  return `${field}_${token.startsWith('-') ? 'desc' : 'asc'}`.toUpperCase();
}
