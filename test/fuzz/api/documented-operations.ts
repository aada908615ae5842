import type { Schema, Schemas } from './sample-of-schema.js';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

/** One method of one path, as the API describes itself. */
export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type; empty where no body is taken. */
  readonly bodies: Readonly<Record<string, Schema>>;
  /** The media types of what is answered with 200. */
  readonly answers: readonly string[];
  /** What it says that it may answer with. */
  readonly statuses: readonly number[];
}

export interface ApiDescription {
  readonly operations: readonly DocumentedOperation[];
  readonly schemas: Schemas;
}

interface OpenApiOperation {
  readonly parameters?: readonly Parameter[];
  readonly responses?: Readonly<Record<string, { readonly content?: object }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** All that an OpenAPI document offers: what is new there is tried by being there. */
export function describedBy({ paths, components }: OpenApiDocument): ApiDescription {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses = {} }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      bodies: Object.fromEntries(
        Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]),
      ),
      answers: Object.keys(responses['200']?.content ?? {}),
      statuses: Object.keys(responses).map(Number),
    })),
  );
  return { operations, schemas: components.schemas };
}
