import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import { imageOf, KAFKA_VERSIONS } from './versions.js';
import { FIELD_MANAGER, OPERATOR_VERSION } from './well-known.js';

/** No resource lists the supported versions: the operator's own Deployment does, in its environment. */
export const OPERATOR: OperatorIdentity = {
  namespace: 'strimzi-system',
  name: 'strimzi-cluster-operator',
  labels: { app: 'strimzi', 'strimzi.io/kind': 'cluster-operator' },
  container: {
    name: 'strimzi-cluster-operator',
    image: `quay.io/strimzi/operator:${OPERATOR_VERSION}`,
    args: ['/opt/strimzi/bin/cluster_operator_run.sh'],
    env: [
      { name: 'STRIMZI_NAMESPACE', value: '*' },
      {
        name: 'STRIMZI_KAFKA_IMAGES',
        value: KAFKA_VERSIONS.map(({ version }) => `${version}=${imageOf(version)}`).join('\n'),
      },
    ],
  },
  fieldManager: FIELD_MANAGER,
};
