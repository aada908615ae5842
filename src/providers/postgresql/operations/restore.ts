import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { restoreByRebirth } from '../../contract/backups/index.js';
import type { OperationHandler, OperationSubject } from '../../contract/index.js';
import { Baseline } from '../../contract/operations/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { AGENT_MISSING } from '../backups/why-not.js';
import { remainsOf } from '../remains.js';
import { derivePhase } from '../status/phase.js';
import { viewOf, type ClusterView } from '../status/view.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import { deleteCluster } from './actions.js';
import { failureOf } from './situation.js';

/** The operator cannot replace the data of a Cluster; what one owns, the garbage collector takes with it. */
export const restore: OperationHandler = restoreByRebirth<ClusterView>({
  upstreamKind: 'Cluster',
  viewOf,
  derivePhase,
  archiveOf: liveArchiveOf,
  isBackedUp: ({ cluster, observed }) => cluster.spec.backup !== undefined && observed.serves(OBJECT_STORE),
  remainsOf: ({ observed }) => remainsOf(observed),
  removal: (old) => [deleteCluster(old)],
  sweep: () => [],
  failureOf: (subject, view, upstream) =>
    failureOf({ ...subject, view: { ...view, upstream }, upstream, baseline: new Baseline({}) }),
  validate,
  warnings: ({ source }) => [...(source?.time === undefined ? [] : [NOTHING_AFTER]), NEW_AUTHORITY],
});

function validate({ cluster, observed }: OperationSubject): FieldError[] {
  if (!observed.serves(OBJECT_STORE)) return [forbidden(['spec', 'type'], AGENT_MISSING)];
  if (cluster.spec.powerState === 'Stopped')
    return [forbidden(['spec', 'type'], 'the database is to be stopped; start it first')];
  return [];
}

/** The operator signs with an authority that goes with the Cluster, and does not take up one that it has not made. */
const NEW_AUTHORITY =
  'Passwords and addresses stay; the certificates are signed anew, so clients that verify the server read ca.crt of the binding again.';
/** PostgreSQL knows that it has arrived by the first change that is too late. */
const NOTHING_AFTER =
  'If nothing was written after that moment, the recovery to it fails when the old data is gone already: then restore to the latest moment.';
