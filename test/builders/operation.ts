import {
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type KubeObject,
  type ResourceType,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import type { OperationHandler } from '../../src/providers/contract/index.js';
import { CNPG_CLUSTER } from '../../src/providers/postgresql/upstream.js';
import type { DatabaseBackup } from '../../src/resources/database-backup/index.js';
import type {
  DatabaseCluster,
  DatabaseClusterSpec,
  RecoverySource,
} from '../../src/resources/database-cluster/index.js';
import type { OpsRequestStatus } from '../../src/resources/ops-request/index.js';
import { aCnpgCluster, memberPods } from './cnpg.js';
import { aClusterThatRan } from './database-cluster.js';
import { aDatabaseEngine } from './database-engine.js';
import { ObservedObjects } from './observed.js';
import { PlayedScenes, type Asked, type Stage, type Verdict } from './played-operation.js';

export * from './played-operation.js';

/** What the caches show at one moment: a whole cluster of three, with the changes under test. */
export interface Scene {
  readonly intent?: Partial<DatabaseClusterSpec>;
  /** `null`: there is none. */
  readonly upstream?: Parameters<typeof aCnpgCluster>[0] | null;
  readonly pods?: readonly UntypedObject[];
  readonly claims?: readonly UntypedObject[];
  readonly jobs?: readonly UntypedObject[];
  readonly others?: readonly (readonly [ResourceType, KubeObject | UntypedObject])[];
  readonly backups?: readonly DatabaseBackup[];
  /** What a Restore goes back to. */
  readonly source?: RecoverySource;
  /** Of the database, as our own loop has told it. */
  readonly told?: DatabaseCluster['status'];
  readonly nowMs?: number;
  /** Of the request, beside what its beginning has recorded. */
  readonly recorded?: OpsRequestStatus;
}

/** One row of a sequence: what the objects show, and what is to be made of it. */
export interface Sight extends Partial<Verdict> {
  readonly seen: string;
  readonly scene: Scene;
}

const LOOK: Stage<Scene>['look'] = (scene, before) => ({
  cluster: aClusterThatRan({ ...before.intent, ...scene.intent }, { ...before.told, ...scene.told }),
  observed: observedIn(scene),
  backups: scene.backups ?? [],
  ...(scene.source && { source: scene.source }),
  ...(scene.nowMs !== undefined && { nowMs: scene.nowMs }),
});

/** An operation on the PostgreSQL `orders`. */
export class PlayedOperation extends PlayedScenes<Scene> {
  constructor(handler: OperationHandler, spec: Asked, before: Scene = {}, engine = aDatabaseEngine()) {
    super(handler, spec, before, { engine, look: LOOK, recorded: (scene) => scene.recorded });
  }
}

function observedIn({ upstream, pods = memberPods(), claims = [], jobs = [], others = [] }: Scene): ObservedObjects {
  const observed = new ObservedObjects()
    .with(CNPG_CLUSTER, ...(upstream === null ? [] : [aCnpgCluster(upstream)]))
    .with(POD, ...pods)
    .with(PERSISTENT_VOLUME_CLAIM, ...claims)
    .with(JOB, ...jobs);
  return others.reduce((all, [type, object]) => all.with(type, object), observed);
}
