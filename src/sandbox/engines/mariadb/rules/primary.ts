import { POD } from '../../../../kube/meta/index.js';
import { patch, remove } from '../../mechanics/actions.js';
import { isAtRevision } from '../../mechanics/stateful-sets/stateful-set.js';
import { isTerminating } from '../../mechanics/workloads.js';
import { MARIADB } from '../kinds.js';
import { isReplicated } from '../mariadb.js';
import { busy, type Rule, type Step } from '../step.js';
import { areAllReady, indexOf, isReady, podNameOf, stalePods, type MariadbView } from '../view.js';

const askedIndex = ({ mariadb }: MariadbView): number | undefined => mariadb.spec.replication?.primary?.podIndex;

const switching = (view: MariadbView, to: number) =>
  busy('SwitchPrimary', `Switching primary to '${podNameOf(view, to)}'`);

const askFor = ({ mariadb }: MariadbView, podIndex: number) =>
  patch(MARIADB, mariadb, { spec: { replication: { primary: { podIndex } } } });

/** The role moves to whom the specification names, once the others have caught up; to a healthy one in any case. */
export const switchPrimary: Rule = (view) => {
  const to = askedIndex(view);
  if (!isReplicated(view.mariadb) || to === undefined || to === view.primaryIndex) return undefined;
  const says = [switching(view, to)];
  if (!canSwitch(view, to)) return { because: 'replicas catch up', says };
  // Said first, done next: everybody can see it under way.
  if (!hasReason(view, 'SwitchPrimary')) return { because: 'the primary is to move', says };
  const status = { currentPrimaryPodIndex: to, currentPrimary: podNameOf(view, to) };
  return { because: 'the primary moves', says, status };
};

const canSwitch = (view: MariadbView, to: number): boolean =>
  isReady(view, to) && (areAllReady(view) || !isReady(view, view.primaryIndex)) && !view.failures.has('switchover');

const hasReason = ({ mariadb }: MariadbView, wanted: string): boolean =>
  mariadb.status?.conditions?.some(({ reason }) => reason === wanted) ?? false;

/** Whoever is ready takes over from a primary that is not, unless the role is on its way already. */
export const failOver: Rule = (view) => {
  const { mariadb, primaryIndex } = view;
  const isWanted = isReplicated(mariadb) && mariadb.spec.replication?.primary?.autoFailover !== false;
  if (!isWanted || !hasReason(view, 'ReplicationConfigured') || isReady(view, primaryIndex)) return undefined;
  const heir = readyReplicas(view)[0];
  if (heir === undefined || askedIndex(view) !== primaryIndex) return undefined;
  return { because: 'the primary is not ready', actions: [askFor(view, heir)], says: [switching(view, heir)] };
};

const readyReplicas = (view: MariadbView): number[] =>
  view.pods
    .map((pod) => indexOf(view, pod))
    .filter((index) => index !== view.primaryIndex && isReady(view, index))
    .sort((a, b) => a - b);

/** Replicas are replaced one by one from the highest number, and then the primary, whose role is handed over before. */
export const replacePods: Rule = (view) => {
  const stale = stalePods(view);
  if (stale.length === 0 || view.mariadb.spec.updateStrategy?.type === 'OnDelete') return undefined;
  if (!areAllReady(view)) return { because: 'members are not all ready' };
  const replicas = stale
    .filter((pod) => indexOf(view, pod) !== view.primaryIndex)
    .sort((a, b) => indexOf(view, b) - indexOf(view, a));
  const next = replicas[0];
  if (next) return { because: `${next.metadata.name} is out of date`, actions: [remove(POD, next)] };
  return replacePrimary(view);
};

function replacePrimary(view: MariadbView): Step {
  const primary = stalePods(view)[0]!;
  const heir = readyReplicas(view)[0];
  if (isReplicated(view.mariadb) && heir !== undefined) {
    return { because: 'replicas are up to date', actions: [askFor(view, heir)], says: [switching(view, heir)] };
  }
  if (isTerminating(primary)) return { because: `${primary.metadata.name} is going` };
  return { because: `${primary.metadata.name} is out of date`, actions: [remove(POD, primary)] };
}

/** As the status says it. */
export const countCurrent = ({ set, pods }: MariadbView): number =>
  pods.filter((pod) => isAtRevision(pod, set?.status?.updateRevision)).length;
