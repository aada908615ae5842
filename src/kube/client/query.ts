import type { ListOptions, WatchOptions, WriteOptions } from './kube-client.js';

type QueryValue = string | number | boolean | undefined;

/** `?a=1&b=2` of what is set and not empty, or nothing. */
function toQuery(parameters: Readonly<Record<string, QueryValue>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

export function listQuery(options: ListOptions): string {
  const { labelSelector, fieldSelector, limit, resourceVersion, resourceVersionMatch } = options;
  return toQuery({
    labelSelector,
    fieldSelector,
    limit,
    continue: options.continue,
    resourceVersion,
    resourceVersionMatch,
  });
}

export function watchQuery(options: WatchOptions): string {
  const { labelSelector, fieldSelector, resourceVersion, timeoutSeconds, sendInitialEvents } = options;
  return toQuery({
    watch: true,
    allowWatchBookmarks: true,
    labelSelector,
    fieldSelector,
    resourceVersion,
    timeoutSeconds,
    sendInitialEvents,
    // The API server insists on this one, and on no other, beside sendInitialEvents.
    resourceVersionMatch: sendInitialEvents ? 'NotOlderThan' : undefined,
  });
}

export function writeQuery(options: WriteOptions & { force?: boolean }): string {
  const { fieldManager, dryRun, strict, force } = options;
  return toQuery({
    fieldManager,
    dryRun: dryRun ? 'All' : undefined,
    fieldValidation: strict ? 'Strict' : undefined,
    force: force || undefined,
  });
}
