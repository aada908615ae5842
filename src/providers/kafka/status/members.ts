import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import { byNumber } from '../../contract/objects/index.js';
import { describeMember, storageOf } from '../../contract/status/index.js';
import { claimName, podName, poolName } from '../names.js';
import { STRIMZI_ANNOTATIONS, type NodeRole } from '../upstream.js';
import type { PoolView } from './pool-view.js';

type Described = Pick<ClusterMember, 'component' | 'role'>;

/** Brokers are peers: each takes writes for the partitions that it leads. Who leads the controllers, no object tells. */
const DESCRIPTIONS: Readonly<Record<NodeRole, Described>> = {
  broker: { role: 'Peer' },
  controller: { component: 'controller', role: 'Coordinator' },
};

/** Every node of a pool, with or without a pod just now. */
export function listMembers(cluster: string, { role, pool, pods, volumes }: PoolView): ClusterMember[] {
  const name = poolName(cluster, role);
  const numbered = (pool?.status?.nodeIds ?? []).map((id) => podName(cluster, name, id));
  const names = new Set([...numbered, ...pods.map(({ metadata }) => metadata.name)]);
  return [...names].sort(byNumber).map((member) => {
    const pod = pods.find(({ metadata }) => metadata.name === member);
    const claim = volumes.find(({ metadata }) => metadata.name === claimName(member));
    const version = pod && versionOf(pod);
    return describeMember(member, pod, { ...DESCRIPTIONS[role], version, storage: storageOf(claim) });
  });
}

export const versionOf = ({ metadata }: UntypedObject): string | undefined =>
  metadata.annotations?.[STRIMZI_ANNOTATIONS.kafkaVersion];
