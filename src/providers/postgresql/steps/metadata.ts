import { isToBeStopped, liveCluster, type Step } from '../draft.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';
import { componentLabel, inheritedLabels } from '../../contract/objects/index.js';

/** Whose the members are, and whether they run: for this operator power is an annotation. */
export const metadata: Step = (input, { cluster }) => {
  const isStopped = isToBeStopped(input.cluster, liveCluster(input));
  cluster.metadata.labels = componentLabel('database');
  // Always written: an absent key would leave an "on" of somebody else in force.
  cluster.metadata.annotations = { [CNPG_ANNOTATIONS.hibernation]: isStopped ? 'on' : 'off' };
  cluster.spec.inheritedMetadata = { labels: inheritedLabels(input.cluster) };
};
