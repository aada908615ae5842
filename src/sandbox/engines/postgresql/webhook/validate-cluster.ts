import type { FieldError } from '../../../../kube/schema/index.js';
import type { Cluster } from '../cluster.js';
import { ANNOTATION } from '../well-known.js';
import type { AdmissionRule } from './problem.js';
import { bootstrapRules } from './rules/bootstrap.js';
import { identityRules } from './rules/identity.js';
import { objectStoreRule } from './rules/object-store.js';
import { parameterRules } from './rules/parameters.js';
import { podTemplateRules } from './rules/pod-template.js';
import { recoveryTargetRule } from './rules/recovery-target.js';
import { replicationRules } from './rules/replication.js';
import { storageRules } from './rules/storage.js';
import { surroundingRules } from './rules/surroundings.js';

const RULES: readonly AdmissionRule<Cluster>[] = [
  ...identityRules,
  ...replicationRules,
  ...bootstrapRules,
  recoveryTargetRule,
  ...storageRules,
  ...parameterRules,
  ...podTemplateRules,
  ...surroundingRules,
  objectStoreRule,
];

/** Everything the operator refuses in `cluster`, all at once; nothing when its validation is switched off. */
export function validateCluster(cluster: Cluster, old?: Cluster): FieldError[] {
  if (cluster.metadata.annotations?.[ANNOTATION.validation] === 'disabled') return [];
  return findProblems(cluster, old);
}

/** The same without the way around it: the operator's own loop looks again, whatever let the object in. */
export function findProblems(cluster: Cluster, old?: Cluster): FieldError[] {
  return RULES.flatMap((rule) => rule(cluster, old));
}

const UNITLESS = /^\s*\d+\s*$/;

/** What the operator accepts with a warning. */
export function warnAbout({ spec }: Cluster): string[] {
  const sharedBuffers = spec.postgresql?.parameters?.['shared_buffers'];
  const candidates: [unknown, string][] = [
    [
      spec.backup?.barmanObjectStore || spec.externalClusters?.some((external) => external.barmanObjectStore),
      'Native support for Barman Cloud backups and recovery is deprecated and will be completely removed in CloudNativePG 1.31.0. Use the Barman Cloud plugin instead.',
    ],
    [
      spec.monitoring?.enablePodMonitor,
      'spec.monitoring.enablePodMonitor is deprecated: create a PodMonitor of your own.',
    ],
    [
      spec.backup?.retentionPolicy && !spec.backup.barmanObjectStore,
      'Retention policies specified without barmanObjectStore have no effect.',
    ],
    [sharedBuffers && UNITLESS.test(sharedBuffers), '`shared_buffers` value has no unit: it is read as megabytes.'],
  ];
  return candidates.filter(([applies]) => applies).map(([, text]) => text);
}
