import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { GeneratedFile } from '../../../resources/index.js';
import { versionRoutes } from '../../http/http-server.js';
import { CONTROLLERS } from '../rest.module.js';
import { buildOpenApiDocument, type DocumentParts } from './document.js';

/** `openapi.json`: what `/api/v1/openapi.json` serves, described without starting anything. */
export function openApiFile(partsOf: () => Promise<DocumentParts>): GeneratedFile {
  return {
    file: 'openapi.json',
    render: async () => `${JSON.stringify(await describeRoutes(await partsOf()), null, 2)}\n`,
  };
}

async function describeRoutes(parts: DocumentParts): Promise<object> {
  const app = await NestFactory.create(RoutesAlone, new FastifyAdapter(), { logger: false, abortOnError: false });
  versionRoutes(app);
  const document = buildOpenApiDocument(app, parts);
  await app.close();
  return document;
}

/** The controllers with nobody behind them: they are looked at and never called. */
@Module({ controllers: CONTROLLERS, providers: CONTROLLERS.flatMap(dependenciesOf) })
class RoutesAlone {}

function dependenciesOf(controller: object): { provide: never; useValue: null }[] {
  const types = (Reflect.getMetadata('design:paramtypes', controller) ?? []) as never[];
  return types.map((provide) => ({ provide, useValue: null }));
}
