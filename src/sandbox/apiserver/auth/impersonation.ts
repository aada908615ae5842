import type { IncomingHttpHeaders } from 'node:http';

import type { RbacAuthorizer } from './rbac-authorizer.js';
import type { ResourceAttributes, UserInfo } from './user-info.js';

/** Either whom the request is carried out as, or the first right that was lacking. */
export type Impersonation = { readonly user: UserInfo } | { readonly lacking: ResourceAttributes };

/** Reads the Impersonate-* headers. Without any, the user is the one who asks. */
export function impersonate(_user: UserInfo, _headers: IncomingHttpHeaders, _authorizer: RbacAuthorizer): Impersonation {
  throw new Error('in the making');
}
