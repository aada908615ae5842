import type { UntypedObject } from '../../../kube/meta/index.js';
import { equalIgnoringManagedTimes, trackUpdate } from '../apply/index.js';
import { badRequest, conflict, notFound } from '../api-status/api-error.js';
import { invalid } from '../api-status/invalid.js';
import { statusCoversMetadata, storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import { identifiedByName } from './body-identity.js';
import type { ObjectCreator } from './object-creator.js';
import { metadataForUpdate, nextGeneration } from './object-metadata.js';
import { assertValid, conform, judgeStrictErrors, unknownFieldFindings } from './object-rules.js';
import { strategyOf } from './strategies/index.js';
import { toTimestamp } from './timestamps.js';
import type { WriteParts } from './write-parts.js';
import type { Edit, UpdateTarget, WrittenObject } from './write-request.js';

/** Others may write while a webhook is asked; past this many times something is wrong with the webhook. */
const MAX_ATTEMPTS = 20;

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** Everything between an edit and its commit. */
export class ObjectUpdater {
  constructor(
    private readonly parts: WriteParts,
    private readonly creator: ObjectCreator,
  ) {}

  /** Starts over when the object changed while admission was waited for. @throws ApiError, AdmissionDenied */
  async update(request: UpdateTarget, edit: Edit): Promise<WrittenObject> {
    const { resource, namespace, name } = request;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const stored = this.parts.store.find(storageKeyOf(resource), namespace, name);
      if (!stored && edit.create) return this.creator.create(request, edit.create(), edit.ownsFields);
      if (!stored) throw notFound(resource, name);
      const live = this.parts.forms.of(resource, stored);
      const next = await this.admitted(request, this.edited(request, edit, live.object), live.object);
      if (this.parts.store.find(stored.storageKey, namespace, name) !== stored) continue;
      if (equalIgnoringManagedTimes(next, live.object)) return { form: live, isCreated: false };
      return { form: this.parts.committer.put(request, next), isCreated: false };
    }
    throw conflict(resource, name, MODIFIED);
  }

  private edited(request: UpdateTarget, edit: Edit, live: UntypedObject): UntypedObject {
    const { object, strictErrors } = edit.apply(live);
    const sent = identifiedByName(request, object, request.name);
    if (edit.isPatch && !object.apiVersion) throw badRequest('the patch takes the apiVersion of the object away');
    assertCurrent(request, sent, live);
    const { next, unknownFields } = settle(request, sent, live, edit.isPatch);
    judgeStrictErrors(request, [...unknownFieldFindings(unknownFields), ...strictErrors], edit.isPatch);
    const prepare = request.subresource ? undefined : strategyOf(storageKeyOf(request.resource)).prepareUpdate;
    const prepared = prepare ? prepare(next, live, this.parts.world) : next;
    return edit.ownsFields ? prepared : this.tracked(request, prepared, live);
  }

  private tracked(request: UpdateTarget, next: UntypedObject, live: UntypedObject): UntypedObject {
    const { resource, subresource, options } = request;
    const now = toTimestamp(this.parts.world.now());
    const write = { live, next, manager: options.fieldManager, resource, now };
    return trackUpdate(subresource === undefined ? write : { ...write, subresource });
  }

  private async admitted(request: UpdateTarget, next: UntypedObject, live: UntypedObject): Promise<UntypedObject> {
    const write = { operation: 'UPDATE', name: request.name, object: next, oldObject: live } as const;
    const mutated = (await this.parts.admission.mutate(request, write)) ?? next;
    const object = mutated === next ? next : settle(request, mutated, live).next;
    const counted = request.subresource === 'status' ? object : withGeneration(request, object, live);
    assertValid(request, counted, live, this.parts.world);
    await this.parts.admission.validate(request, { ...write, object: counted });
    return counted;
  }
}

/** @throws ApiError 409 when the edit was made to another state, or to another object, than the one stored; 422 when it must say and does not. */
function assertCurrent({ resource, name }: UpdateTarget, { metadata }: UntypedObject, live: UntypedObject): void {
  const { uid, resourceVersion } = metadata;
  if (uid && uid !== live.metadata.uid) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion) throw conflict(resource, name, MODIFIED);
  if (resourceVersion || !(resource.custom || strategyOf(storageKeyOf(resource)).requiresResourceVersion)) return;
  const detail = 'must be specified for an update';
  throw invalid(resource, name, [
    { path: ['metadata', 'resourceVersion'], type: 'FieldValueInvalid', badValue: 0, detail },
  ]);
}

/** What the endpoint may write of what was sent; the rest is as it was. */
function settle(
  { resource, subresource }: UpdateTarget,
  sent: UntypedObject,
  live: UntypedObject,
  isPatch = false,
): { next: UntypedObject; unknownFields: readonly string[] } {
  const { object, unknownFields } = conform(resource, sent, isPatch);
  if (subresource === 'status')
    return { next: withField(statusWrite(resource, object, live), 'status', object.status), unknownFields };
  const next = { ...object, metadata: metadataForUpdate(object.metadata, live.metadata) };
  return { next: resource.hasStatus ? withField(next, 'status', live.status) : next, unknownFields };
}

function statusWrite(resource: ServedResource, { metadata }: UntypedObject, live: UntypedObject): UntypedObject {
  if (statusCoversMetadata(resource)) return { ...live, metadata: metadataForUpdate(metadata, live.metadata) };
  const { managedFields } = metadata;
  return { ...live, metadata: { ...live.metadata, ...(managedFields ? { managedFields } : {}) } };
}

function withField(object: UntypedObject, field: 'status', value: UntypedObject['status']): UntypedObject {
  const { [field]: _replaced, ...rest } = object;
  return value === undefined ? rest : { ...rest, [field]: value };
}

function withGeneration({ resource }: UpdateTarget, next: UntypedObject, live: UntypedObject): UntypedObject {
  return { ...next, metadata: { ...next.metadata, ...nextGeneration(resource, next, live) } };
}
