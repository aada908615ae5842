import type { ResourceContext } from '../http/request-context.js';
import { parseListOptions } from '../http/list-options.js';
import type { ListOptions } from '../http/list-options.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import type { ServedResource } from '../registry/served-resource.js';
import { storageKeyOf } from '../registry/served-resource.js';
import { keyAfter, keyRange } from '../storage/stored-object.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { ListMeta } from '../tables/table.js';
import { encodeContinueToken } from './continue-token.js';
import type { ListSnapshot } from './list-snapshot.js';
import { takeListSnapshot } from './list-snapshot.js';
import type { ObjectPresenter } from './object-presenter.js';
import { Selection } from './selection.js';

/** How many objects are looked at before asking whether the page is full. */
const SCAN_CHUNK = 500;

interface Page {
  readonly found: readonly StoredObject[];
  readonly listMeta: ListMeta & { readonly resourceVersion: string };
}

/** GET of a collection. */
export class ListHandler {
  constructor(
    private readonly store: ObjectStore,
    private readonly presenter: ObjectPresenter,
  ) {}

  async handle(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { request, query, info } = context;
    const presentation = this.presenter.negotiate(request.headers.accept, query);
    const page = await this.page(resource, info.namespace, parseListOptions(query));
    return jsonReply(200, this.presenter.list(resource, page.found, { ...presentation, listMeta: page.listMeta }));
  }

  async page(resource: ServedResource, namespace: string | undefined, options: ListOptions): Promise<Page> {
    const selection = Selection.parse(resource, options.labelSelector, options.fieldSelector);
    const snapshot = await takeListSnapshot(this.store, storageKeyOf(resource), options);
    return fillPage(snapshot, { namespace, selection, limit: effectiveLimit(options) });
  }
}

/** `resourceVersion=0` asks for whatever is at hand, in one piece. */
function effectiveLimit({ limit, resourceVersion, continueToken }: ListOptions): number {
  return resourceVersion === 0 && continueToken === '' ? 0 : limit;
}

interface PageRequest {
  readonly namespace: string | undefined;
  readonly selection: Selection;
  /** 0: everything. */
  readonly limit: number;
}

function fillPage(snapshot: ListSnapshot, { namespace, selection, limit }: PageRequest): Page {
  const range = keyRange(namespace);
  const from = snapshot.start !== undefined && snapshot.start > range.from ? snapshot.start : range.from;
  const { found, next } = scan(snapshot, { ...range, from }, { selection, limit });
  const resourceVersion = String(snapshot.revision);
  if (next === undefined) return { found, listMeta: { resourceVersion } };
  const remaining = snapshot.objects.countRange(next, range.to);
  if (remaining === 0) return { found, listMeta: { resourceVersion } };
  const token = encodeContinueToken({ revision: snapshot.revision, start: next });
  const count = selection.isEverything ? { remainingItemCount: remaining } : {};
  return { found, listMeta: { resourceVersion, continue: token, ...count } };
}

function scan(
  { objects }: ListSnapshot,
  { from, to }: { from: string; to: string | undefined },
  { selection, limit }: Pick<PageRequest, 'selection' | 'limit'>,
): { found: StoredObject[]; next?: string } {
  if (limit === 0) return { found: objects.range(from, to).filter(({ object }) => selection.matches(object)) };
  const found: StoredObject[] = [];
  let position = from;
  for (;;) {
    const chunk = objects.range(position, to, SCAN_CHUNK);
    for (const stored of chunk) {
      position = keyAfter(stored.key);
      if (selection.matches(stored.object)) found.push(stored);
      if (found.length === limit) return { found, next: position };
    }
    if (chunk.length < SCAN_CHUNK) return { found };
  }
}
