import type { ServedResource } from '../registry/served-resource.js';

export interface OpenApiAnswer {
  readonly status: 200 | 301 | 304 | 404 | 406;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; absent for redirects and refusals. */
  readonly body?: string;
}

export interface OpenApiRequest {
  readonly path: string;
  readonly hash?: string;
  readonly accept?: string;
  readonly ifNoneMatch?: string;
}

/** The OpenAPI v3 documents, one per group and version, rendered on first use. */
export class OpenApiDocuments {
  constructor(private readonly resources: readonly ServedResource[]) {}

  /** Undefined when the path is not under `/openapi`. */
  answer(_request: OpenApiRequest): OpenApiAnswer | undefined {
    throw new Error(`in the making: ${this.resources.length}`);
  }
}
