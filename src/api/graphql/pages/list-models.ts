import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType, type FieldMiddleware } from '@nestjs/graphql';
import { sortNameOf, type SortEnum } from './filter-input.js';
import { PageInfo } from './page-info.model.js';
import { PAGE_OF_QUERY, PAGE_WITHIN_OBJECT } from './page-size.js';

/** What every list has alike: its arguments, its pages, and the items in them. */

export const MAX_PAGE = 500;

export interface PageArguments<F> {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly after?: string | null;
  readonly filter?: F | null;
  readonly sort?: readonly string[] | null;
}

export interface ListArguments<F> extends PageArguments<F> {
  readonly namespace?: string | null;
}

interface ListModel<F> {
  readonly filter: () => Type<F>;
  readonly sort: SortEnum;
  /** What there is a page of, as a sentence begins with it. */
  readonly items: string;
  /** In which order, when none is asked for. */
  readonly defaultSort: readonly string[];
  readonly which?: string;
}

/** Arguments of a field that lists what belongs to one object. */
export function PageArgumentsOf<F>(
  { filter: filterType, sort: sortEnum, items, defaultSort, which = 'Which of them.' }: ListModel<F>,
  usualSize = PAGE_WITHIN_OBJECT,
): Type<PageArguments<F>> {
  @ArgsType()
  class Arguments implements PageArguments<F> {
    @Field(() => Int, {
      nullable: true,
      description: `${items} a page, from the beginning: 1 to ${MAX_PAGE}, ${usualSize} where \`last\` is not given either.`,
    })
    readonly first?: number | null;

    @Field(() => String, { nullable: true, description: 'A cursor: only what comes behind it.' })
    readonly after?: string | null;

    @Field(() => Int, {
      nullable: true,
      description: `The same from the end, in the same order; not beside \`first\`.`,
    })
    readonly last?: number | null;

    @Field(() => String, { nullable: true, description: 'A cursor: only what comes before it.' })
    readonly before?: string | null;

    @Field(filterType, { nullable: true, description: which })
    readonly filter?: F | null;

    @Field(() => [sortEnum], {
      nullable: true,
      description: `By what, the first first; \`[${defaultSort.map(sortNameOf).join(', ')}]\` when absent. A cursor goes with one filter and one order.`,
    })
    readonly sort?: readonly string[] | null;
  }
  return Arguments;
}

/** Arguments of a query that lists a kind. */
export function ListArgumentsOf<F>(model: ListModel<F>): Type<ListArguments<F>> {
  @ArgsType()
  class Arguments extends PageArgumentsOf(model, PAGE_OF_QUERY) implements ListArguments<F> {
    @Field(() => String, {
      nullable: true,
      description: 'Only this namespace; every one that the caller may list when absent.',
    })
    readonly namespace?: string | null;
  }
  return Arguments;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** An item and its place; `what` is the item. */
export function EdgeOf<T>(nodeType: Type<T>, what: string): Type<Edge<T>> {
  @ObjectType({ isAbstract: true })
  class AnyEdge implements Edge<T> {
    @Field(() => String, { description: 'Opaque; for `after` and `before`.' })
    readonly cursor!: string;

    @Field(() => nodeType, { description: what })
    readonly node!: T;
  }
  return AnyEdge;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
  /** Counts when it is called: only where a query selects the field. */
  readonly totalCount: () => Promise<number | undefined>;
}

const called: FieldMiddleware = async (_field, value) => ((await value()) as Connection<unknown>['totalCount'])();

/** A page; `items` is what it holds. */
export function ConnectionOf<T>(edgeType: Type<Edge<T>>, items: string): Type<Connection<T>> {
  @ObjectType({ isAbstract: true })
  class AnyConnection implements Connection<T> {
    @Field(() => [edgeType], { description: items })
    readonly edges!: readonly Edge<T>[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    readonly pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      middleware: [called],
      description: 'How many there are on all pages; counted only when asked for.',
    })
    readonly totalCount!: () => Promise<number | undefined>;
  }
  return AnyConnection;
}
