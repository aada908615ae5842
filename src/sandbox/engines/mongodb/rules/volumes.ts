import type { PodGroup } from '../../percona/cluster.js';
import type { ComponentView } from '../../percona/component.js';
import { growVolumes } from '../../percona/rules/volumes.js';
import { replsetsOf, type Psmdb } from '../psmdb.js';

const isEnabled = ({ spec }: Psmdb): boolean =>
  (spec.storageScaling ? spec.storageScaling.enableVolumeScaling : spec.enableVolumeExpansion) === true;

const withStorage = ({ volumeSpec }: PodGroup, storage: string): Pick<PodGroup, 'volumeSpec'> => ({
  volumeSpec: {
    ...volumeSpec,
    persistentVolumeClaim: { ...volumeSpec?.persistentVolumeClaim, resources: { requests: { storage } } },
  },
});

/** The list of replica sets is one value: whoever changes a size in it writes all of it. */
function askForSize(cluster: Psmdb, { name, role, group }: ComponentView, size: string): Record<string, unknown> {
  if (role === 'config') return { spec: { sharding: { configsvrReplSet: withStorage(group, size) } } };
  const replsets = (cluster.spec.replsets ?? []).map((replset, index) =>
    replsetsOf(cluster)[index]?.name === name ? { ...replset, ...withStorage(replset, size) } : replset,
  );
  return { spec: { replsets } };
}

/** A wish for less is refused, and stays written. */
export const growMongoVolumes = growVolumes<Psmdb>({ isEnabled, askForSize, revertsSmaller: false });
