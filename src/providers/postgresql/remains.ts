import { JOB, PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { Observed } from '../contract/index.js';
import { CNPG_CLUSTER, CNPG_LABELS } from './upstream.js';

/**
 * What the operator's Cluster leaves behind for the garbage collector, by kind and name. The operator takes nothing of a
 * former owner's: of Secrets, which may be ours or a user's, those that the Cluster owned. A pooler and its pods are none
 * of it: they stay, and find the database again by its name.
 */
export function remainsOf(observed: Observed): string[] {
  const left = [
    ...[POD, PERSISTENT_VOLUME_CLAIM, SERVICE, JOB].flatMap((type) => observed.list(type).filter(isOfCluster)),
    ...observed.list(SECRET).filter(isOwned),
  ];
  return left.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

const isOfCluster = ({ metadata }: UntypedObject): boolean => metadata.labels?.[CNPG_LABELS.poolerName] === undefined;

const isOwned = ({ metadata }: UntypedObject): boolean =>
  metadata.ownerReferences?.some(({ kind }) => kind === CNPG_CLUSTER.kind) ?? false;
