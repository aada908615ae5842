import type { KubeObject } from '../../../../kube/meta/index.js';
import { stableHash } from '../../../../kube/writes/stable-hash.js';
import { isOwnedBy } from '../ownership.js';
import type { PersistentVolumeClaim, Pod } from '../workloads.js';

/** apps/v1, as far as operators use it and the controller below carries it out. */
export interface StatefulSet extends KubeObject {
  spec: {
    replicas?: number;
    serviceName: string;
    selector: { matchLabels: Record<string, string> };
    /** Absent: OrderedReady. */
    podManagementPolicy?: 'OrderedReady' | 'Parallel';
    /** Absent: RollingUpdate. */
    updateStrategy?: { type?: 'RollingUpdate' | 'OnDelete'; rollingUpdate?: { partition?: number } };
    template: PodTemplate;
    volumeClaimTemplates?: ClaimTemplate[];
  };
  status?: StatefulSetStatus;
}

export interface PodTemplate {
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
  spec: Pod['spec'];
}

export interface ClaimTemplate {
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: PersistentVolumeClaim['spec'];
}

export interface StatefulSetStatus {
  observedGeneration?: number;
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  currentReplicas?: number;
  updatedReplicas?: number;
  currentRevision?: string;
  updateRevision?: string;
}

/** On every pod: which revision of the template it was made from. */
export const REVISION_LABEL = 'controller-revision-hash';

const HASH_LENGTH = 10;

/** The name of the template as it is now; no ControllerRevision holds it. */
export const revisionOf = ({ metadata, spec }: StatefulSet): string =>
  `${metadata.name}-${stableHash(spec.template).slice(0, HASH_LENGTH)}`;

export const isAtRevision = ({ metadata }: Pod, revision: string | undefined): boolean =>
  metadata.labels?.[REVISION_LABEL] === revision;

/** Undefined for a name that no pod of the set has. */
export function ordinalOf(set: string, pod: string): number | undefined {
  const digits = pod.startsWith(`${set}-`) ? pod.slice(set.length + 1) : '';
  return /^(0|[1-9]\d{0,5})$/.test(digits) ? Number(digits) : undefined;
}

/** Pods that are the set's own, with their numbers, lowest first. */
export const membersOf = (set: StatefulSet, pods: readonly Pod[]): { pod: Pod; ordinal: number }[] =>
  pods
    .filter(({ metadata }) => isOwnedBy(metadata, set))
    .flatMap((pod) => {
      const ordinal = ordinalOf(set.metadata.name, pod.metadata.name);
      return ordinal === undefined ? [] : [{ pod, ordinal }];
    })
    .sort((a, b) => a.ordinal - b.ordinal);
