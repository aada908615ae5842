import { AUTHENTICATED_GROUP } from './user-info.js';

export interface ServiceAccountName {
  readonly namespace: string;
  readonly name: string;
}

const USERNAME = /^system:serviceaccount:([^:]+):([^:]+)$/;
const ALL_SERVICE_ACCOUNTS_GROUP = 'system:serviceaccounts';

export const serviceAccountUsername = ({ namespace, name }: ServiceAccountName): string =>
  `system:serviceaccount:${namespace}:${name}`;

/** Undefined when the user is no ServiceAccount. */
export function parseServiceAccountUsername(username: string): ServiceAccountName | undefined {
  const match = USERNAME.exec(username);
  return match ? { namespace: match[1]!, name: match[2]! } : undefined;
}

export const serviceAccountGroups = ({ namespace }: ServiceAccountName): readonly string[] => [
  ALL_SERVICE_ACCOUNTS_GROUP,
  `${ALL_SERVICE_ACCOUNTS_GROUP}:${namespace}`,
  AUTHENTICATED_GROUP,
];
