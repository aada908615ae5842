import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';
import { DEFAULT_TOPOLOGY_KEY, keepApart } from '../../contract/objects/index.js';
import type { Draft, Step } from '../draft.js';
import { CNPG_LABELS, type AffinityConfiguration, type Pooler } from '../upstream.js';

/** Where members and poolers run. */
export const podSchedulingPolicy: Step = ({ cluster }, draft) => {
  const policy = cluster.spec.podSchedulingPolicy ?? {};
  scheduleMembers(policy, draft);
  if (draft.pooler) schedulePooler(policy, draft.pooler);
};

function scheduleMembers(policy: PodSchedulingPolicy, { cluster: { spec } }: Draft): void {
  spec.affinity = memberAffinity(policy);
  if (policy.topologySpreadConstraints) spec.topologySpreadConstraints = policy.topologySpreadConstraints;
  if (policy.priorityClassName !== undefined) spec.priorityClassName = policy.priorityClassName;
}

/** The operator builds the rule that keeps members apart; what the user adds stands beside it. */
function memberAffinity(policy: PodSchedulingPolicy): AffinityConfiguration {
  const { nodeAffinity, podAffinity, podAntiAffinity } = policy.affinity ?? {};
  return {
    ...keepMembersApart(policy),
    ...placement(policy),
    ...(nodeAffinity !== undefined && { nodeAffinity }),
    ...(podAffinity !== undefined && { additionalPodAffinity: podAffinity }),
    ...(podAntiAffinity !== undefined && { additionalPodAntiAffinity: podAntiAffinity }),
  };
}

function keepMembersApart({ antiAffinity = 'Preferred', topologyKey }: PodSchedulingPolicy): AffinityConfiguration {
  if (antiAffinity === 'None') return { enablePodAntiAffinity: false };
  return {
    enablePodAntiAffinity: true,
    podAntiAffinityType: antiAffinity === 'Required' ? 'required' : 'preferred',
    topologyKey: topologyKey ?? DEFAULT_TOPOLOGY_KEY,
  };
}

function placement({
  nodeSelector,
  tolerations,
}: PodSchedulingPolicy): Pick<AffinityConfiguration, 'nodeSelector' | 'tolerations'> {
  return { ...(nodeSelector && { nodeSelector }), ...(tolerations && { tolerations }) };
}

/**
 * Poolers go to the same nodes and keep apart in the same way. Rules of the user about other pods and spread constraints
 * are left out: their selectors were written with database pods in mind.
 */
function schedulePooler(policy: PodSchedulingPolicy, pooler: Pooler): void {
  const nodeAffinity = policy.affinity?.nodeAffinity;
  const podAntiAffinity = keepApart(policy, { [CNPG_LABELS.poolerName]: pooler.metadata.name });
  const affinity = { ...(nodeAffinity !== undefined && { nodeAffinity }), ...(podAntiAffinity && { podAntiAffinity }) };
  Object.assign(pooler.spec.template.spec, {
    ...placement(policy),
    ...(Object.keys(affinity).length > 0 && { affinity }),
    ...(policy.priorityClassName !== undefined && { priorityClassName: policy.priorityClassName }),
  });
}
