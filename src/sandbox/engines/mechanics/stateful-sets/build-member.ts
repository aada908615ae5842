import { apiVersionOf, PERSISTENT_VOLUME_CLAIM, POD } from '../../../../kube/meta/index.js';
import { PVC_PROTECTION } from '../nodes/advance-claims.js';
import { fingerprint, ownerOf } from '../ownership.js';
import type { PersistentVolumeClaim, Pod } from '../workloads.js';
import { REVISION_LABEL, revisionOf, type ClaimTemplate, type StatefulSet } from './stateful-set.js';

const NODES = 3;

const podNameOf = ({ metadata }: StatefulSet, ordinal: number): string => `${metadata.name}-${ordinal}`;
const claimNameOf = (template: ClaimTemplate, pod: string): string => `${template.metadata.name}-${pod}`;

/** The pod of that number, from the template as it is now. */
export function buildMember(set: StatefulSet, ordinal: number): Pod {
  const { template, serviceName, volumeClaimTemplates = [] } = set.spec;
  const name = podNameOf(set, ordinal);
  const metadata = {
    name,
    namespace: set.metadata.namespace,
    labels: {
      ...template.metadata.labels,
      [REVISION_LABEL]: revisionOf(set),
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
    },
    ...(template.metadata.annotations ? { annotations: template.metadata.annotations } : {}),
    ownerReferences: [ownerOf(set)],
  };
  const claimed = volumeClaimTemplates.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimNameOf(claim, name) },
  }));
  return {
    apiVersion: apiVersionOf(POD),
    kind: POD.kind,
    metadata,
    spec: {
      ...template.spec,
      volumes: [...(template.spec.volumes ?? []), ...claimed],
      hostname: name,
      subdomain: serviceName,
      nodeName: `sandbox-node-${fingerprint({ metadata }, NODES) + 1}`,
    },
  };
}

/** Owned by nobody: volumes outlive pods and set, and a pod that comes again finds its own. */
export function buildClaims(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  const { volumeClaimTemplates = [], selector } = set.spec;
  return volumeClaimTemplates.map((template) => ({
    apiVersion: apiVersionOf(PERSISTENT_VOLUME_CLAIM),
    kind: PERSISTENT_VOLUME_CLAIM.kind,
    metadata: {
      name: claimNameOf(template, podNameOf(set, ordinal)),
      namespace: set.metadata.namespace,
      labels: { ...template.metadata.labels, ...selector.matchLabels },
      ...(template.metadata.annotations ? { annotations: template.metadata.annotations } : {}),
      finalizers: [PVC_PROTECTION],
    },
    spec: template.spec,
  }));
}
