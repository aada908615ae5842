import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';
import { joinRules, keepApart } from '../../contract/objects/index.js';
import type { PodAffinitySpec, PodGroup } from '../upstream.js';

/** The operator's word for "anywhere": of itself it never puts two pods of a kind on one node. */
const ANYWHERE: PodAffinitySpec = { antiAffinityTopologyKey: 'none' };

/** Where the pods of a group run; `matchLabels` are those that only they have. */
export function schedule(
  policy: PodSchedulingPolicy,
  matchLabels: Readonly<Record<string, string>>,
): Partial<PodGroup> {
  const { podAffinity, podAntiAffinity } = policy.affinity ?? {};
  const apart = joinRules(keepApart(policy, matchLabels), podAntiAffinity);
  return {
    ...placement(policy, {
      ...(podAffinity !== undefined && { podAffinity }),
      ...(apart && { podAntiAffinity: apart }),
    }),
    ...(policy.topologySpreadConstraints && { topologySpreadConstraints: policy.topologySpreadConstraints }),
  };
}

/**
 * Routers go to the same nodes and keep apart in the same way. Rules of the user about other pods and spread constraints
 * are left out: their selectors were written with database pods in mind.
 */
export const scheduleRouters = (
  policy: PodSchedulingPolicy,
  matchLabels: Readonly<Record<string, string>>,
): Partial<PodGroup> => {
  const podAntiAffinity = keepApart(policy, matchLabels);
  return placement(policy, { ...(podAntiAffinity && { podAntiAffinity }) });
};

function placement(policy: PodSchedulingPolicy, rules: object): Partial<PodGroup> {
  const { affinity, nodeSelector, tolerations, priorityClassName } = policy;
  const nodeAffinity = affinity?.nodeAffinity;
  const advanced = { ...(nodeAffinity !== undefined && { nodeAffinity }), ...rules };
  return {
    affinity: Object.keys(advanced).length > 0 ? { advanced } : ANYWHERE,
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations && { tolerations }),
    ...(priorityClassName !== undefined && { priorityClassName }),
  };
}
