import type { ComponentView } from '../../percona/component.js';
import { isComplete } from '../../percona/replicas.js';
import { rollOut, stalePods } from '../../percona/rules/roll.js';
import type { ClusterView } from '../../percona/view.js';
import { primaryOf } from '../status/members.js';
import type { Psmdb } from '../psmdb.js';
import type { Rule } from '../../percona/step.js';

const RANK: Readonly<Record<ComponentView['role'], number>> = { config: 0, data: 1, router: 2 };

const inOrder = ({ components }: ClusterView): ComponentView[] =>
  [...components].sort((a, b) => RANK[a.role] - RANK[b.role]);

/** Members are not stopped while one is missing, or while somebody copies what they hold. */
function obstacle({ isBackingUp, isRestoring }: ClusterView, component: ComponentView): string | undefined {
  if (isBackingUp) return 'a backup is being taken';
  if (isRestoring) return 'a restore is at work';
  return isComplete(component) ? undefined : 'all members must be ready first';
}

/** Config servers, then each shard with its primary last, then the routers. */
export const smartUpdate: Rule<Psmdb> = (view) =>
  rollOut({
    inOrder,
    leaderOf: (_, component) =>
      component.pods.find(({ metadata }) => metadata.name === primaryOf(view.cluster, component.name)),
    obstacle,
    // Nothing is said of a member that does not come up: the operator waits, and its status shows the container's.
    trouble: () => undefined,
  })(view);

/** Wanted, and kept from going on by a backup or a member that is down. */
export const isUpdatePending = (view: ClusterView): boolean =>
  view.components.some((component) => stalePods(component).length > 0 && obstacle(view, component) !== undefined);
