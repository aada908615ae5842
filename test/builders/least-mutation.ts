import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

const FIRST_WORDS: Readonly<Record<string, string>> = {
  Int: '1',
  Boolean: 'true',
  Quantity: '"1Gi"',
  DateTime: '"2026-01-01T00:00:00Z"',
  JSON: '{}',
};

/** The shortest call of a mutation that its schema takes: what must be given, with the first value that fits. */
export function leastMutation({ name, args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${leastValue(arg.type)}`);
  return `mutation { ${name}(${given.join(', ')}) { __typename } }`;
}

function leastValue(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastValue(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) return FIRST_WORDS[type.name] ?? '"x"';
  const fields = Object.values(type.getFields());
  // Of alternatives exactly one has to be given.
  const wanted = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
  return `{${wanted.map((field) => `${field.name}: ${leastValue(field.type)}`).join(', ')}}`;
}
