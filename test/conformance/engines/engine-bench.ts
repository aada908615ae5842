import { isNotFound } from '../../../src/kube/client/index.js';
import {
  DEPLOYMENT,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STORAGE_CLASS,
  type ResourceType,
} from '../../../src/kube/meta/index.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../../../src/resources/database-engine/index.js';
import { DATABASE_CLUSTER, type DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import type { SandboxAppOptions } from '../../harness/sandbox-app.js';
import { aCluster, ClusterBench, type ClusterKey } from '../../integration/clusters/bench.js';
import { EXPANDABLE } from '../../integration/operations/operation-bench.js';
import type { EngineUnderTest } from './engine-under-test.js';

/** A deadline on a machine that has other things to do. */
export const PATIENCE_MS = 60_000;

/** The product with every engine, on StorageClasses whose volumes can grow. */
export async function startBench(options: SandboxAppOptions = {}): Promise<ClusterBench> {
  const bench = await ClusterBench.start(options);
  await bench.client.create(STORAGE_CLASS, EXPANDABLE);
  return bench;
}

/** Resolves with the engine as the product offers it, once that is so. */
export const offered = (
  bench: ClusterBench,
  { name }: EngineUnderTest,
  accept: (engine: DatabaseEngine) => boolean = ({ status }) => status?.operator?.installed === true,
): Promise<DatabaseEngine> =>
  eventually(
    async () => (await bench.find(DATABASE_ENGINE, { name })) as DatabaseEngine | undefined,
    (engine) => engine !== undefined && accept(engine),
    PATIENCE_MS,
  ) as Promise<DatabaseEngine>;

/** A new database of that engine in a namespace of its own. */
export async function createOf(
  bench: ClusterBench,
  engine: EngineUnderTest,
  changes: Partial<DatabaseClusterSpec> = {},
): Promise<ClusterKey> {
  const key = { namespace: await bench.namespace(), name: 'orders' };
  await bench.client.create(DATABASE_CLUSTER, aCluster(key, { spec: engine.smallest(changes) }));
  return key;
}

export async function runningOf(
  bench: ClusterBench,
  engine: EngineUnderTest,
  changes: Partial<DatabaseClusterSpec> = {},
): Promise<ClusterKey> {
  const key = await createOf(bench, engine, changes);
  await bench.running(key, PATIENCE_MS);
  return key;
}

/** Everything that a database of that engine may leave in its namespace. */
export function kindsOf({ provider }: EngineUnderTest): ResourceType[] {
  const kinds = [
    ...provider.watches.map(({ type }) => type),
    POD,
    PERSISTENT_VOLUME_CLAIM,
    SECRET,
    SERVICE,
    DEPLOYMENT,
  ];
  const byName = new Map(
    kinds.filter(({ namespaced }) => namespaced).map((type) => [`${type.group}/${type.kind}`, type]),
  );
  return [...byName.values()];
}

/** `Pod orders-1`, of the kinds that the API server serves. */
export async function leftovers(bench: ClusterBench, engine: EngineUnderTest, namespace: string): Promise<string[]> {
  const left = await Promise.all(
    kindsOf(engine).map(async (type) => {
      const names = await bench.names(type, namespace).catch(noneWhereNotServed);
      return names.map((name) => `${type.kind} ${name}`);
    }),
  );
  return left.flat().sort();
}

function noneWhereNotServed(error: unknown): string[] {
  if (isNotFound(error)) return [];
  throw error;
}
