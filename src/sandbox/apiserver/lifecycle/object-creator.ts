import { randomUUID } from 'node:crypto';

import type { UntypedObject } from '../../../kube/meta/index.js';
import { trackUpdate } from '../apply/index.js';
import type { ApiError } from '../api-status/api-error.js';
import { alreadyExists, badRequest, methodNotAllowed } from '../api-status/api-error.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { StoredObject } from '../storage/stored-object.js';
import { identified } from './body-identity.js';
import { generateName } from './generate-name.js';
import { assertNamespaceOpen } from './namespace-guard.js';
import { metadataForCreate } from './object-metadata.js';
import { assertValid, conform, judgeStrictErrors, unknownFieldFindings } from './object-rules.js';
import type { WriteParts } from './write-parts.js';
import { strategyOf } from './strategies/index.js';
import { toTimestamp } from './timestamps.js';
import type { SentObject, WriteRequest, WrittenObject } from './write-request.js';

const MAX_NAME_ATTEMPTS = 8;

/** Everything between the body of a create and its commit. */
export class ObjectCreator {
  constructor(private readonly parts: WriteParts) {}

  /** `ownsFields`: the caller has settled managedFields itself (server-side apply). @throws ApiError, AdmissionDenied */
  async create(request: WriteRequest, sent: SentObject, ownsFields = false): Promise<WrittenObject> {
    const { resource } = request;
    if (!resource.verbs.includes('create'))
      throw methodNotAllowed('create is not allowed while the kind is terminating');
    const body = identified(request, sent.object);
    if (body.metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created');
    // A name that is given is tried once; one that is generated may collide.
    const attempts = body.metadata.name ? 1 : MAX_NAME_ATTEMPTS;
    for (let attempt = 1; attempt < attempts; attempt += 1) {
      const written = await this.attempt(request, { ...sent, object: body }, ownsFields);
      if (!('taken' in written)) return written;
    }
    const written = await this.attempt(request, { ...sent, object: body }, ownsFields);
    if ('taken' in written) throw nameTaken(resource, written.taken);
    return written;
  }

  private async attempt(
    request: WriteRequest,
    sent: SentObject,
    ownsFields: boolean,
  ): Promise<WrittenObject | NameTaken> {
    const { resource, namespace } = request;
    const name = sent.object.metadata.name || generatedName(sent.object);
    assertNamespaceOpen(this.parts.store, request, name);
    const object = await this.admitted(request, this.prepare(request, sent, { name, ownsFields }));
    const taken = this.parts.store.find(storageKeyOf(resource), namespace, name);
    return taken ? { taken } : this.commit(request, object);
  }

  private prepare(
    request: WriteRequest,
    { object, strictErrors }: SentObject,
    { name, ownsFields }: { name: string; ownsFields: boolean },
  ): UntypedObject {
    const { resource, namespace, options } = request;
    const timestamp = toTimestamp(this.parts.world.now());
    const conformed = conform(resource, object);
    judgeStrictErrors(request, [...unknownFieldFindings(conformed.unknownFields), ...strictErrors], false);
    const birth = { name, namespace, uid: randomUUID(), timestamp };
    const { status, ...fields } = conformed.object;
    const metadata = metadataForCreate(fields.metadata, resource, birth);
    const born = { ...fields, metadata, ...(resource.hasStatus || status === undefined ? {} : { status }) };
    const prepare = strategyOf(storageKeyOf(resource)).prepareCreate;
    const prepared = prepare ? prepare(born, this.parts.world) : born;
    if (ownsFields) return prepared;
    return trackUpdate({ next: prepared, manager: options.fieldManager, resource, now: timestamp });
  }

  private async admitted(request: WriteRequest, prepared: UntypedObject): Promise<UntypedObject> {
    const { name } = prepared.metadata;
    const write = { operation: 'CREATE', name, object: prepared, oldObject: null } as const;
    const mutated = (await this.parts.admission.mutate(request, write)) ?? prepared;
    const object = mutated === prepared ? prepared : conform(request.resource, keepIdentity(mutated, prepared)).object;
    assertValid(request, object, undefined, this.parts.world);
    await this.parts.admission.validate(request, { ...write, object });
    return object;
  }

  private commit(request: WriteRequest, object: UntypedObject): WrittenObject {
    // Webhooks may have taken a while: the namespace and the definition must still be there.
    assertNamespaceOpen(this.parts.store, request, object.metadata.name);
    return { form: this.parts.committer.put(request, object), isCreated: true };
  }
}

interface NameTaken {
  readonly taken: StoredObject;
}

function nameTaken(resource: ServedResource, { name, object }: StoredObject): ApiError {
  const prefix = object.metadata.deletionTimestamp ? 'object is being deleted: ' : '';
  return alreadyExists(resource, name, prefix);
}

/** A webhook may change labels and the like, not who the object is. */
function keepIdentity(mutated: UntypedObject, { metadata }: UntypedObject): UntypedObject {
  const { name, namespace, uid, creationTimestamp, generation } = metadata;
  const identity = { name, namespace, uid, creationTimestamp, generation };
  return { ...mutated, metadata: { ...mutated.metadata, ...withoutUndefined(identity) } };
}

const withoutUndefined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

function generatedName({ metadata }: UntypedObject): string {
  const { generateName: base } = metadata;
  return typeof base === 'string' && base !== '' ? generateName(base) : '';
}
