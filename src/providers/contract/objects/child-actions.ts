import type { ResourceType, UntypedObject } from '../../../kube/meta/index.js';
import type { DeleteChild, PatchChild } from '../child-action.js';

type Identified = Pick<UntypedObject, 'metadata'>;

const identity = ({ name, namespace, uid = '' }: UntypedObject['metadata']) => ({ key: { namespace, name }, uid });

/** Of this very object, and of no other that takes its name. */
export const deletionOf = (type: ResourceType, { metadata }: Identified): DeleteChild => ({
  do: 'delete',
  type,
  ...identity(metadata),
});

export const patchOf = (type: ResourceType, { metadata }: Identified, mergePatch: object): PatchChild => ({
  do: 'patch',
  type,
  ...identity(metadata),
  mergePatch,
});

/** `null` takes it away. Only what the applier never writes: it would put its own back. */
export const annotationOf = (
  type: ResourceType,
  object: Identified,
  annotations: Readonly<Record<string, string | null>>,
): PatchChild => patchOf(type, object, { metadata: { annotations } });

export const isStaying = ({ metadata }: Identified): boolean => metadata.deletionTimestamp === undefined;

/** `Kind name`, in order. */
export const namesOf = (objects: readonly Pick<UntypedObject, 'kind' | 'metadata'>[]): string =>
  objects
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort()
    .join(', ');
