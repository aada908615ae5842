import type { KubeObject } from '../../../../kube/meta/index.js';
import type { PerconaCluster } from '../cluster.js';
import type { Database } from '../data/database.js';

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

/** The earliest of several. */
export function soonest(waits: readonly Wait[]): Wait {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
