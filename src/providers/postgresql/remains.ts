import { JOB, PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { Observed } from '../contract/index.js';
import { CNPG_LABELS } from './upstream.js';

/**
 * What the operator's Cluster leaves behind for the garbage collector, by kind and name. A pooler and its pods are none of
 * it: they stay, and find the database again by its name.
 */
export function remainsOf(observed: Observed): string[] {
  return [POD, PERSISTENT_VOLUME_CLAIM, SERVICE, JOB]
    .flatMap((type) =>
      observed
        .list(type)
        .filter(isOfCluster)
        .map(({ metadata }) => `${type.kind} ${metadata.name}`),
    )
    .sort();
}

const isOfCluster = ({ metadata }: UntypedObject): boolean => metadata.labels?.[CNPG_LABELS.poolerName] === undefined;
