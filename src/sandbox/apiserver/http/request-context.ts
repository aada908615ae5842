import type { IncomingMessage, ServerResponse } from 'node:http';

import type { UserInfo } from '../auth/user-info.js';
import type { RequestInfo, ResourceRequestInfo } from './request-info.js';
import type { Warnings } from './warnings.js';

/** One authenticated request on its way through the server. */
export interface RequestContext<Info extends RequestInfo = RequestInfo> {
  readonly info: Info;
  readonly query: URLSearchParams;
  readonly user: UserInfo;
  readonly warnings: Warnings;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ResourceContext extends RequestContext<ResourceRequestInfo> {
  /** For what a request turns out to do besides its verb. @throws ApiError 403 unless the user may do that too. */
  readonly requireRight: (verb: string) => void;
}
