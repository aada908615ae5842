import type { StatusBody, UntypedObject } from '../../../kube/meta/index.js';
import { badRequest } from '../api-status/api-error.js';
import { detailsOf } from '../api-status/api-error.js';
import { decodeObject } from '../decoding/decode-body.js';
import { mediaTypeOf, readBody } from '../http/request-body.js';
import type { ResourceContext } from '../http/request-context.js';
import { parseListOptions } from '../http/list-options.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import { parseDeleteOptions } from '../lifecycle/delete-options.js';
import type { DeleteOptions } from '../lifecycle/delete-options.js';
import type { ObjectCreator } from '../lifecycle/object-creator.js';
import type { ObjectDeleter } from '../lifecycle/object-deleter.js';
import type { ObjectUpdater } from '../lifecycle/object-updater.js';
import { parseWriteOptions } from '../lifecycle/write-options.js';
import type { Edit, SentObject, UpdateTarget, WriteRequest, WrittenObject } from '../lifecycle/write-request.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ListHandler } from './list.js';
import type { ObjectPresenter, PresentationOptions } from './object-presenter.js';

export interface WriteHandlerParts {
  readonly creator: ObjectCreator;
  readonly updater: ObjectUpdater;
  readonly deleter: ObjectDeleter;
  readonly lists: ListHandler;
  readonly presenter: ObjectPresenter;
}

/** POST, PUT and DELETE. */
export class WriteHandler {
  constructor(private readonly parts: WriteHandlerParts) {}

  async create(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const presentation = this.negotiate(context);
    const request = writeRequest(context, resource);
    return this.written(resource, await this.parts.creator.create(request, await sentObject(context)), presentation);
  }

  async update(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const sent = await sentObject(context);
    return this.edit(context, resource, { isPatch: false, apply: () => sent });
  }

  /** The way of every change of one object. */
  async edit(context: ResourceContext, resource: ServedResource, edit: Edit): Promise<Reply> {
    const presentation = this.negotiate(context);
    const written = await this.parts.updater.update(updateTarget(context, resource), edit);
    return this.written(resource, written, presentation);
  }

  async delete(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const presentation = this.negotiate(context);
    const options = await deleteOptions(context);
    const target = deleteTarget(context, resource, options);
    const { form, isGone } = await this.parts.deleter.delete(target, options);
    if (isGone) return jsonReply(200, deletedStatus(resource, form.object));
    return jsonReply(200, this.parts.presenter.item(resource, form, presentation));
  }

  async deleteCollection(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const presentation = this.negotiate(context);
    const options = await deleteOptions(context);
    const listOptions = parseListOptions(context.query);
    const { found, listMeta } = await this.parts.lists.page(resource, context.info.namespace, listOptions);
    for (const { namespace, name } of found) {
      const target = { ...deleteTarget(context, resource, options), namespace, name };
      await this.parts.deleter.deleteIfPresent(target, options);
    }
    return jsonReply(200, this.parts.presenter.list(resource, found, { ...presentation, listMeta }));
  }

  /** POST of `pods/{name}/eviction`: without anything that guards a budget, an eviction is a delete. */
  async evict(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { object } = await sentObject(context);
    const options = parseDeleteOptions(object['deleteOptions'], context.query);
    await this.parts.deleter.delete(deleteTarget(context, resource, options), options);
    return jsonReply(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
  }

  /** PUT of `namespaces/{name}/finalize`: takes `spec.finalizers` alone. */
  async finalize(context: ResourceContext, resource: ServedResource): Promise<Reply> {
    const { object, strictErrors } = await sentObject(context);
    const apply = (live: UntypedObject): SentObject => ({ object: { ...live, spec: object.spec ?? {} }, strictErrors });
    return this.edit(context, resource, { isPatch: false, apply });
  }

  private negotiate({ request, query }: ResourceContext): PresentationOptions {
    return this.parts.presenter.negotiate(request.headers.accept, query);
  }

  private written(
    resource: ServedResource,
    { form, isCreated }: WrittenObject,
    presentation: PresentationOptions,
  ): Reply {
    return jsonReply(isCreated ? 201 : 200, this.parts.presenter.item(resource, form, presentation));
  }
}

export function writeRequest(
  { info, query, request, user, warnings }: ResourceContext,
  resource: ServedResource,
): WriteRequest {
  return {
    resource,
    namespace: info.namespace,
    user,
    warnings,
    options: parseWriteOptions(query, request.headers['user-agent']),
    ...(info.subresource === undefined ? {} : { subresource: info.subresource }),
  };
}

export function updateTarget(context: ResourceContext, resource: ServedResource): UpdateTarget {
  return { ...writeRequest(context, resource), name: context.info.name ?? '' };
}

/** The options of a delete are in its body, so they are read by themselves. */
function deleteTarget(
  context: ResourceContext,
  resource: ServedResource,
  { dryRun, asSent }: DeleteOptions,
): UpdateTarget {
  const { info, user, warnings } = context;
  const sent = asSent ? { asSent } : {};
  const options = { dryRun, fieldManager: '', fieldValidation: 'Ignore', force: undefined, ...sent } as const;
  return { resource, namespace: info.namespace, name: info.name ?? '', user, warnings, options };
}

async function sentObject({ request }: ResourceContext): Promise<SentObject> {
  const { value, strictErrors } = decodeObject(mediaTypeOf(request), await readBody(request));
  return { object: value as unknown as UntypedObject, strictErrors };
}

async function deleteOptions({ request, query }: ResourceContext): Promise<DeleteOptions> {
  const bytes = await readBody(request);
  if (bytes.length === 0) return parseDeleteOptions(undefined, query);
  const { value } = decodeObject(mediaTypeOf(request), bytes);
  const kind = value['kind'] ?? 'DeleteOptions';
  if (kind !== 'DeleteOptions') throw badRequest('the body of a delete must be DeleteOptions');
  return parseDeleteOptions(value, query);
}

function deletedStatus(resource: ServedResource, { metadata }: UntypedObject): StatusBody {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...detailsOf(resource, metadata.name), ...(metadata.uid ? { uid: metadata.uid } : {}) },
  };
}
