import { JOB, PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Observed } from '../../contract/index.js';
import type { EngineView } from '../../contract/status/index.js';
import {
  CNPG_ANNOTATIONS,
  CNPG_CLUSTER,
  CNPG_LABELS,
  asCnpgCluster,
  type CnpgCluster,
  type CnpgCondition,
} from '../upstream.js';
import { listMembers } from './members.js';

/** One cluster at one moment, with what every part of its status asks for. */
export interface ClusterView extends EngineView {
  readonly upstream?: CnpgCluster;
  readonly jobs: readonly UntypedObject[];
}

export function viewOf(intent: DatabaseCluster, observed: Observed): ClusterView {
  const upstream = asCnpgCluster(observed.get(CNPG_CLUSTER, intent.metadata.name));
  const pods = observed.list(POD).filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.podRole] === 'instance');
  const volumes = observed.list(PERSISTENT_VOLUME_CLAIM);
  const members = upstream ? listMembers(upstream, pods, volumes) : [];
  return { intent, upstream, members, pods, volumes, jobs: observed.list(JOB), observed };
}

/** How far the operator is with stopping; absent unless it was asked to. */
export const HIBERNATION_CONDITION = 'cnpg.io/hibernation';

export const isHibernating = ({ upstream }: ClusterView): boolean =>
  upstream?.metadata.annotations?.[CNPG_ANNOTATIONS.hibernation] === 'on';

export const conditionOf = ({ upstream }: ClusterView, type: string): CnpgCondition | undefined =>
  upstream?.status?.conditions?.find((condition) => condition.type === type);
