import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import { runApplier } from '../../src/providers/contract/index.js';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import type { EngineUnderTest } from '../conformance/engines/engine-under-test.js';

export interface Rendering {
  readonly spec: Partial<DatabaseClusterSpec>;
  readonly children: readonly { readonly type: ResourceType; readonly object: KubeObject }[];
}

/** What databases of an engine consist of at birth, for one specification of each kind that the engine takes. */
export function renderingsOf(engine: EngineUnderTest): Rendering[] {
  const { provider, catalogue } = engine;
  return choicesFor(engine).flatMap((spec) => {
    const cluster = aDatabaseCluster(engine.smallest(spec));
    if (provider.validate(cluster, { engine: catalogue }).length > 0) return [];
    return [{ spec, children: runApplier(provider.applier(anApplyInput({ cluster, engine: catalogue }))) }];
  });
}

function choicesFor({ provider, catalogue }: EngineUnderTest): Partial<DatabaseClusterSpec>[] {
  const { capabilities } = provider;
  const settings = (catalogue.spec.parameters ?? []).filter(({ default: usual }) => usual !== undefined);
  return [
    {},
    ...catalogue.spec.versions.map(({ version }) => ({ version })),
    ...[1, 2, 3, 5].map((clusterSize) => ({ clusterSize, allowUnsafeTopology: true })),
    { storage: { size: '20Gi', className: 'fast' } },
    { storage: { size: '20Gi', wal: { size: '5Gi' } } },
    { resources: { memory: '4Gi' } },
    { config: settings.map(({ name, default: value }) => ({ name, value: value! })) },
    { powerState: 'Stopped' as const },
    ...capabilities.proxies.map((type) => ({ proxy: { type, size: 3 } })),
    ...capabilities.expose.map((type) => ({ expose: { type: type as 'NodePort' } })),
    { expose: { type: 'LoadBalancer' as const, sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } } },
    { sharding: { shards: 2 } },
    { podSchedulingPolicy: { antiAffinity: 'None' as const } },
    {
      podSchedulingPolicy: {
        antiAffinity: 'Required' as const,
        topologyKey: 'topology.kubernetes.io/zone',
        nodeSelector: { pool: 'db' },
        tolerations: [{ key: 'db', operator: 'Exists' as const }],
        priorityClassName: 'gold',
      },
    },
  ];
}
