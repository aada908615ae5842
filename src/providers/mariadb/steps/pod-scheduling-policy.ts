import { joinRules, keepApart } from '../../contract/objects/index.js';
import type { Step } from '../draft.js';
import { APP_NAME, OPERATOR_LABELS } from '../upstream.js';

/** Where members run; they keep apart from each other by rules of our own, for the operator's know one topology only. */
export const podSchedulingPolicy: Step = ({ cluster }, { mariadb }) => {
  const policy = cluster.spec.podSchedulingPolicy ?? {};
  const { nodeSelector, tolerations, topologySpreadConstraints, priorityClassName } = policy;
  const { nodeAffinity, podAntiAffinity } = policy.affinity ?? {};
  const mine = { [OPERATOR_LABELS.name]: APP_NAME, [OPERATOR_LABELS.instance]: cluster.metadata.name };
  const apart = joinRules(keepApart(policy, mine), podAntiAffinity);
  const affinity = {
    ...(nodeAffinity !== undefined && { nodeAffinity }),
    ...(apart && { podAntiAffinity: apart }),
  };
  Object.assign(mariadb.spec, {
    ...(Object.keys(affinity).length > 0 && { affinity }),
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations && { tolerations }),
    ...(topologySpreadConstraints && { topologySpreadConstraints }),
    ...(priorityClassName !== undefined && { priorityClassName }),
  });
};
