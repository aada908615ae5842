import { GraphQLScalarType } from 'graphql';

/** Only where a value may be of any type: before and after of a changed field. */
export const Json = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value, as it stands in the custom resource.',
});
