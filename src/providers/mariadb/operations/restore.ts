import { LABELS } from '../../../domain/naming.js';
import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SECRET } from '../../../kube/meta/index.js';
import { toldArchiveOf } from '../../contract/archives/index.js';
import { restoreByRebirth } from '../../contract/backups/index.js';
import type { ChildAction, OperationHandler, OperationSubject } from '../../contract/index.js';
import { deletionOf, patchOf, STATEFUL_SET } from '../../contract/objects/index.js';
import { ROOT_KEY, rootSecretName } from '../names.js';
import { isOwned, remainsOf } from '../remains.js';
import { derivePhase } from '../status/phase.js';
import { viewOf, type ClusterView } from '../status/view.js';
import { APP_NAME, asMariadb, MARIADB, type Mariadb } from '../upstream.js';
import { deletionsOfClaims } from './situation.js';

/** The operator restores files into a new MariaDB alone, and only where there are no volumes yet. */
export const restore: OperationHandler = restoreByRebirth<ClusterView>({
  upstreamKind: MARIADB.kind,
  viewOf,
  derivePhase,
  archiveOf: ({ metadata }, observed) => toldArchiveOf(asMariadb(observed.get(MARIADB, metadata.name))),
  isBackedUp: ({ cluster }) => cluster.spec.backup !== undefined,
  remainsOf: ({ observed }) => remainsOf(observed),
  removal,
  sweep,
  // The operator gives nothing up: whatever it reports, it tries again.
  failureOf: () => undefined,
  validate,
  warnings: () => [SAME_ROOT, NEW_AUTHORITY],
});

/** With a MariaDB that somebody has deleted the password of root went too, and without it nobody would get in. */
function validate({ cluster: { metadata }, observed }: OperationSubject): FieldError[] {
  const name = rootSecretName(metadata.name);
  if (observed.get(SECRET, name)) return [];
  const detail =
    `the password of root comes back with the data, and the Secret "${name}" is gone: make it with the password of then as ` +
    `${ROOT_KEY}, and the labels ${LABELS.cluster}=${metadata.name} and ${LABELS.engine}=${APP_NAME}`;
  return [forbidden(['spec', 'type'], detail)];
}

/** The password of root comes back with the data, and would go with the MariaDB that owns its Secret. */
function removal(old: Mariadb, { cluster, observed }: OperationSubject): ChildAction[] {
  const root = observed.get(SECRET, rootSecretName(cluster.metadata.name));
  if (root && isOwned(root)) return [patchOf(SECRET, root, { metadata: { ownerReferences: null } })];
  return [deletionOf(MARIADB, old)];
}

/** Once nobody is left who would make them anew. */
function sweep({ observed }: OperationSubject): ChildAction[] {
  const isInUse = [STATEFUL_SET, POD].some((type) => observed.list(type).length > 0);
  return isInUse ? [] : deletionsOfClaims(observed.list(PERSISTENT_VOLUME_CLAIM));
}

const SAME_ROOT =
  'The password of root must be the one of then: where somebody has changed it since, members do not become ready.';
const NEW_AUTHORITY =
  'Passwords and addresses stay; the certificates are signed anew, so clients that verify the server read ca.crt of the binding again.';
