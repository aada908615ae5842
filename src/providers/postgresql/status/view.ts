import { JOB, PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Observed } from '../../contract/index.js';
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
export interface ClusterView {
  readonly intent: DatabaseCluster;
  readonly upstream?: CnpgCluster;
  readonly members: readonly ClusterMember[];
  /** Of the members only: neither poolers nor jobs. */
  readonly pods: readonly UntypedObject[];
  readonly volumes: readonly UntypedObject[];
  readonly jobs: readonly UntypedObject[];
  readonly observed: Observed;
}

export function viewOf(intent: DatabaseCluster, observed: Observed): ClusterView {
  const upstream = asCnpgCluster(observed.get(CNPG_CLUSTER, intent.metadata.name));
  const pods = observed.list(POD).filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.podRole] === 'instance');
  const volumes = observed.list(PERSISTENT_VOLUME_CLAIM);
  const members = upstream ? listMembers(upstream, pods, volumes) : [];
  return { intent, upstream, members, pods, volumes, jobs: observed.list(JOB), observed };
}

export const readyMembers = ({ members }: ClusterView): readonly ClusterMember[] =>
  members.filter(({ ready }) => ready);

export const primaryOf = ({ members }: ClusterView): ClusterMember | undefined =>
  members.find(({ role }) => role === 'Primary');

/** How far the operator is with stopping; absent unless it was asked to. */
export const HIBERNATION_CONDITION = 'cnpg.io/hibernation';

export const isHibernating = ({ upstream }: ClusterView): boolean =>
  upstream?.metadata.annotations?.[CNPG_ANNOTATIONS.hibernation] === 'on';

export const conditionOf = ({ upstream }: ClusterView, type: string): CnpgCondition | undefined =>
  upstream?.status?.conditions?.find((condition) => condition.type === type);

/** Whether this database, not merely its object, has ever been complete. */
export const hasRun = ({ intent }: ClusterView): boolean => intent.status?.incarnation?.firstRunningAt !== undefined;
