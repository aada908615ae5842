import { DiscoveryDocuments } from '../discovery/index.js';
import { OpenApiDocuments } from '../openapi/index.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { ServedResource } from '../registry/served-resource.js';

/** Discovery and OpenAPI of what is served right now; made anew, on demand, when a definition came or went. */
export class ClusterDocuments {
  private builtFrom: readonly ServedResource[] | undefined;
  private documents: { discovery: DiscoveryDocuments; openApi: OpenApiDocuments } | undefined;

  constructor(private readonly registry: ResourceRegistry) {}

  get discovery(): DiscoveryDocuments {
    return this.current().discovery;
  }

  get openApi(): OpenApiDocuments {
    return this.current().openApi;
  }

  private current(): { discovery: DiscoveryDocuments; openApi: OpenApiDocuments } {
    const { resources } = this.registry;
    if (this.documents && this.builtFrom === resources) return this.documents;
    this.builtFrom = resources;
    this.documents = { discovery: new DiscoveryDocuments(resources), openApi: new OpenApiDocuments(resources) };
    return this.documents;
  }
}
