import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiBody, ApiOkResponse, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { DatabaseCluster, DatabaseClusterSpec, DatabaseClusterSpecPatch } from '../database-cluster/index.js';

@Controller('clusters')
class EchoController {
  @Get()
  @ApiOkResponse({ type: DatabaseCluster })
  read(): object {
    return {};
  }

  @Post()
  create(@Body() spec: DatabaseClusterSpec): object {
    return spec;
  }

  @Patch()
  @ApiBody({ type: DatabaseClusterSpecPatch })
  update(@Body() patch: object): object {
    return patch;
  }
}

type Model = { properties: Record<string, unknown>; required?: string[] };

describe('OpenAPI models of a declaration', () => {
  let models: Record<string, Model>;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ controllers: [EchoController] }).compile();
    const app = module.createNestApplication(new FastifyAdapter(), { logger: ['error'] });
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    models = document.components?.schemas as Record<string, Model>;
    await app.close();
  });

  it.each([
    {
      does: 'bounds integers',
      model: 'DatabaseClusterSpec',
      property: 'clusterSize',
      is: { type: 'integer', format: 'int32', minimum: 1, maximum: 99, example: 3 },
    },
    {
      does: 'lists enum values as custom resources spell them',
      model: 'DatabaseClusterSpec',
      property: 'powerState',
      is: { type: 'string', enum: ['Running', 'Stopped'], default: 'Running' },
    },
    {
      does: 'refers to nested shapes',
      model: 'DatabaseClusterSpec',
      property: 'storage',
      is: { allOf: [{ $ref: '#/components/schemas/ClusterStorage' }] },
    },
    {
      does: 'bounds lists of shapes',
      model: 'DatabaseClusterSpec',
      property: 'config',
      is: { type: 'array', maxItems: 256, items: { $ref: '#/components/schemas/ConfigParameter' } },
    },
    {
      does: 'bounds lists of text',
      model: 'ExposeSpec',
      property: 'sourceRanges',
      is: { type: 'array', maxItems: 64, items: { type: 'string', minLength: 1, maxLength: 49 } },
    },
    {
      does: 'knows maps',
      model: 'ExposeSpec',
      property: 'annotations',
      is: { type: 'object', additionalProperties: { type: 'string', maxLength: 4096 } },
    },
    { does: 'knows null', model: 'ClusterMember', property: 'lagBytes', is: { type: 'integer', nullable: true } },
    {
      does: 'names what every kind has',
      model: 'DatabaseCluster',
      property: 'metadata',
      is: { allOf: [{ $ref: '#/components/schemas/ObjectMeta' }] },
    },
    {
      does: 'lets a patch reset',
      model: 'DatabaseClusterSpecPatch',
      property: 'clusterSize',
      is: { type: 'integer', nullable: true },
    },
    {
      does: 'nests patches',
      model: 'DatabaseClusterSpecPatch',
      property: 'storage',
      is: { nullable: true, allOf: [{ $ref: '#/components/schemas/ClusterStoragePatch' }] },
    },
  ])('$does: $model.$property', ({ model, property, is }) => {
    expect(models[model]?.properties[property]).toMatchObject(is);
  });

  it('requires what the custom resource requires, and nothing of a patch', () => {
    expect(models['DatabaseClusterSpec']?.required).toEqual(['engine', 'clusterSize', 'storage']);
    expect(models['DatabaseCluster']?.required).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(models['DatabaseClusterSpecPatch']?.required).toBeUndefined();
  });

  it('describes every property', () => {
    const silent = Object.entries(models).flatMap(([name, { properties }]) =>
      Object.entries(properties)
        .filter(([, property]) => !(property as { description?: string }).description)
        .map(([property]) => `${name}.${property}`),
    );
    expect(silent).toEqual([]);
  });
});
