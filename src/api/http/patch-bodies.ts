import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PATCH_TYPES } from '../common/patch-types.js';
import { jsonOfYaml } from './read-yaml.js';

type JsonParser = (request: FastifyRequest, text: string, done: (error: Error | null, body?: unknown) => void) => void;

/** Reads what PATCH reads besides JSON; which route takes which of them is said by the routes. */
export function readPatchBodies(fastify: FastifyInstance): void {
  const readJson = fastify.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  for (const type of [PATCH_TYPES.merge, PATCH_TYPES.operations]) {
    fastify.addContentTypeParser(type, { parseAs: 'string' }, readJson);
  }
  fastify.addContentTypeParser(PATCH_TYPES.apply, { parseAs: 'string' }, (request, text: string, done) => {
    try {
      readJson(request, isJson(text) ? text : jsonOfYaml(text), done);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Most of the YAML that programs send is JSON. */
function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
