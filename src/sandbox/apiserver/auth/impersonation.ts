import type { IncomingMessage } from 'node:http';

import { badRequest } from '../api-status/api-error.js';
import { accessDenied } from './access-denial.js';
import type { RbacAuthorizer } from './rbac-authorizer.js';
import { parseServiceAccountUsername, serviceAccountGroups } from './service-account-name.js';
import { AUTHENTICATED_GROUP } from './user-info.js';
import type { ResourceAttributes, UserInfo } from './user-info.js';

type Headers = IncomingMessage['headersDistinct'];

interface Wish {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

const EXTRA_PREFIX = 'impersonate-extra-';
const AUTHENTICATION_GROUP = 'authentication.k8s.io';

/**
 * Whom the request is carried out as: by its Impersonate-* headers, or else the one who asks.
 * @throws ApiError 403 naming the first right that is lacking, 400 for headers that make no sense.
 */
export function impersonate(user: UserInfo, headers: Headers, authorizer: RbacAuthorizer): UserInfo {
  const wish = readWish(headers);
  if (!wish) return user;
  for (const attributes of rightsFor(wish))
    if (!authorizer.authorize(user, attributes).allowed) throw accessDenied(user, attributes);
  const { username, uid, extra } = wish;
  return { username, groups: effectiveGroups(wish), ...(uid ? { uid } : {}), extra };
}

function readWish(headers: Headers): Wish | undefined {
  const username = headers['impersonate-user']?.[0];
  const uid = headers['impersonate-uid']?.[0];
  const groups = headers['impersonate-group'] ?? [];
  const extra = readExtra(headers);
  if (username) return { username, groups, extra, ...(uid ? { uid } : {}) };
  if (uid || groups.length > 0 || Object.keys(extra).length > 0)
    throw badRequest('impersonation of a uid, groups or extras needs an Impersonate-User header');
  return undefined;
}

function readExtra(headers: Headers): Wish['extra'] {
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(EXTRA_PREFIX));
  return Object.fromEntries(entries.map(([name, values]) => [extraKey(name), values ?? []]));
}

function extraKey(headerName: string): string {
  const encoded = headerName.slice(EXTRA_PREFIX.length);
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Names that were never percent-encoded are meant as they stand.
    return encoded;
  }
}

function rightsFor({ username, uid, groups, extra }: Wish): ResourceAttributes[] {
  const right = (resource: string, name: string, group = ''): ResourceAttributes => ({
    verb: 'impersonate',
    group,
    version: 'v1',
    resource,
    name,
  });
  const account = parseServiceAccountUsername(username);
  return [
    account ? { ...right('serviceaccounts', account.name), namespace: account.namespace } : right('users', username),
    ...groups.map((name) => right('groups', name)),
    ...(uid ? [right('uids', uid, AUTHENTICATION_GROUP)] : []),
    ...Object.entries(extra).flatMap(([subresource, values]) =>
      values.map((value) => ({ ...right('userextras', value, AUTHENTICATION_GROUP), subresource })),
    ),
  ];
}

function effectiveGroups({ username, groups }: Wish): readonly string[] {
  const account = parseServiceAccountUsername(username);
  if (account && groups.length === 0) return serviceAccountGroups(account);
  return groups.includes(AUTHENTICATED_GROUP) ? groups : [...groups, AUTHENTICATED_GROUP];
}
