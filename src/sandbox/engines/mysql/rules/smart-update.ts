import { isPodReady, type Pod } from '../../mechanics/workloads.js';
import type { ComponentView } from '../../percona/component.js';
import { isComplete } from '../../percona/replicas.js';
import { rollOut } from '../../percona/rules/roll.js';
import { waitingReason } from '../../percona/status.js';
import type { ClusterView } from '../../percona/view.js';

/** The first pod while it is well, else the highest that is: proxies know no other rule. */
const writerOf = (_: ClusterView, { pods }: ComponentView): Pod | undefined => {
  const [first] = pods;
  return isPodReady(first) ? first : pods.findLast(isPodReady);
};

/** Who leads clients must be able to lead them elsewhere, and nobody may be copying. */
function obstacle({ components, isBackingUp }: ClusterView): string | undefined {
  if (isBackingUp) return 'a backup is being taken';
  const routers = components.filter(({ role }) => role === 'router');
  if (routers.length === 0) return 'without a proxy nobody tells who writes';
  return routers.every(isComplete) ? undefined : 'proxies must be ready first';
}

const HOPELESS: readonly (string | undefined)[] = ['ImagePullBackOff', 'ErrImagePull', 'CrashLoopBackOff'];

function trouble(pod: Pod): string | undefined {
  const reason = waitingReason(pod);
  const wait = 'smart update: failed to apply changes: failed to wait pod';
  if (HOPELESS.includes(reason)) return `${wait}: pod ${pod.metadata.name} is in ${reason} state`;
  const isUnschedulable = pod.status?.conditions?.some((condition) => condition.reason === 'Unschedulable');
  return isUnschedulable ? `${wait}: pod ${pod.metadata.name} is unscheduled` : undefined;
}

/** Of the data alone, the writer last; a member that was made in vain is replaced as any other. */
export const smartUpdate = rollOut({
  inOrder: ({ components }) => components.filter(({ role }) => role === 'data'),
  leaderOf: writerOf,
  obstacle,
  trouble,
});
