import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

/** A database that has never been whole is let through its birth first: paused, the operator would leave it half made. */
export const isToBeStopped = ({ spec, status }: DatabaseCluster): boolean =>
  spec.powerState === 'Stopped' && status?.incarnation?.firstRunningAt !== undefined;
