import { isDeepStrictEqual } from 'node:util';

import type { ObjectMeta, UntypedObject } from '../../../kube/meta/index.js';
import type { ServedResource } from '../registry/served-resource.js';

/** Decided by the server alone: what a client sends for them on create is dropped, on update it is put back. */
const SERVER_FIELDS = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
] as const;

export interface Birth {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly uid: string;
  readonly timestamp: string;
}

/** The metadata of a new object. */
export function metadataForCreate(sent: ObjectMeta, resource: ServedResource, birth: Birth): ObjectMeta {
  const { name, namespace, uid, timestamp } = birth;
  const rest = withoutServerFields(sent);
  delete rest.namespace;
  return compact({
    ...rest,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    creationTimestamp: timestamp,
    ...(resource.hasGeneration ? { generation: 1 } : {}),
  });
}

/** The metadata of an updated object: identity and the marks of the server are those of `live`. */
export function metadataForUpdate(sent: ObjectMeta, live: ObjectMeta): ObjectMeta {
  const kept = Object.fromEntries(
    [...SERVER_FIELDS, 'name' as const, 'namespace' as const, 'generateName' as const]
      .map((field) => [field, (live as unknown as Record<string, unknown>)[field]] as const)
      .filter(([, value]) => value !== undefined),
  );
  return compact({ ...withoutServerFields(sent), ...kept, name: live.name });
}

function withoutServerFields(sent: ObjectMeta): ObjectMeta {
  const rest: Record<string, unknown> = { ...sent };
  for (const field of SERVER_FIELDS) delete rest[field];
  return rest as unknown as ObjectMeta;
}

/** Empty collections and nulls are left out, as the typed metadata of a real server leaves them out. */
function compact(metadata: ObjectMeta): ObjectMeta {
  const entries = Object.entries(metadata).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(entries) as unknown as ObjectMeta;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The generation after a write to the main endpoint: it counts changes of intent, not of metadata or status. */
export function nextGeneration(
  resource: ServedResource,
  next: UntypedObject,
  live: UntypedObject,
): Pick<ObjectMeta, 'generation'> {
  if (!resource.hasGeneration) return {};
  const generation = live.metadata.generation ?? 1;
  return {
    generation: isDeepStrictEqual(intent(resource, next), intent(resource, live)) ? generation : generation + 1,
  };
}

function intent(resource: ServedResource, object: UntypedObject): Record<string, unknown> {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...rest } = object;
  if (resource.hasStatus) delete rest.status;
  return rest;
}
