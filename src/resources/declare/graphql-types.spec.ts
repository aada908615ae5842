import {
  Args,
  Field,
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  InputType,
  Mutation,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { graphql, printType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { DatabaseCluster, DatabaseClusterSpecInput, DatabaseClusterSpecPatch } from '../database-cluster/index.js';

@InputType()
class CreateInput {
  @Field(() => DatabaseClusterSpecInput)
  spec!: object;
}

@InputType()
class UpdateInput {
  @Field(() => DatabaseClusterSpecPatch)
  spec!: object;
}

const stored = { apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseCluster', metadata: { name: 'orders' } };

/** Answers with what it was given, and remembers the last patch as the service would see it. */
@Resolver(() => DatabaseCluster)
class EchoResolver {
  static lastPatch: unknown;

  @Query(() => DatabaseCluster)
  cluster(): unknown {
    return { ...stored, spec: { engine: 'postgresql', expose: { type: 'ClusterIP' } }, status: { phase: 'Running' } };
  }

  @Mutation(() => DatabaseCluster)
  create(@Args('input') input: CreateInput): unknown {
    return { ...stored, spec: input.spec };
  }

  @Mutation(() => Boolean)
  update(@Args('input') input: UpdateInput): boolean {
    EchoResolver.lastPatch = input.spec;
    return true;
  }
}

describe('GraphQL types of a declaration', () => {
  let schema: GraphQLSchema;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
    schema = await module.get(GraphQLSchemaFactory).create([EchoResolver]);
    attachResolvers(schema);
  });

  const definition = (name: string): string => printType(schema.getType(name)!);
  const fieldOf = (type: string, field: string): string | undefined =>
    new RegExp(`^ {2}${field}: (.+)$`, 'm').exec(definition(type))?.[1];

  it.each([
    { does: 'is non-null where the field is required', type: 'DatabaseClusterSpec', field: 'clusterSize', is: 'Int!' },
    {
      does: 'is non-null where a default fills it',
      type: 'DatabaseClusterSpec',
      field: 'powerState',
      is: 'PowerState!',
    },
    { does: 'is nullable where the field is optional', type: 'DatabaseClusterSpec', field: 'proxy', is: 'ProxySpec' },
    { does: 'has a scalar for quantities', type: 'ClusterStorage', field: 'size', is: 'Quantity!' },
    { does: 'has a scalar for times', type: 'Condition', field: 'lastTransitionTime', is: 'DateTime!' },
    { does: 'has a scalar for maps', type: 'ExposeSpec', field: 'annotations', is: 'StringMap' },
    { does: 'lists shapes', type: 'DatabaseClusterStatus', field: 'members', is: '[ClusterMember!]' },
    { does: 'takes what Int cannot hold as Float', type: 'ClusterMember', field: 'lagBytes', is: 'Float' },
    { does: 'inherits what every kind has', type: 'DatabaseCluster', field: 'metadata', is: 'ObjectMeta!' },
    { does: 'asks an input for what is required', type: 'DatabaseClusterSpecInput', field: 'clusterSize', is: 'Int!' },
    {
      does: 'lets an input leave a default out',
      type: 'DatabaseClusterSpecInput',
      field: 'powerState',
      is: 'PowerState',
    },
    { does: 'nests inputs', type: 'DatabaseClusterSpecInput', field: 'storage', is: 'ClusterStorageInput!' },
    { does: 'lets a patch leave everything out', type: 'DatabaseClusterSpecPatch', field: 'clusterSize', is: 'Int' },
    { does: 'nests patches', type: 'DatabaseClusterSpecPatch', field: 'storage', is: 'ClusterStoragePatch' },
    {
      does: 'replaces lists whole in a patch',
      type: 'DatabaseClusterSpecPatch',
      field: 'config',
      is: '[ConfigParameterInput!]',
    },
    {
      does: 'lets a patch remove entries of a map',
      type: 'ExposeSpecPatch',
      field: 'annotations',
      is: 'StringMapPatch',
    },
  ])('$does: $type.$field is $is', ({ type, field, is }) => {
    expect(fieldOf(type, field)).toBe(is);
  });

  it('spells enum values in SCREAMING_SNAKE and tells the value of the custom resource', () => {
    expect(definition('ExposeType')).toMatch(/`LoadBalancer`: Also clients .*\s+"""\s+LOAD_BALANCER/);
  });

  it('says in an input what the default is, and in a patch what null does', () => {
    expect(definition('DatabaseClusterSpecInput')).toContain('Whether members run. Default: "Running".');
    expect(definition('DatabaseClusterSpecPatch')).toContain('Absent keeps it, null resets it.');
  });

  it('shows enum values of custom resources by their GraphQL names', async () => {
    const query = '{ cluster { metadata { name } spec { expose { type } } status { phase } } }';
    expect(await run(query)).toEqual({
      cluster: { metadata: { name: 'orders' }, spec: { expose: { type: 'CLUSTER_IP' } }, status: { phase: 'RUNNING' } },
    });
  });

  it('hands enum values to the service as custom resources spell them, null and absence apart', async () => {
    await run(`mutation { update(input: { spec: {
      powerState: STOPPED, version: null, expose: { annotations: { a: "b", c: null } }, storage: { size: "20Gi" } } }) }`);
    expect(JSON.parse(JSON.stringify(EchoResolver.lastPatch))).toEqual({
      powerState: 'Stopped',
      version: null,
      expose: { annotations: { a: 'b', c: null } },
      storage: { size: '20Gi' },
    });
  });

  it.each([
    { does: 'a quantity that is none', spec: '{ storage: { size: "big" } }', says: 'Quantity must be text such as' },
    { does: 'a size that is no integer', spec: '{ clusterSize: 1.5 }', says: 'Int cannot represent' },
    { does: 'a field that does not exist', spec: '{ clustersize: 3 }', says: 'Did you mean "clusterSize"' },
    {
      does: 'a map with other values than text',
      spec: '{ expose: { annotations: { a: 1 } } }',
      says: 'StringMapPatch entry "a" must be text',
    },
  ])('refuses $does', async ({ spec, says }) => {
    const result = await graphql({ schema, source: `mutation { update(input: { spec: ${spec} }) }` });
    expect(result.errors?.[0]?.message).toContain(says);
  });

  async function run(source: string): Promise<unknown> {
    const { data, errors } = await graphql({ schema, source });
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(data));
  }
});

/** The schema factory builds types only; the driver of an application would bind the methods. */
function attachResolvers(schema: GraphQLSchema): void {
  const resolver = new EchoResolver();
  schema.getQueryType()!.getFields()['cluster']!.resolve = () => resolver.cluster();
  const mutations = schema.getMutationType()!.getFields();
  mutations['create']!.resolve = (_root, { input }: { input: CreateInput }) => resolver.create(input);
  mutations['update']!.resolve = (_root, { input }: { input: UpdateInput }) => resolver.update(input);
}
