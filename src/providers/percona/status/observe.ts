import type { ClusterEndpoint, ClusterMember, EffectiveSettings } from '../../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../../contract/index.js';
import { referenceTo, storageClassOf, type PhaseVerdict } from '../../contract/status/index.js';
import type { ComponentView } from '../component.js';
import { versionInTag } from '../containers.js';
import type { PerconaDialect } from '../dialect.js';
import type { PerconaCluster } from '../upstream.js';
import { ofRole, readyPods, type PerconaView } from '../view.js';
import { listConditions } from './conditions.js';
import { derivePhase } from './phase.js';
import { listWarnings } from './warnings.js';

/** The operator's status in our words, from the objects and never from its state alone. */
export function observe<U extends PerconaCluster>(
  dialect: PerconaDialect<U>,
  view: PerconaView<U>,
  endpoints: readonly ClusterEndpoint[],
): ClusterObservation {
  const { upstream } = view;
  const verdict: PhaseVerdict = derivePhase(view);
  const data = ofRole(view, 'data');
  return {
    ...verdict,
    conditions: listConditions(view, verdict),
    version: upstream && (dialect.versionOf(upstream) ?? versionInPods(view)),
    // Whoever is stopped is no less a member: its volume tells of it.
    size: upstream && view.members.filter(({ component }) => component === undefined).length,
    readyMembers: data.flatMap(readyPods).length,
    members: view.members,
    primary: primaryOf(view.members, data)?.name,
    endpoints,
    warnings: listWarnings(view),
    effective: upstream && effectiveSettings(data),
    upstream:
      upstream &&
      referenceTo(dialect.kinds.cluster, upstream, {
        phase: upstream.status?.state,
        operatorVersion: upstream.spec.crVersion,
      }),
  };
}

/** Of several shards each has one, and none is that of the whole. What is stopped is remembered, and takes no writes. */
function primaryOf(members: readonly ClusterMember[], data: readonly ComponentView[]): ClusterMember | undefined {
  if (data.length > 1) return undefined;
  return members.find(({ role, component, ready }) => role === 'Primary' && component === undefined && ready);
}

/** Until the operator has asked the database. */
const versionInPods = ({ members }: PerconaView): string | undefined =>
  members.find(({ component, ready, version }) => component === undefined && ready && version !== undefined)?.version;

function effectiveSettings([first]: readonly ComponentView[]): EffectiveSettings {
  return {
    version: versionInTag(first?.asks.image),
    image: first?.asks.image,
    storageClassName: storageClassOf(first?.claims[0]),
  };
}
