import { disruptionOfRolling, primaryLast, reconfiguringByFile } from '../../contract/operations/index.js';
import { configHashOf } from '../configuration.js';
import { CONFIG_HASH } from '../names.js';
import type { ClusterView } from '../status/view.js';
import { defineOperation } from './define-operation.js';
import { arePodsCurrent, movedPrimary, replaceStuckPods } from './rolling.js';

/** Every member is replaced, the primary last. */
export const reconfiguring = defineOperation(
  reconfiguringByFile<ClusterView>({
    disruption: disruptionOfRolling,
    isAskedFor: ({ upstream, cluster }) =>
      upstream.spec.podMetadata.annotations[CONFIG_HASH] === configHashOf(cluster.spec),
    order: primaryLast,
    areCurrent: arePodsCurrent,
    replaceStuck: replaceStuckPods,
    result: movedPrimary,
  }),
);
