import { JOB, PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { DeleteChild, PatchChild } from '../../contract/index.js';
import { annotationOf, deletionOf, patchOf } from '../../contract/objects/index.js';
import { CNPG_CLUSTER, type CnpgCluster, type CnpgClusterStatus } from '../upstream.js';

export const deletePod = (pod: UntypedObject): DeleteChild => deletionOf(POD, pod);
export const deleteClaim = (claim: UntypedObject): DeleteChild => deletionOf(PERSISTENT_VOLUME_CLAIM, claim);
export const deleteJob = (job: UntypedObject): DeleteChild => deletionOf(JOB, job);

/** With all that it owns: the data goes with it. */
export const deleteCluster = (upstream: CnpgCluster): DeleteChild => deletionOf(CNPG_CLUSTER, upstream);

export const annotate = (upstream: CnpgCluster, annotations: Readonly<Record<string, string | null>>): PatchChild =>
  annotationOf(CNPG_CLUSTER, upstream, annotations);

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
  ...patchOf(CNPG_CLUSTER, upstream, { status }),
  subresource: 'status',
  resourceVersion: upstream.metadata.resourceVersion,
});

/** A claim of the operator's, asked for more: repeated, it asks for the same. */
export const growClaim = (claim: UntypedObject, size: string): PatchChild =>
  patchOf(PERSISTENT_VOLUME_CLAIM, claim, { spec: { resources: { requests: { storage: size } } } });
