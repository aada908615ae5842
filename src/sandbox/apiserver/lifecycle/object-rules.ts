import { SchemaError, applyDefaults, compileSchema, prune, validate } from '../../../kube/schema/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { ApiError, badRequest, forbidden } from '../api-status/api-error.js';
import { invalid } from '../api-status/invalid.js';
import { statusCoversMetadata, storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import { OBJECT_META, TypeMismatchError, builtInType, readTyped } from '../typed/index.js';
import type { TypedObject } from '../typed/index.js';
import type { StrategyWorld } from './kind-strategy.js';
import { strategyOf } from './strategies/index.js';
import { metadataWarnings, newFinalizerErrors, unownedFinalizerErrors, validateMetadata } from './validate-metadata.js';
import type { WriteRequest } from './write-request.js';

export interface Conformed {
  readonly object: UntypedObject;
  readonly unknownFields: readonly string[];
}

/**
 * The object as its type and its schema allow it: unknown fields gone, defaults in place.
 * @throws ApiError 400 for values of the wrong type where types are fixed; 422 where a patch leads to them.
 */
export function conform(resource: ServedResource, object: UntypedObject, isPatch = false): Conformed {
  const typed = asTyped(resource, object, isPatch);
  if (!resource.schema) return { object: typed.value, unknownFields: typed.unknownFields };
  const { value, unknownFields } = prune(resource.schema, typed.value);
  const conformed = applyDefaults(resource.schema, value);
  return { object: conformed, unknownFields: [...typed.unknownFields, ...unknownFields] };
}

function asTyped(resource: ServedResource, object: UntypedObject, isPatch: boolean): TypedObject<UntypedObject> {
  const { kind, version } = resource;
  try {
    const type = builtInType(resource);
    if (type) return readTyped(type, object);
    const { value: metadata, unknownFields } = readTyped(OBJECT_META, object.metadata, ['metadata']);
    return { value: { ...object, metadata }, unknownFields };
  } catch (error) {
    if (!(error instanceof TypeMismatchError)) throw error;
    if (isPatch) throw invalidPatch(error.message);
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${error.message}`);
  }
}

/** Refuses, tells or forgets what strict decoding found, as the client asked. @throws ApiError 400 or 422 */
export function judgeStrictErrors(request: WriteRequest, findings: readonly string[], isPatch: boolean): void {
  const { fieldValidation } = request.options;
  if (findings.length === 0 || fieldValidation === 'Ignore') return;
  if (fieldValidation === 'Warn') return request.warnings.add(...findings);
  const text = `strict decoding error: ${findings.join(', ')}`;
  throw isPatch ? invalidPatch(text) : badRequest(text);
}

/** What is wrong is the patch: it has neither kind nor name. Its text is not repeated, for it may hold a secret. */
function invalidPatch(detail: string): ApiError {
  return invalid({ group: '', kind: '' }, '', [{ path: ['patch'], type: 'FieldValueInvalid', detail }]);
}

export const unknownFieldFindings = (fields: readonly string[]): string[] =>
  fields.map((field) => `unknown field "${field}"`);

/** What is valid as such may be refused all the same. @throws ApiError 403 */
function assertAllowed(
  { resource }: WriteRequest,
  object: UntypedObject,
  live: UntypedObject,
  world: StrategyWorld,
): void {
  const refusal = strategyOf(storageKeyOf(resource)).refuseUpdate?.(object, live, world);
  if (refusal) throw forbidden(resource, object.metadata.name, refusal);
}

/** @throws ApiError 422 with everything that is wrong, 403 for what is right and yet not allowed. */
export function assertValid(
  request: WriteRequest,
  object: UntypedObject,
  live: UntypedObject | undefined,
  world: StrategyWorld,
): void {
  const { resource, warnings } = request;
  const strategy = strategyOf(storageKeyOf(resource));
  const errors = [
    ...validateMetadata(object.metadata, strategy.nameRule ?? 'subdomain'),
    ...(statusCoversMetadata(resource) ? unownedFinalizerErrors(object.metadata) : []),
    ...(live ? newFinalizerErrors(object.metadata, live.metadata) : []),
    ...(strategy.validate?.(object, live, world) ?? []),
    ...schemaErrors(request, object, live),
  ];
  if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
  if (live) assertAllowed(request, object, live, world);
  if (resource.custom) warnings.add(...metadataWarnings(object.metadata));
}

function schemaErrors(
  { resource, warnings }: WriteRequest,
  object: UntypedObject,
  live: UntypedObject | undefined,
): readonly FieldError[] {
  if (!resource.schema) return [];
  try {
    const result = validate(compileSchema(resource.schema), object, live ? { old: live } : {});
    warnings.add(...result.warnings);
    return result.errors;
  } catch (error) {
    // Definitions are judged before they are stored; only one from an older version of this server gets here.
    if (error instanceof SchemaError) throw new ApiError(500, 'InternalError', error.message);
    throw error;
  }
}
