import { apiVersionOf } from '../../../src/kube/meta/index.js';
import { OPS_REQUEST, type OpsRequest, type OpsRequestSpec } from '../../../src/resources/ops-request/index.js';
import type { SeededRandom } from '../../fuzz/seeded-random.js';
import type { ClusterKey } from '../clusters/bench.js';

type Wish = Omit<OpsRequestSpec, 'clusterRef'>;

/** Every type, with parameters that make sense, sometimes none. */
const WISHES: readonly ((random: SeededRandom, cluster: string) => Wish)[] = [
  (random) => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 1 + random.int(4) } }),
  (random) => ({ type: 'VerticalScaling', verticalScaling: { resources: { memory: `${1 + random.int(4)}Gi` } } }),
  (random) => ({ type: 'VolumeExpansion', volumeExpansion: { size: `${1 + random.int(6)}Gi` } }),
  (random) => ({
    type: 'Reconfiguring',
    reconfiguring: {
      set: [{ name: random.pick(['work_mem', 'maintenance_work_mem']), value: `${8 + random.int(8)}MB` }],
    },
  }),
  (random) => ({
    type: 'Reconfiguring',
    reconfiguring: { set: [{ name: 'max_connections', value: String(100 + random.int(100)) }] },
  }),
  () => ({ type: 'Restart' }),
  (random, cluster) => ({ type: 'Restart', restart: { members: [`${cluster}-${1 + random.int(3)}`] } }),
  () => ({ type: 'Stop' }),
  () => ({ type: 'Start' }),
  () => ({ type: 'Switchover' }),
  (random, cluster) => ({ type: 'RebuildInstance', rebuildInstance: { member: `${cluster}-${1 + random.int(3)}` } }),
  (random) => ({ type: 'Expose', expose: { type: random.pick(['ClusterIP', 'NodePort', 'LoadBalancer'] as const) } }),
  () => ({ type: 'Upgrade', upgrade: { version: '17.6' } }),
];

/** So long may one run and wait, in the time of the application. */
const LIMITS = { timeoutSeconds: 300, queueTimeoutSeconds: 604_800 } as const;

export function aRandomRequest(random: SeededRandom, { namespace, name }: ClusterKey, number: number): OpsRequest {
  const wish = random.pick(WISHES)(random, name);
  return {
    apiVersion: apiVersionOf(OPS_REQUEST),
    kind: OPS_REQUEST.kind,
    metadata: { namespace, name: `op-${number}` },
    spec: { clusterRef: { name }, ...wish, ...LIMITS },
  };
}
