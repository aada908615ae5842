import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import { ApplyConflictError, ApplyPatchError, applyServerSide } from '../apply/index.js';
import { ApiError, badRequest, conflict, detailsOf, unsupportedMediaType } from '../api-status/api-error.js';
import { invalidOptions } from '../api-status/invalid.js';
import { decodeJson, decodeYaml } from '../decoding/decode-body.js';
import { isJsonObject } from '../fields/json-value.js';
import { mediaTypeOf, readBody } from '../http/request-body.js';
import type { ResourceContext } from '../http/request-context.js';
import { identified } from '../lifecycle/body-identity.js';
import { conform } from '../lifecycle/object-rules.js';
import { toTimestamp } from '../lifecycle/timestamps.js';
import type { WriteOptions } from '../lifecycle/write-options.js';
import { parseWriteOptions } from '../lifecycle/write-options.js';
import type { Edit, WriteTarget } from '../lifecycle/write-request.js';
import { PATCH_MEDIA_TYPES, applyPatch } from '../patch/index.js';
import type { PatchKind } from '../patch/index.js';
import type { ServedResource } from '../registry/served-resource.js';

const APPLY_MEDIA_TYPE = 'application/apply-patch+yaml';

const PATCH_KINDS = new Map(Object.entries(PATCH_MEDIA_TYPES).map(([kind, type]) => [type, kind as PatchKind]));

/**
 * What a PATCH does to an object, whichever of its four types it is of. `patched` is the kind at the endpoint where that
 * shows the object as another kind. @throws ApiError
 */
export async function editOfPatch(
  context: ResourceContext,
  resource: ServedResource,
  now: () => Date,
  patched: ServedResource = resource,
): Promise<Edit> {
  const mediaType = mediaTypeOf(context.request);
  const options = parseWriteOptions(context.query, context.request.headers['user-agent']);
  const bytes = await readBody(context.request);
  if (mediaType === APPLY_MEDIA_TYPE) return applyEdit(context, resource, { bytes, options, now });
  const kind = PATCH_KINDS.get(mediaType);
  if (!kind || (kind === 'strategic' && patched.custom)) throw unsupportedPatchType(mediaType, patched);
  assertPatchOptions(options);
  const { value, strictErrors } = decodeJson(bytes);
  return {
    isPatch: true,
    apply: (live) => ({ object: applyPatch(kind, live, value, resource) as UntypedObject, strictErrors }),
  };
}

interface SentApply {
  readonly bytes: Buffer;
  readonly options: WriteOptions;
  readonly now: () => Date;
}

function applyEdit(context: ResourceContext, resource: ServedResource, { bytes, options, now }: SentApply): Edit {
  assertApplyOptions(context.query);
  const { value, strictErrors } = decodeYaml(bytes);
  if (!isJsonObject(value)) throw badRequest('the applied configuration must be an object');
  const { info } = context;
  const patch = appliedConfiguration(context, resource, value as unknown as UntypedObject);
  const isNamed = isJsonObject(value['metadata']) && Boolean(value['metadata']['name']);
  if (!isNamed && isJsonObject(value['metadata']) && Object.hasOwn(value['metadata'], 'name')) {
    throw badRequest('the configuration takes the name of the object away');
  }
  const request = {
    patch,
    resource,
    manager: options.fieldManager,
    force: options.force === true,
    ...(info.subresource === undefined ? {} : { subresource: info.subresource }),
  };
  const merge = (live?: KubeObject): UntypedObject => {
    try {
      const applied = applyServerSide({ ...request, now: toTimestamp(now()), ...(live ? { live } : {}) });
      return applied.object as UntypedObject;
    } catch (error) {
      throw applyError(error, resource, info.name ?? '');
    }
  };
  const create = (): UntypedObject => {
    context.requireRight('create');
    if (!isNamed) throw badRequest('the name of the object must be provided');
    if (patch.metadata.uid)
      throw conflict(
        resource,
        info.name ?? '',
        'uid mismatch: the provided object specified a uid, and no existing object was found',
      );
    return merge();
  };
  return {
    isPatch: false,
    ownsFields: true,
    apply: (live) => ({ object: merge(live), strictErrors }),
    ...(info.subresource === undefined ? { create: () => ({ object: create(), strictErrors }) } : {}),
  };
}

/** @throws ApiError 400 when it does not say what it is, or is of another endpoint. */
function appliedConfiguration(
  { info, user, warnings }: ResourceContext,
  resource: ServedResource,
  sent: UntypedObject,
): UntypedObject {
  if (!sent.apiVersion || !sent.kind) throw badRequest('apiVersion and kind must be set in an applied configuration');
  const target: WriteTarget = { resource, namespace: info.namespace, user, warnings };
  const object = identified(target, sent, info.name);
  assertDeclared(resource, object);
  const place = { name: info.name ?? '', ...(info.namespace === undefined ? {} : { namespace: info.namespace }) };
  return { ...object, metadata: { ...object.metadata, ...place } };
}

/** Ownership of a field that is about to be left out would be ownership of nothing. @throws ApiError 400 */
function assertDeclared(resource: ServedResource, object: UntypedObject): void {
  const [unknown] = conform(resource, object).unknownFields;
  if (unknown !== undefined) throw badRequest(`.${unknown}: field not declared in schema`);
}

function applyError(error: unknown, resource: ServedResource, name: string): unknown {
  if (error instanceof ApplyPatchError) return badRequest(error.message);
  if (!(error instanceof ApplyConflictError)) return error;
  return new ApiError(409, 'Conflict', error.message, detailsOf(resource, name, [...error.causes]));
}

function assertApplyOptions(query: URLSearchParams): void {
  if (query.get('fieldManager')) return;
  const detail = 'is required for apply patch';
  throw invalidOptions('PatchOptions', [{ path: ['fieldManager'], type: 'FieldValueRequired', detail }]);
}

function assertPatchOptions({ force }: WriteOptions): void {
  if (force === undefined) return;
  const detail = 'may not be specified for non-apply patch';
  throw invalidOptions('PatchOptions', [{ path: ['force'], type: 'FieldValueForbidden', detail }]);
}

function unsupportedPatchType(mediaType: string, resource: ServedResource): ApiError {
  const { json, merge, strategic } = PATCH_MEDIA_TYPES;
  const accepted = [json, merge, ...(resource.custom ? [] : [strategic]), APPLY_MEDIA_TYPE].join(', ');
  return unsupportedMediaType(
    `the body of the request was in an unknown format (${mediaType}) - accepted media types include: ${accepted}`,
  );
}
