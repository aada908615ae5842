import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { schemaFile } from './schema-file.js';

interface Described {
  readonly name: string;
  readonly description?: string | null;
}

describe('the schema', () => {
  let text: string;
  let types: GraphQLNamedType[];

  beforeAll(async () => {
    text = await schemaFile().render();
    const all = Object.values(buildSchema(text).getTypeMap());
    types = all.filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
  });

  it('describes every type, field, argument and value', () => {
    const silent = types.flatMap((type) => [
      ...(type.description ? [] : [type.name]),
      ...partsOf(type)
        .filter(({ description }) => !description)
        .map(({ name }) => `${type.name}.${name}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('is printed alike each time', async () => {
    expect(await schemaFile().render()).toBe(text);
  });

  it('gives every mutation one input and a payload of its own', () => {
    const mutations = Object.values(buildSchema(text).getMutationType()!.getFields());
    expect(mutations.map(({ name, args, type }) => [name, args.map((arg) => arg.name), String(type)])).toEqual(
      mutations.map(({ name }) => [name, ['input'], `${name[0]!.toUpperCase()}${name.slice(1)}Payload!`]),
    );
  });

  it('has no secret in what can be listed', () => {
    const withSecrets = types.filter((type) => partsOf(type).some(({ name }) => /password|uri$/i.test(name)));
    expect(withSecrets.map(({ name }) => name)).toEqual(['ClusterCredentialValues']);
  });
});

function partsOf(type: GraphQLNamedType): Described[] {
  if (isEnumType(type)) return [...type.getValues()];
  if (isInputObjectType(type)) return Object.values(type.getFields());
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    field,
    ...field.args.map((arg) => ({ ...arg, name: `${field.name}(${arg.name})` })),
  ]);
}
