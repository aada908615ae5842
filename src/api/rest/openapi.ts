import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI document of what the application serves. */
export function buildOpenApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('dbaas-operator')
    .setDescription(
      'One API for every database on Kubernetes. Every call needs a bearer token; what its owner may do is the RBAC of the cluster.',
    )
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'Whatever serves this document.')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'A token of the Kubernetes cluster, or of the identity provider that the service was configured with.',
    })
    .build();
  // A handler's name is what generated clients call it.
  const operationIdFactory = (_controller: string, handler: string): string => handler;
  return withTextHeaders(SwaggerModule.createDocument(app, config, { operationIdFactory }));
}

/** Routes say what their headers mean; that each is text is said here. */
function withTextHeaders(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item) as { responses?: object }[]);
  const responses = operations.flatMap(({ responses: all = {} }) => Object.values(all) as { headers?: object }[]);
  for (const header of responses.flatMap(({ headers = {} }) => Object.values(headers) as { schema?: object }[])) {
    header.schema ??= { type: 'string' };
  }
  return document;
}

/** `/api/v1/docs` and `/api/v1/openapi.json`: they describe the API, hold nothing of the cluster, and need no token. */
export function serveOpenApi(app: INestApplication, version: string): void {
  SwaggerModule.setup('api/v1/docs', app, () => buildOpenApiDocument(app, version), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    yamlDocumentUrl: 'api/v1/openapi.yaml',
  });
}
