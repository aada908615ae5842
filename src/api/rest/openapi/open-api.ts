import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of an OpenAPI document, as Nest types it. */
export type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
export type Parameter = Exclude<NonNullable<Operation['parameters']>[number], Reference>;
export type Response = Exclude<NonNullable<Operation['responses'][string]>, Reference>;
export type Content = NonNullable<Response['content']>;
export type MediaType = Content[string];
export type Headers = NonNullable<Response['headers']>;
export type Components = NonNullable<OpenAPIObject['components']>;

export interface Reference {
  readonly $ref: string;
}

export interface DocumentedOperation {
  readonly path: string;
  readonly operation: Operation;
}

/** Every operation, with its path. */
export function operationsOf({ paths }: OpenAPIObject): DocumentedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.values(item).map((operation) => ({ path, operation: operation as Operation })),
  );
}
