import type { KubeObject, ObjectMeta, UntypedObject } from '../../../kube/meta/index.js';
import { isJsonObject, sameJson } from '../fields/json-value.js';
import type { FieldType } from '../fields/field-type.js';
import { resourceFieldType } from '../fields/resource-field-type.js';
import { statusCoversMetadata } from '../registry/served-resource.js';
import { appliedFields } from './applied-fields.js';
import { compareValues } from './compare-values.js';
import { refuseConflicts } from './conflicts.js';
import { ownerIdentity, setFields, takeChanged } from './field-owners.js';
import type { FieldOwner, FieldOwners } from './field-owners.js';
import { difference, EMPTY_SET, sameSet, union, unionAll } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { readManagedFields, withManagedFields, withoutManagedFields } from './managed-fields.js';
import { mergeValues } from './merge-values.js';
import { removeFields, withDeclaredParents } from './remove-fields.js';
import { ApplyPatchError } from './requests.js';
import type { ApplyRequest } from './requests.js';
import { ownersAfterUpdate } from './track-update.js';
import { trackedFields } from './untracked-fields.js';

/** Owns what an object held before anyone applied to it. */
const FIRST_OWNER = 'before-first-apply';

/**
 * Merges the applied configuration into the live object and moves the ownership of fields. Pure; run it before
 * defaulting and admission, so that what those add stays unowned. The answer shares frozen parts with its inputs and
 * equals `live` deeply when nothing changed.
 * @throws ApplyConflictError when others own what would change and `force` is not set.
 * @throws ApplyPatchError when the configuration holds fields that the schema does not declare.
 */
export function applyServerSide(request: ApplyRequest): { object: KubeObject } {
  const type = resourceFieldType(request.resource);
  const owners = ownersBefore(request);
  const patch = writtenPart(request);
  const named = appliedFields(patch, type);
  const self = applierOf(request, trackedFields(named, request));
  const identity = ownerIdentity(self);
  const last = owners.get(identity);

  const live = request.live ? withoutManagedFields(request.live) : emptyObject(patch);
  const merged = mergeValues(live, patch, type);
  const claimed = union(named, fieldsOfOthers(owners, identity));
  const object = removeFields(merged, abandoned(last, claimed, type), type) as KubeObject;

  const changes = compareValues(live, object, type);
  if (!request.force) refuseConflicts(owners, identity, changes);
  const changed = !request.live || !last || !sameSet(last.fields, self.fields) || !sameJson(live, object);
  const applier = changed ? self : { ...self, ...timeOf(last) };
  return { object: withManagedFields(object, setFields(takeChanged(owners, changes, identity), applier)) };
}

const emptyObject = ({ apiVersion, kind }: KubeObject): KubeObject => ({
  apiVersion,
  kind,
  metadata: {} as ObjectMeta,
});

/** Without managed fields until now, everything that exists belongs to a manager of that name. */
function ownersBefore({ live, ...write }: ApplyRequest): FieldOwners {
  if (!live) return new Map();
  const owners = readManagedFields(live.metadata.managedFields) ?? new Map<string, FieldOwner>();
  return owners.size > 0 ? owners : ownersAfterUpdate(owners, { ...write, next: live, manager: FIRST_OWNER });
}

/** The configuration as far as this endpoint writes it: `status` has an endpoint of its own. */
function writtenPart({ patch, resource, subresource }: ApplyRequest): KubeObject {
  if (hasManagedFields(patch.metadata)) throw new ApplyPatchError('metadata.managedFields must be nil');
  const { status, ...main } = patch as UntypedObject;
  if (subresource === 'status') return statusOnly(patch, status, statusCoversMetadata(resource));
  return resource.hasStatus && subresource === undefined ? main : patch;
}

/** A list of what are no entries is taken for none, as it is by real servers. */
function hasManagedFields({ managedFields = [] }: ObjectMeta): boolean {
  return managedFields.length > 0 && managedFields.every(isJsonObject);
}

function statusOnly({ apiVersion, kind, metadata }: KubeObject, status: unknown, coversMetadata: boolean): KubeObject {
  const identity = Object.entries(metadata).filter(([field]) => coversMetadata || IDENTITY.includes(field));
  const object = { apiVersion, kind, metadata: Object.fromEntries(identity) as unknown as ObjectMeta };
  return status === undefined ? object : ({ ...object, status } as KubeObject);
}

const IDENTITY: readonly string[] = ['name', 'namespace', 'uid', 'resourceVersion'];

function applierOf({ manager, patch, subresource, now: time }: ApplyRequest, fields: FieldSet): FieldOwner {
  const owner = { manager, operation: 'Apply', apiVersion: patch.apiVersion, time, fields } as const;
  return subresource ? { ...owner, subresource } : owner;
}

const timeOf = (owner: FieldOwner | undefined): { time?: string } => (owner?.time ? { time: owner.time } : {});

function fieldsOfOthers(owners: FieldOwners, self: string): FieldSet {
  return unionAll([...owners].filter(([identity]) => identity !== self).map(([, { fields }]) => fields));
}

/** What the manager applied last time and nobody claims now. */
function abandoned(last: FieldOwner | undefined, claimed: FieldSet, type: FieldType): FieldSet {
  if (!last) return EMPTY_SET;
  return difference(withDeclaredParents(last.fields, type), withDeclaredParents(claimed, type));
}
