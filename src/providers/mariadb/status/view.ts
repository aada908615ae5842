import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Observed } from '../../contract/index.js';
import { asStatefulSet, byNumber, containerOf, STATEFUL_SET, type StatefulSet } from '../../contract/objects/index.js';
import { describeMember, storageOf, type EngineView } from '../../contract/status/index.js';
import { claimName, indexOf, podName } from '../names.js';
import { versionOfImage } from '../release.js';
import { asMariadb, MARIADB, MARIADB_CONTAINER, type Mariadb, type MariadbCondition } from '../upstream.js';
import { isStorage, isTransfer } from '../volumes.js';

/** One cluster at one moment, with what every part of its status asks for. */
export interface ClusterView extends EngineView {
  readonly upstream?: Mariadb;
  readonly set?: StatefulSet;
  /** Volumes through which newcomers were filled. */
  readonly transfers: readonly UntypedObject[];
}

export function viewOf(intent: DatabaseCluster, observed: Observed): ClusterView {
  const { name } = intent.metadata;
  const upstream = asMariadb(observed.get(MARIADB, name));
  const pods = observed.list(POD).filter(({ metadata }) => indexOf(name, metadata.name) !== undefined);
  const claims = observed.list(PERSISTENT_VOLUME_CLAIM);
  const volumes = claims.filter(isStorage).sort((a, b) => byNumber(a.metadata.name, b.metadata.name));
  return {
    intent,
    upstream,
    set: asStatefulSet(observed.get(STATEFUL_SET, name)),
    members: upstream ? listMembers(upstream, pods, volumes) : [],
    pods,
    volumes,
    transfers: claims.filter(isTransfer),
    observed,
  };
}

/** Those that are asked for and have been begun, and those that are still there. */
function listMembers(
  upstream: Mariadb,
  pods: readonly UntypedObject[],
  volumes: readonly UntypedObject[],
): ClusterMember[] {
  const { name } = upstream.metadata;
  const begun = Array.from({ length: upstream.spec.replicas }, (_, index) => podName(name, index)).filter((member) =>
    volumes.some(({ metadata }) => metadata.name === claimName(member)),
  );
  const names = new Set([...begun, ...pods.map(({ metadata }) => metadata.name)]);
  return [...names].sort(byNumber).map((member) => {
    const pod = pods.find(({ metadata }) => metadata.name === member);
    const claim = volumes.find(({ metadata }) => metadata.name === claimName(member));
    return describeMember(member, pod, {
      role: roleOf(upstream, member),
      version: versionOfImage(containerOf(pod, MARIADB_CONTAINER)?.image),
      storage: storageOf(claim),
    });
  });
}

function roleOf({ status }: Mariadb, member: string): ClusterMember['role'] {
  if (status?.currentPrimary === undefined) return 'Unknown';
  return status.currentPrimary === member ? 'Primary' : 'Replica';
}

export const conditionOf = ({ upstream }: Pick<ClusterView, 'upstream'>, type: string): MariadbCondition | undefined =>
  upstream?.status?.conditions?.find((condition) => condition.type === type);
