import { JOB, PERSISTENT_VOLUME_CLAIM, POD, type ResourceType, type UntypedObject } from '../../../kube/meta/index.js';
import type { DeleteChild, PatchChild } from '../../contract/index.js';
import { CNPG_CLUSTER, type CnpgCluster, type CnpgClusterStatus } from '../upstream.js';

const deletionOf =
  (type: ResourceType) =>
  ({ metadata: { namespace, name, uid = '' } }: UntypedObject): DeleteChild => ({
    do: 'delete',
    type,
    key: { namespace, name },
    uid,
  });

export const deletePod = deletionOf(POD);
export const deleteClaim = deletionOf(PERSISTENT_VOLUME_CLAIM);
export const deleteJob = deletionOf(JOB);

/** With all that it owns: the data goes with it. */
export const deleteCluster = ({ metadata: { namespace, name, uid = '' } }: CnpgCluster): DeleteChild => ({
  do: 'delete',
  type: CNPG_CLUSTER,
  key: { namespace, name },
  uid,
});

const ofCluster = ({ metadata: { namespace, name, uid = '' } }: CnpgCluster): Omit<PatchChild, 'mergePatch'> => ({
  do: 'patch',
  type: CNPG_CLUSTER,
  key: { namespace, name },
  uid,
});

/** `null` takes it away. Only what the applier never writes: it would put its own back. */
export const annotate = (upstream: CnpgCluster, annotations: Readonly<Record<string, string | null>>): PatchChild => ({
  ...ofCluster(upstream),
  mergePatch: { metadata: { annotations } },
});

/** The same, of a value that was computed from the one that stands. */
export const annotateOnce = (
  upstream: CnpgCluster,
  annotations: Readonly<Record<string, string | null>>,
): PatchChild => ({
  ...annotate(upstream, annotations),
  resourceVersion: upstream.metadata.resourceVersion,
});

/** As the operator's own tools tell it what to do; to the very state that was judged, so that it happens once. */
export const patchStatusOnce = (upstream: CnpgCluster, status: CnpgClusterStatus): PatchChild => ({
  ...ofCluster(upstream),
  subresource: 'status',
  resourceVersion: upstream.metadata.resourceVersion,
  mergePatch: { status },
});

/** A claim of the operator's, asked for more: repeated, it asks for the same. */
export const growClaim = ({ metadata: { namespace, name, uid = '' } }: UntypedObject, size: string): PatchChild => ({
  do: 'patch',
  type: PERSISTENT_VOLUME_CLAIM,
  key: { namespace, name },
  uid,
  mergePatch: { spec: { resources: { requests: { storage: size } } } },
});
