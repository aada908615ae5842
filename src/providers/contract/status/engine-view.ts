import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Observed } from '../observed.js';

/** One database at one moment, as far as every engine sees it alike; engines add what is theirs. */
export interface EngineView {
  readonly intent: DatabaseCluster;
  /** The operator's object that holds the data; absent while there is none. */
  readonly upstream?: KubeObject;
  readonly members: readonly ClusterMember[];
  /** Of the members: neither of proxies nor of jobs. */
  readonly pods: readonly UntypedObject[];
  /** Claims of the members. */
  readonly volumes: readonly UntypedObject[];
  readonly observed: Observed;
}

/** Whether this database, not merely its object, has ever been complete. */
export const hasRun = ({ intent }: Pick<EngineView, 'intent'>): boolean =>
  intent.status?.incarnation?.firstRunningAt !== undefined;

export const readyMembers = ({ members }: Pick<EngineView, 'members'>): ClusterMember[] =>
  members.filter(({ ready }) => ready);

export const primaryOf = ({ members }: Pick<EngineView, 'members'>): ClusterMember | undefined =>
  members.find(({ role }) => role === 'Primary');
