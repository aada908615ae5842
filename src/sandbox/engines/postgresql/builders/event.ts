import { apiVersionOf, EVENT, type KubeObject } from '../../../../kube/meta/index.js';
import { OPERATOR_NAME } from '../well-known.js';
import type { ClusterView } from '../reconcile/cluster-view.js';

interface Happening {
  readonly reason: string;
  readonly message: string;
}

/** Something the operator tells of a Cluster. Named by the state it tells of, so that a step taken twice tells it once. */
export function buildEvent(
  { cluster, now }: ClusterView,
  { reason, message }: Happening,
): KubeObject & Record<string, unknown> {
  const { name, namespace, uid, resourceVersion } = cluster.metadata;
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    apiVersion: apiVersionOf(EVENT),
    kind: EVENT.kind,
    metadata: { name: `${name}.${reason.toLowerCase()}.${resourceVersion ?? 0}`, namespace },
    involvedObject: { apiVersion: cluster.apiVersion, kind: cluster.kind, name, namespace, uid, resourceVersion },
    reason,
    message,
    type: 'Normal',
    source: { component: OPERATOR_NAME },
    reportingComponent: OPERATOR_NAME,
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
  };
}
