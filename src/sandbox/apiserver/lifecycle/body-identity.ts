import { apiVersionOf } from '../../../kube/meta/index.js';
import type { ObjectMeta, UntypedObject } from '../../../kube/meta/index.js';
import { badRequest } from '../api-status/api-error.js';
import { isJsonObject, memberOf } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import type { WriteTarget } from './write-request.js';

const METADATA_TEXTS = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion'];

/**
 * The body as an object of the endpoint: what it says of its type and place is nothing, or what the URL says.
 * @throws ApiError 400
 */
export function identified({ resource, namespace }: WriteTarget, body: UntypedObject, name?: string): UntypedObject {
  const apiVersion = apiVersionOf(resource);
  assertTexts(body, ['apiVersion', 'kind']);
  const metadata = sentMetadata(body);
  if ((body.apiVersion || apiVersion) !== apiVersion || (body.kind || resource.kind) !== resource.kind) {
    throw badRequest(
      `the object in the request is ${body.apiVersion}, Kind=${body.kind}; this endpoint takes ${apiVersion}, Kind=${resource.kind}`,
    );
  }
  if (resource.custom) assertTyped(body);
  assertSame('namespace', metadata.namespace, namespace);
  assertSame('name', metadata.name, name);
  return { ...body, apiVersion, kind: resource.kind, metadata };
}

/** The same for what is already there: it must say its name. @throws ApiError 400 */
export function identifiedByName(target: WriteTarget, body: UntypedObject, name: string): UntypedObject {
  const object = identified(target, body, name);
  if (!object.metadata.name) throw badRequest('the name of the object must be provided');
  return object;
}

/** Nothing but the body says what an object without a fixed type is. */
function assertTyped({ apiVersion, kind }: UntypedObject): void {
  if (!apiVersion || !kind) throw badRequest('apiVersion and kind must be set');
}

function sentMetadata({ metadata }: Partial<UntypedObject>): ObjectMeta {
  if (metadata === undefined || metadata === null) return { name: '' };
  if (!isJsonObject(metadata)) throw badRequest('metadata must be an object');
  assertTexts(metadata, METADATA_TEXTS);
  return metadata;
}

/** A value of another type would be taken for a name or a version further on. */
function assertTexts(object: object, fields: readonly string[]): void {
  const wrong = fields.find((field) => !isTextOrAbsent(memberOf(object as JsonObject, field)));
  if (wrong) throw badRequest(`${wrong} must be a string`);
}

const isTextOrAbsent = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';

function assertSame(field: string, sent: unknown, expected: string | undefined): void {
  if (sent === undefined || sent === null || sent === '' || sent === expected) return;
  if (expected === undefined && field === 'name') return;
  throw badRequest(
    `the ${field} of the object (${JSON.stringify(sent)}) does not match the ${field} on the URL (${expected ?? ''})`,
  );
}
