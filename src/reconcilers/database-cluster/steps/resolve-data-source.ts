import { resolveSource } from '../../../backups/index.js';
import { reasonOf } from '../../../domain/errors.js';
import { formatFieldErrors, type FieldError } from '../../../kube/schema/index.js';
import { NOT_APPLIED, upstreamOf, type ClusterRun, type Step } from '../cluster-run.js';

const SOURCE = ['spec', 'dataSource'] as const;

/** The database that is to be copied may get its first backup later: that wakes nobody here. */
const LOOK_AGAIN_MS = 30_000;

/** What a new database is filled with, decided before anything is made; once it is recorded, the field means nothing. */
export const resolveDataSource: Step = (run) => {
  const { cluster, engine: catalogue, provider, world, now } = run;
  const { dataSource } = cluster.spec;
  if (!dataSource || cluster.status?.incarnation || upstreamOf(run)) return 'continue';
  const verdict = resolveSource(dataSource, { cluster, catalogue, provider, world, now, at: SOURCE });
  if ('resolved' in verdict) {
    run.source = verdict.resolved.source;
    return 'continue';
  }
  blame(run, verdict.problem);
  run.synced = NOT_APPLIED;
  run.requeueAfterMs = LOOK_AGAIN_MS;
  return 'stop';
};

/** A source may become what it is said to be; a specification that does not fit it is wrong for as long as it is so. */
function blame(run: ClusterRun, problem: FieldError): void {
  const message = formatFieldErrors([problem]);
  const isOfSource = SOURCE.every((step, index) => problem.path[index] === step);
  if (isOfSource) run.blockage = { reason: reasonOf('invalid_data_source'), message, phase: 'Pending' };
  else run.specValid = { status: 'False', reason: reasonOf('invalid_spec'), message };
}
