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
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'A token of the Kubernetes cluster, or of the identity provider that the service was configured with.',
    })
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** `/api/v1/docs` and `/api/v1/openapi.json`: they describe the API, hold nothing of the cluster, and need no token. */
export function serveOpenApi(app: INestApplication, version: string): void {
  SwaggerModule.setup('api/v1/docs', app, () => buildOpenApiDocument(app, version), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    yamlDocumentUrl: 'api/v1/openapi.yaml',
  });
}
