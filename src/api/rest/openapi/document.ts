import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import type { Manifests } from './manifests.js';
import { TAGS } from './tags.js';

export interface DocumentParts {
  /** Of the product. */
  readonly version: string;
  /** What examples of bodies are made of. */
  readonly manifests: Manifests;
}

const DESCRIPTION = `One API for every database on Kubernetes. Every call needs a bearer token; what its owner may do is the RBAC of the cluster.

Decide on \`code\` of a problem, never on its texts. Ignore fields that you do not know, and expect new values of open lists.
Send \`X-Request-Id\` to find a request again in logs and in the annotation \`dbaas.io/request-id\` of what it wrote.`;

/** The OpenAPI document of what the application serves. */
export function buildOpenApiDocument(app: INestApplication, { version, manifests }: DocumentParts): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('dbaas-operator')
    .setDescription(DESCRIPTION)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'Whatever serves this document.')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description:
        'A token of the Kubernetes cluster, or of the identity provider that the service was configured with.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  // A handler's name is what generated clients call it.
  const operationIdFactory = (_controller: string, handler: string): string => handler;
  return completeDocument(SwaggerModule.createDocument(app, builder.build(), { operationIdFactory }), manifests);
}

/** `/api/v1/docs` and `/api/v1/openapi.json`: they describe the API, hold nothing of the cluster, and need no token. */
export function serveOpenApi(app: INestApplication, parts: DocumentParts): void {
  SwaggerModule.setup('api/v1/docs', app, () => buildOpenApiDocument(app, parts), {
    customSiteTitle: 'dbaas-operator: REST API',
    // By itself, the page would have a stranger on the internet judge the document.
    swaggerOptions: { validatorUrl: null },
    jsonDocumentUrl: 'api/v1/openapi.json',
    yamlDocumentUrl: 'api/v1/openapi.yaml',
  });
}
