/** What the caches keep of a kind: a hundred thousand pods fit in memory only without what nobody reads. */
import type { ObjectMeta, UntypedObject } from '../../../kube/meta/index.js';

export type Fields = Record<string, unknown>;

/** The object with these parts alone, and of its annotations these. */
export function rebuild(
  { apiVersion, kind, metadata }: UntypedObject,
  parts: Fields,
  annotations: readonly string[] = [],
): UntypedObject {
  return { apiVersion, kind, metadata: trimMetadata(metadata, annotations), ...parts };
}

function trimMetadata(metadata: ObjectMeta, read: readonly string[]): ObjectMeta {
  const { managedFields: _managedFields, annotations: _annotations, ...kept } = metadata;
  const annotations = pick(metadata.annotations ?? {}, read) as Record<string, string>;
  return { ...kept, ...(Object.keys(annotations).length > 0 && { annotations }) };
}

export function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));
}

export const POD_STATUS_FIELDS = ['phase', 'hostIP', 'conditions', 'containerStatuses', 'initContainerStatuses'];

/** Of a member's pod: where it is, how it is, and of these containers what runs in them. */
export function trimPod(
  object: UntypedObject,
  containers: readonly string[],
  annotations: readonly string[] = [],
): UntypedObject {
  const spec = object.spec ?? {};
  const read = ((spec.containers ?? []) as Fields[])
    .filter(({ name }) => containers.includes(name as string))
    .map((container) => pick(container, ['name', 'image', 'resources']));
  const status = pick(object.status ?? {}, POD_STATUS_FIELDS);
  return rebuild(object, { spec: { ...pick(spec, ['nodeName']), containers: read }, status }, annotations);
}

export function trimVolumeClaim(object: UntypedObject, annotations: readonly string[] = []): UntypedObject {
  const parts = {
    spec: pick(object.spec ?? {}, ['storageClassName', 'resources']),
    status: pick(object.status ?? {}, ['phase', 'capacity', 'conditions']),
  };
  return rebuild(object, parts, annotations);
}

/** Of doors to the outside the annotations too: clouds are told by them what to do, so they are part of what was asked. */
export function trimService(object: UntypedObject): UntypedObject {
  const spec = pick(object.spec ?? {}, ['type', 'ports', 'loadBalancerSourceRanges']);
  const trimmed = rebuild(object, { spec, status: object.status });
  if (spec.type === 'ClusterIP') return trimmed;
  return { ...trimmed, metadata: { ...trimmed.metadata, annotations: object.metadata.annotations } };
}

export function trimStorageClass(object: UntypedObject): UntypedObject {
  return rebuild(object, { allowVolumeExpansion: object.allowVolumeExpansion });
}

/** Of an authority's Secret only its certificate: passwords and private keys never enter the cache. */
export function trimSecret(object: UntypedObject, isAuthority: boolean): UntypedObject {
  return rebuild(object, { data: isAuthority ? pick((object.data ?? {}) as Fields, ['ca.crt']) : {} });
}

/** What `trimSecret` has left of an authority, as PEM. */
export function certificateIn(secret: UntypedObject | undefined): string | undefined {
  const encoded = (secret?.data as Record<string, string> | undefined)?.['ca.crt'];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
