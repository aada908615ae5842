import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import { pick, rebuild } from './trimming.js';

export { STATEFUL_SET } from '../../../kube/meta/index.js';

/** apps/v1, as an operator made it: only read. */
export interface StatefulSet extends KubeObject {
  spec: { replicas?: number };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    readyReplicas?: number;
    updatedReplicas?: number;
    updateRevision?: string;
  };
}

export const asStatefulSet = (object: UntypedObject | undefined): StatefulSet | undefined =>
  object as StatefulSet | undefined;

/** On every pod of a StatefulSet: the revision of the template that it was made from. */
export const REVISION_LABEL = 'controller-revision-hash';

/** False while Kubernetes has not reacted to the last change of the set: what it says of revisions is of before. */
export const isSeenByKubernetes = ({ metadata, status }: StatefulSet): boolean =>
  (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);

export const isOfLatestRevision = ({ status }: StatefulSet, pod: Pick<UntypedObject, 'metadata'>): boolean =>
  status?.updateRevision === undefined || pod.metadata.labels?.[REVISION_LABEL] === status.updateRevision;

/** Of the long template nothing: pods tell what they are. */
export function trimStatefulSet(object: UntypedObject, annotations: readonly string[] = []): UntypedObject {
  const spec = pick(object.spec ?? {}, ['replicas']);
  return rebuild(object, { spec, status: object.status }, annotations);
}
