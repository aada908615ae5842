import type { Verb } from '../registry/served-resource.js';

/** What a request asks for, as its method, path and query say: the input of routing, authorisation and audit. */
export type RequestInfo = ResourceRequestInfo | NonResourceRequestInfo;

export interface ResourceRequestInfo {
  readonly isResource: true;
  readonly verb: Verb;
  readonly path: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

export interface NonResourceRequestInfo {
  readonly isResource: false;
  /** The lower-case HTTP method, as RBAC's nonResourceURLs name it. */
  readonly verb: string;
  readonly path: string;
}
