import { notFound } from '../api-status/api-error.js';
import type { ResourceContext } from '../http/request-context.js';
import { parseRevision } from '../http/list-options.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoredObject } from '../storage/stored-object.js';
import { awaitRevision } from './list-snapshot.js';
import type { ObjectPresenter } from './object-presenter.js';

/** GET of an item. */
export class GetHandler {
  constructor(
    private readonly store: ObjectStore,
    private readonly presenter: ObjectPresenter,
  ) {}

  async handle(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { request, query } = context;
    const presentation = this.presenter.negotiate(request.headers.accept, query);
    await awaitRevision(this.store, parseRevision(query) ?? 0);
    const form = this.presenter.form(resource, this.find(context, resource));
    return jsonReply(200, this.presenter.item(resource, form, presentation));
  }

  /** @throws ApiError 404 */
  find({ info }: ResourceContext, resource: ServedResource): StoredObject {
    const { namespace, name = '' } = info;
    const stored = this.store.find(storageKeyOf(resource), namespace, name);
    if (!stored) throw notFound(resource, name);
    return stored;
  }
}
