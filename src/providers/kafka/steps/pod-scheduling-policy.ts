import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';
import { joinRules, keepApart } from '../../contract/objects/index.js';
import { ROLES, type Step } from '../draft.js';
import { poolName } from '../names.js';
import { STRIMZI_LABELS } from '../upstream.js';
import { nodeAffinityOf } from './node-affinity.js';

/** Where nodes run: brokers keep apart from brokers, controllers from controllers. */
export const podSchedulingPolicy: Step = ({ cluster }, { pools }) => {
  const policy = cluster.spec.podSchedulingPolicy ?? {};
  for (const role of ROLES) {
    const pod = podTemplate(policy, cluster.metadata.name, poolName(cluster.metadata.name, role));
    if (Object.keys(pod).length > 0) pools[role].spec.template = { pod };
  }
};

function podTemplate(policy: PodSchedulingPolicy, cluster: string, pool: string): Record<string, unknown> {
  const { tolerations, topologySpreadConstraints, priorityClassName } = policy;
  const affinity = affinityOf(policy, { [STRIMZI_LABELS.cluster]: cluster, [STRIMZI_LABELS.poolName]: pool });
  return {
    ...(Object.keys(affinity).length > 0 && { affinity }),
    ...(tolerations && { tolerations }),
    ...(topologySpreadConstraints && { topologySpreadConstraints }),
    ...(priorityClassName !== undefined && { priorityClassName }),
  };
}

/** The operator keeps nobody apart by itself. */
function affinityOf(policy: PodSchedulingPolicy, labels: Record<string, string>): Record<string, unknown> {
  const { podAffinity, podAntiAffinity } = policy.affinity ?? {};
  const nodeAffinity = nodeAffinityOf(policy);
  const apart = joinRules(keepApart(policy, labels), podAntiAffinity);
  return {
    ...(nodeAffinity !== undefined && { nodeAffinity }),
    ...(podAffinity !== undefined && { podAffinity }),
    ...(apart && { podAntiAffinity: apart }),
  };
}
