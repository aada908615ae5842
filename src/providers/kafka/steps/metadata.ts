import { bornWith } from '../birth.js';
import { ROLES, type Step } from '../draft.js';
import { BORN_WITH } from '../names.js';
import { STRIMZI_ANNOTATIONS, STRIMZI_LABELS, type NodeRole } from '../upstream.js';
import { componentLabel } from '../../contract/objects/index.js';

/** So that numbers of brokers are in a row, and a pool that somebody deletes gets its own again. */
const NODE_IDS: Readonly<Record<NodeRole, string>> = { broker: '[0-99]', controller: '[100-199]' };

/** To which Kafka the parts belong, and what was decided at birth. */
export const metadata: Step = ({ cluster, observed }, { pools, kafka, user }) => {
  const birth = { [BORN_WITH]: String(bornWith(cluster, observed)) };
  const belonging = { [STRIMZI_LABELS.cluster]: cluster.metadata.name };
  kafka.metadata.labels = componentLabel('database');
  kafka.metadata.annotations = birth;
  user.metadata.labels = { ...componentLabel('user'), ...belonging };
  for (const role of ROLES) {
    pools[role].metadata.labels = {
      ...componentLabel(role === 'broker' ? 'database' : 'controller'),
      ...belonging,
    };
    pools[role].metadata.annotations = { ...birth, [STRIMZI_ANNOTATIONS.nextNodeIds]: NODE_IDS[role] };
  }
};
