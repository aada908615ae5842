import type { GraphQLSchema } from 'graphql';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Query: 'What there is: read from caches, and only what the caller may see.',
  Mutation:
    'What is to be: each takes one `input`, stores what is wanted and answers at once. What the user can mend is in `problems`.',
  Subscription: 'What changes: the present state comes first, so nothing is missed between a query and it.',
};

/** Says in place what the roots are for, which resolvers only add fields to. */
export function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (type) type.description ??= DESCRIPTIONS[type.name];
  }
  return schema;
}
