import { badRequest } from '../api-status/api-error.js';
import { isTrue } from './parse-request-info.js';

/** The query of list, watch and deletecollection. */
export interface ListOptions {
  readonly labelSelector: string;
  readonly fieldSelector: string;
  /** 0: no limit. */
  readonly limit: number;
  readonly continueToken: string;
  /** Undefined: not given. */
  readonly resourceVersion: number | undefined;
  readonly resourceVersionMatch: string;
  readonly allowWatchBookmarks: boolean;
  /** Undefined: not given. */
  readonly sendInitialEvents: boolean | undefined;
  readonly timeoutSeconds: number | undefined;
}

/** @throws ApiError 400 for what is no number where one belongs. */
export function parseListOptions(query: URLSearchParams): ListOptions {
  const initial = query.get('sendInitialEvents');
  return {
    labelSelector: query.get('labelSelector') ?? '',
    fieldSelector: query.get('fieldSelector') ?? '',
    limit: Math.max(0, integer(query, 'limit') ?? 0),
    continueToken: query.get('continue') ?? '',
    resourceVersion: parseRevision(query),
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    allowWatchBookmarks: isTrue(query.get('allowWatchBookmarks')),
    sendInitialEvents: initial === null ? undefined : isTrue(initial),
    timeoutSeconds: integer(query, 'timeoutSeconds'),
  };
}

function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`invalid value for query parameter ${name}: "${text.slice(0, 64)}"`);
  return Number(text);
}

/** The one option that a get has too. @throws ApiError 400 */
export function parseRevision(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`invalid resource version: "${text.slice(0, 64)}"`);
  return Number(text);
}
