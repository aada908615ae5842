import { isSupported, type OperationHandler, type UnsupportedOperation } from '../../src/providers/contract/index.js';
import type { PerconaDialect } from '../../src/providers/percona/dialect.js';
import type { PerconaCluster } from '../../src/providers/percona/upstream.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import { aClusterThatRan } from './database-cluster.js';
import { observedPercona, type PodsScene } from './percona.js';
import { PlayedScenes, type Asked, type Stage } from './played-operation.js';

/** What is special about the databases of one of the operators. */
export interface PerconaWorld<U extends PerconaCluster, C> {
  readonly dialect: PerconaDialect<U>;
  readonly engine: DatabaseEngine;
  readonly intent: Partial<DatabaseClusterSpec>;
  /** The version that runs. */
  readonly running: string;
  readonly build: (changes?: C) => U;
}

/** What the caches show at one moment. */
export interface PerconaScene<C> extends PodsScene {
  readonly spec?: Partial<DatabaseClusterSpec>;
  /** `null`: there is none. */
  readonly upstream?: C | null;
  /** Of the database, as our own loop has told it. */
  readonly told?: DatabaseCluster['status'];
}

/** Operations on the database `orders` of one of the operators. */
export function playing<U extends PerconaCluster, C>(world: PerconaWorld<U, C>) {
  const { engine, intent, running, dialect, build } = world;
  const look: Stage<PerconaScene<C>>['look'] = (scene, before) => ({
    cluster: aClusterThatRan({ ...intent, ...before.spec, ...scene.spec }, { version: running, ...before.told }),
    observed: observedPercona(dialect, scene.upstream === null ? undefined : build(scene.upstream), scene),
    backups: [],
  });
  return (
    entry: OperationHandler | UnsupportedOperation,
    spec: Asked,
    before: PerconaScene<C> = {},
  ): PlayedScenes<PerconaScene<C>> => {
    if (!isSupported(entry)) throw new Error(entry.unsupported);
    return new PlayedScenes(entry, spec, before, { engine, look });
  };
}
