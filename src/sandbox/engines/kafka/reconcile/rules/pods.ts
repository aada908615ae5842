import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../../../kube/meta/index.js';
import { coversDesired } from '../../../../../kube/writes/covers-desired.js';
import { create, patch, remove, type Action } from '../../../mechanics/actions.js';
import { isTerminating, type Pod } from '../../../mechanics/workloads.js';
import { buildPodSet } from '../../builders/pod-set.js';
import type { PodSet } from '../../kafka.js';
import { POD_SET } from '../../kinds.js';
import { ANNOTATION } from '../../well-known.js';
import { fail } from '../fold-status.js';
import { nodesOf, type KafkaView, type PoolView } from '../kafka-view.js';
import { waitFor, type Rule } from '../step.js';

const isAnnotated = ({ metadata }: Pod | PodSet, annotation: string): boolean =>
  metadata.annotations?.[annotation] === 'true';

/** `strimzi.io/delete-pod-and-pvc`: one node in a round is given up with all its volumes, and made anew. */
export const cleanPods: Rule = (view) => {
  const marked = nodesOf(view).find(
    ({ node: { pod } }) => pod && !isTerminating(pod) && isAnnotated(pod, ANNOTATION.deletePodAndClaims),
  );
  if (!marked?.node.pod) return undefined;
  const { claims, pod } = marked.node;
  return {
    because: 'a person gave a node up',
    // Volumes first: a pod that goes first might be started again on the old data.
    actions: [...claims.map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim)), remove(POD, pod)],
  };
};

/** An order to roll a whole pool becomes one for each of its pods, and is gone before any of them is rolled. */
export const spreadManualRolls: Rule = (view) => {
  const actions = view.pools.flatMap(({ podSet, nodes }) =>
    podSet && isAnnotated(podSet, ANNOTATION.manualRoll)
      ? [
          ...nodes.flatMap(({ pod }) => (pod ? [annotate(pod)] : [])),
          patch(POD_SET, podSet, { metadata: { annotations: { [ANNOTATION.manualRoll]: null } } }),
        ]
      : [],
  );
  return actions.length === 0 ? undefined : { because: 'a person wants the pods of a pool replaced', actions };
};

const annotate = (pod: Pod): Action =>
  patch(POD, pod, { metadata: { annotations: { [ANNOTATION.manualRoll]: 'true' } } });

export const isToRoll = (pod: Pod): boolean => isAnnotated(pod, ANNOTATION.manualRoll);

/** What the pods should be is written down; the PodSets' own loop makes those that are missing, and no other. */
export const syncPodSets: Rule = (view) => {
  const actions = view.pools.flatMap((pool) => syncPodSet(view, pool));
  return actions.length === 0 ? undefined : { because: 'pods are to be different ones', actions };
};

function syncPodSet({ kafka }: KafkaView, { pool, storage, nodeIds, podSet }: PoolView): Action[] {
  const wanted = buildPodSet({ kafka, pool, storage: storage.storage }, nodeIds);
  if (!podSet) return [create(POD_SET, wanted)];
  const { labels, annotations } = wanted.metadata;
  const changes = { metadata: { labels, annotations }, spec: { ...wanted.spec } };
  return coversDesired(podSet, changes) ? [] : [patch(POD_SET, podSet, changes)];
}

/** Pods that the PodSets' loop has still to make, and those that have still to go. */
export const awaitPods: Rule = (view) => {
  const known = new Set(nodesOf(view).map(({ node }) => node.podName));
  const stuck = view.pods.filter((pod) => isTerminating(pod) || !known.has(pod.metadata.name));
  if (stuck.length === 0) return nodesOf(view).some(({ node }) => !node.pod) ? waitFor('pods are missing') : undefined;
  if (!view.failures.has('stuck-termination')) return waitFor('pods are on their way out');
  const message = `Exceeded timeout of 300000ms while waiting for Pods resource ${stuck[0]!.metadata.name} in namespace ${view.kafka.metadata.namespace} to be deleted`;
  return fail(view, { reason: 'StrimziTimeoutException', message });
};
