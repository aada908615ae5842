import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  type ObjectMeta,
  type UntypedObject,
} from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import {
  byOwnName,
  clusterByLabel,
  MADE_BY_US,
  STATEFUL_SET,
  STORAGE_CLASS_WATCH,
  trimPod,
  trimSecret,
  trimService,
  trimStatefulSet,
  trimVolumeClaim,
} from '../contract/objects/index.js';
import type { PerconaDialect } from './dialect.js';
import { PERCONA_LABELS, RESIZE_IN_PROGRESS, RESTARTED_FOR } from './upstream.js';

const byOperatorLabel = clusterByLabel(PERCONA_LABELS.instance);

/** What an operator of this kind makes, and what it is asked by. */
export function watchesOf({ kinds, clusterOf, ...dialect }: WatchedDialect): readonly WatchedKind[] {
  const labelSelector = `${PERCONA_LABELS.name}=${dialect.appName}`;
  const ofOperator = { labelSelector, clusterOf: byOperatorLabel } as const;
  /** Whoever asked: while somebody's restore is carried out, nobody may interfere. */
  const byTarget = (_metadata: ObjectMeta, spec: UntypedObject['spec']): string | undefined => clusterOf({ spec });
  const trimMember = (pod: UntypedObject): UntypedObject => trimPod(pod, dialect.containers, [RESTARTED_FOR]);
  const trimAuthority = (secret: UntypedObject): UntypedObject => trimSecret(secret, isAuthority(secret, dialect));
  return [
    { type: kinds.cluster, clusterOf: byOwnName, writes: MADE_BY_US },
    { type: kinds.backup, clusterOf: byTarget, writes: ['create', 'delete'] },
    { type: kinds.restore, clusterOf: byTarget, writes: MADE_BY_US },
    { type: STATEFUL_SET, ...ofOperator, trim: (set) => trimStatefulSet(set, [RESIZE_IN_PROGRESS]) },
    { type: POD, ...ofOperator, trim: trimMember, writes: ['delete'] },
    { type: PERSISTENT_VOLUME_CLAIM, ...ofOperator, trim: trimVolumeClaim, writes: ['delete'] },
    { type: SERVICE, ...ofOperator, trim: trimService },
    { type: SECRET, ...ofOperator, trim: trimAuthority, writes: ['delete'] },
    STORAGE_CLASS_WATCH,
  ];
}

export interface WatchedDialect extends Pick<PerconaDialect, 'kinds' | 'clusterOf'> {
  /** As `app.kubernetes.io/name` of everything that the operator makes says. */
  readonly appName: string;
  /** Those that run the engine and its routers. */
  readonly containers: readonly string[];
  /** Of the Secret that holds the certificate of the cluster's authority. */
  readonly authoritySecretOf: (cluster: string) => string;
}

function isAuthority(
  { metadata }: UntypedObject,
  { authoritySecretOf }: Pick<WatchedDialect, 'authoritySecretOf'>,
): boolean {
  const cluster = byOperatorLabel(metadata);
  return cluster !== undefined && metadata.name === authoritySecretOf(cluster);
}
