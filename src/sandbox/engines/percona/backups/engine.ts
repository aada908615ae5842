import type { KubeObject, ResourceType } from '../../../../kube/meta/index.js';
import type { FindSecret } from '../../mechanics/archive/read-secret.js';
import type { Pod } from '../../mechanics/workloads.js';
import type { PerconaCluster } from '../cluster.js';
import type { Database, KnownPasswords } from '../data/database.js';
import type { Look, RequestsLook } from './look.js';

/** An order to the operator: a backup, or a restore. */
export interface RequestObject extends KubeObject {
  status?: { state?: string };
}

/** Which types one engine has for what all have. */
export interface BackupTypes {
  readonly cluster: PerconaCluster;
  readonly database: Database;
  readonly backup: RequestObject;
  readonly restore: RequestObject;
}

/** When to look again, in milliseconds; undefined when an event will tell. */
export type Wait = number | undefined;

/** One concern of a look at a cluster; each may write, and may be cut off anywhere. */
export type BackupStep<T extends BackupTypes> = (look: Look<T>) => Promise<Wait>;

/** What one operator, and the tools beside its databases, make of backups. */
export interface BackupEngine<T extends BackupTypes> {
  readonly kinds: { readonly cluster: ResourceType; readonly backup: ResourceType; readonly restore: ResourceType };
  readonly fieldManager: string;
  readonly emptyDatabase: T['database'];
  /** Whether the database answers, so that clients write. */
  readonly isServing: (look: Look<T>) => boolean;
  readonly isDatabasePod: (pod: Pod) => boolean;
  readonly passwordsOf: (cluster: T['cluster'], find: FindSecret) => KnownPasswords;
  readonly steps: readonly BackupStep<T>[];
  /** What happens to orders whose cluster is not there. */
  readonly stepsWithoutCluster: readonly ((look: RequestsLook<T>) => Promise<Wait>)[];
}

/** The earliest of several. */
export function soonest(waits: readonly Wait[]): Wait {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
