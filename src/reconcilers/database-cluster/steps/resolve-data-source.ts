import { resolveSource } from '../../../backups/index.js';
import { reasonOf } from '../../../domain/errors.js';
import { formatFieldError } from '../../../kube/schema/index.js';
import { NOT_APPLIED, upstreamOf, type Step } from '../cluster-run.js';

/** The database that is to be copied may get its first backup later: that wakes nobody here. */
const LOOK_AGAIN_MS = 30_000;

/** What a new database is filled with, decided before anything is made; once it is recorded, the field means nothing. */
export const resolveDataSource: Step = (run) => {
  const { cluster, engine: catalogue, provider, world, now } = run;
  const { dataSource } = cluster.spec;
  if (!dataSource || cluster.status?.incarnation || upstreamOf(run)) return 'continue';
  const verdict = resolveSource(dataSource, { cluster, catalogue, provider, world, now, at: ['spec', 'dataSource'] });
  if ('resolved' in verdict) {
    run.source = verdict.resolved.source;
    return 'continue';
  }
  run.synced = NOT_APPLIED;
  const message = `${formatFieldError(verdict.problem)}.`;
  run.blockage = { reason: reasonOf('invalid_data_source'), message, phase: 'Pending' };
  run.requeueAfterMs = LOOK_AGAIN_MS;
  return 'stop';
};
