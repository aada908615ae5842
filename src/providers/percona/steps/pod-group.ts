import type { ClusterStorage, ComputeResources } from '../../../resources/database-cluster/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { guaranteed, inheritedLabels } from '../../contract/objects/index.js';
import { RESTARTED_FOR, type PerconaCluster, type PodGroup, type VolumeSpec } from '../upstream.js';

interface GroupSize {
  readonly size: number;
  readonly resources?: ComputeResources;
}

/** What every group of pods is told, whatever runs in it. */
export function podGroup(
  { cluster }: ApplyInput,
  live: PerconaCluster | undefined,
  { size, resources }: GroupSize,
): PodGroup {
  const requirements = guaranteed(resources);
  const mark = live?.metadata.annotations?.[RESTARTED_FOR];
  return {
    size,
    ...(requirements && { resources: requirements }),
    labels: inheritedLabels(cluster),
    // The operator replaces pods whose annotations change: an operation writes the mark, and here it reaches them.
    ...(mark !== undefined && { annotations: { [RESTARTED_FOR]: mark } }),
  };
}

export const volumeOf = ({ size, className }: Pick<ClusterStorage, 'size' | 'className'>): VolumeSpec => ({
  persistentVolumeClaim: {
    ...(className !== undefined && { storageClassName: className }),
    resources: { requests: { storage: size } },
  },
});
