import { POD } from '../../../../../kube/meta/index.js';
import { remove } from '../../../mechanics/actions.js';
import { podHealth } from '../../../mechanics/nodes/pod-health.js';
import { ANNOTATION } from '../../well-known.js';
import { fail } from '../fold-status.js';
import { hasRole, isBrokerPod, nodesOf, type KafkaView, type NodeView, type PoolView } from '../kafka-view.js';
import { waitFor, type Rule, type Step } from '../step.js';
import { isToRoll } from './pods.js';

type PlacedNode = ReturnType<typeof nodesOf>[number];

/** Brings every pod to the wanted revision, one at a time: those that are down, then controllers, then brokers. */
export const rollOut: Rule = (view) => {
  const nodes = nodesOf(view);
  const stale = nodes.filter(({ pool, node }) => isStale(pool, node));
  if (stale.length === 0) return undefined;
  const down = nodes.filter(({ node }) => !node.isReady);
  const next = stale.filter((entry) => down.includes(entry)).sort(inOrder)[0];
  if (next) return replace(next);
  if (down.length > 0) return awaitNodes(view, down);
  return rollNext(view, stale.sort(inOrder)[0]!);
};

const rank = ({ pool }: PlacedNode): number => (hasRole(pool, 'controller') ? 0 : 1);
const inOrder = (a: PlacedNode, b: PlacedNode): number => rank(a) - rank(b) || a.node.id - b.node.id;

function isStale({ podSet }: PoolView, { podName, pod, claims }: NodeView): boolean {
  if (!pod) return false;
  const wanted = podSet?.spec.pods.find(({ metadata }) => metadata.name === podName);
  const hasOldRevision =
    pod.metadata.annotations?.[ANNOTATION.revision] !== wanted?.metadata.annotations?.[ANNOTATION.revision];
  // A volume whose driver grows it only while nothing mounts it.
  const waitsForVolume = claims.some(({ status }) =>
    status?.conditions?.some(({ type }) => type === 'FileSystemResizePending'),
  );
  return hasOldRevision || isToRoll(pod) || waitsForVolume;
}

const replace = ({ node }: PlacedNode): Step => ({
  because: `pod ${node.podName} is out of date`,
  actions: node.pod ? [remove(POD, node.pod)] : [],
});

/** A broker is not stopped while a topic would fall below the copies it must have. */
function rollNext(view: KafkaView, next: PlacedNode): Step {
  const isGuarded = next.node.pod !== undefined && isBrokerPod(next.node.pod);
  if (!isGuarded || !view.failures.has('under-replicated')) return replace(next);
  const message = `Pod ${next.node.podName} cannot be updated right now: partitions would become under-replicated`;
  return fail(view, { reason: 'UnforceableProblem', message });
}

/** The round ends when all nodes are ready, or when one never will be: minutes of the real operator pass in one step. */
export const awaitReady: Rule = (view) => {
  const down = nodesOf(view).filter(({ node }) => !node.isReady);
  return down.length === 0 ? undefined : awaitNodes(view, down);
};

function awaitNodes(view: KafkaView, down: readonly PlacedNode[]): Step {
  const doomed = down.find(({ node }) => node.pod && podHealth(view.failures, node.pod) !== 'ready');
  if (!doomed?.node.pod) return waitFor('nodes are not ready yet');
  const { podName, pod } = doomed.node;
  if (podHealth(view.failures, pod) !== 'not-ready') {
    const message = `Error while waiting for restarted pod ${podName} to become ready: the pod is unschedulable or is not starting`;
    return fail(view, { reason: 'FatalProblem', message });
  }
  const message = `Exceeded timeout of 300000ms while waiting for Pods resource ${podName} in namespace ${view.kafka.metadata.namespace} to be ready`;
  return fail(view, { reason: 'StrimziTimeoutException', message });
}
