import type { FieldError } from '../../../kube/schema/index.js';
import { ApiError, expired } from '../api-status/api-error.js';
import { invalidOptions } from '../api-status/invalid.js';
import type { ObjectPresenter } from '../handlers/object-presenter.js';
import { awaitRevision } from '../handlers/list-snapshot.js';
import { Selection } from '../handlers/selection.js';
import { parseListOptions } from '../http/list-options.js';
import type { ListOptions } from '../http/list-options.js';
import type { ResourceContext } from '../http/request-context.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ObjectStore } from '../storage/object-store.js';
import { keyRange } from '../storage/stored-object.js';
import { errorLine } from './event-encoder.js';
import type { WatchHub } from './watch-hub.js';
import { isInScope } from './watch-source.js';
import type { WatchScope } from './watch-source.js';
import type { WatchStart } from './watch-stream.js';

const MIN_DEFAULT_TIMEOUT_MS = 30 * 60_000;

/** GET with `watch=true`. */
export class WatchHandler {
  constructor(
    private readonly store: ObjectStore,
    private readonly presenter: ObjectPresenter,
    private readonly hub: WatchHub,
  ) {}

  /** Answers by streaming. @throws ApiError for what is wrong with the request itself. */
  async handle(context: ResourceContext, resource: ServedResource): Promise<void> {
    const { request, response, query, info } = context;
    const options = parseListOptions(query);
    assertWatchOptions(options);
    const presentation = this.presenter.negotiate(request.headers.accept, query);
    const selection = Selection.parse(resource, options.labelSelector, options.fieldSelector);
    const scope = {
      namespace: info.namespace,
      selection: info.name === undefined ? selection : selection.named(info.name),
    };
    const start = await this.start(resource, scope, options);
    sendHeaders(context);
    if (start instanceof ApiError) return void response.end(errorLine(start.toStatus()));
    this.hub.serve(response, { resource, scope, presentation, start, timeoutMs: timeoutMs(options) });
  }

  /** An ApiError that clients expect as an event: too old, or not there yet. */
  private async start(
    resource: ServedResource,
    scope: WatchScope,
    options: ListOptions,
  ): Promise<WatchStart | ApiError> {
    const { resourceVersion: revision = 0, sendInitialEvents, allowWatchBookmarks } = options;
    const flags = { sendsBookmarks: allowWatchBookmarks, marksInitialEnd: false };
    try {
      await awaitRevision(this.store, revision);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
    if (sendInitialEvents === true) {
      return this.fromNow(resource, scope, { ...flags, marksInitialEnd: allowWatchBookmarks });
    }
    if (revision !== 0) return this.fromRevision(resource, revision, flags);
    if (sendInitialEvents === false) return { ...flags, initial: [], revision: this.store.publishedRevision };
    return this.fromNow(resource, scope, flags);
  }

  private fromRevision(resource: ServedResource, revision: number, flags: WatchFlags): WatchStart | ApiError {
    const { oldestRevision } = this.store.historyOf(storageKeyOf(resource));
    if (revision < oldestRevision) return expired(`too old resource version: ${revision} (${oldestRevision})`);
    return { ...flags, initial: [], revision };
  }

  /** From what is published, not from what is written: watchers hear of nothing that a crash could take back. */
  private fromNow(resource: ServedResource, scope: WatchScope, flags: WatchFlags): WatchStart {
    const revision = this.store.publishedRevision;
    const history = this.store.historyOf(storageKeyOf(resource));
    const { from, to } = keyRange(scope.namespace);
    const objects = (history.at(revision) ?? history.latest).range(from, to);
    return { ...flags, initial: objects.filter((stored) => isInScope(scope, stored)), revision };
  }
}

type WatchFlags = Pick<WatchStart, 'sendsBookmarks' | 'marksInitialEnd'>;

function sendHeaders({ response, warnings }: ResourceContext): void {
  const lines = warnings.toHeaders();
  if (lines.length > 0) response.setHeader('Warning', lines);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private' });
  response.flushHeaders();
}

/** Without a wish it ends after 30 to 60 minutes, at random, so that clients do not come back all at once. */
function timeoutMs({ timeoutSeconds = 0 }: ListOptions): number {
  if (timeoutSeconds > 0) return Math.min(timeoutSeconds * 1000, 2 * MIN_DEFAULT_TIMEOUT_MS);
  return MIN_DEFAULT_TIMEOUT_MS * (1 + Math.random());
}

function assertWatchOptions(options: ListOptions): void {
  const { resourceVersionMatch: match, sendInitialEvents, continueToken, resourceVersion = 0 } = options;
  const problems: [boolean, string, string][] = [
    [
      sendInitialEvents !== undefined && match !== 'NotOlderThan',
      'resourceVersionMatch',
      'must be NotOlderThan with sendInitialEvents',
    ],
    [
      sendInitialEvents === undefined && match !== '',
      'resourceVersionMatch',
      'only together with sendInitialEvents in a watch',
    ],
    [continueToken !== '' && resourceVersion === 0, 'continue', 'only for a list'],
  ];
  const errors = problems
    .filter(([applies]) => applies)
    .map(([, field, detail]): FieldError => ({ path: [field], type: 'FieldValueForbidden', detail }));
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
}
