import type { ServedResource } from '../registry/served-resource.js';

export interface DiscoveryAnswer {
  /** JSON text. */
  readonly body: string;
  readonly contentType: string;
  /** Quoted, for the ETag header and for comparing with If-None-Match. */
  readonly etag: string;
}

/** Everything under `/api` and `/apis` that tells what is served. Built once per set of resources, rendered on first use. */
export class DiscoveryDocuments {
  constructor(private readonly resources: readonly ServedResource[]) {}

  /** Undefined when the path is none of discovery's; `NotAcceptable` when the client takes no JSON. */
  forPath(_path: string, _accept: string | undefined): DiscoveryAnswer | 'NotAcceptable' | undefined {
    throw new Error(`in the making: ${this.resources.length}`);
  }
}
