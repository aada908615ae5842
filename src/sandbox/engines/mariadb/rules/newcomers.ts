import { apiVersionOf, PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { create, patch, remove } from '../../mechanics/actions.js';
import { ownerOf } from '../../mechanics/ownership.js';
import { isTerminating } from '../../mechanics/workloads.js';
import { buildClaim } from '../builders/stateful-set.js';
import { MARIADB, PHYSICAL_BACKUP } from '../kinds.js';
import { isComplete, isReplicated, type Mariadb, type PhysicalBackup } from '../mariadb.js';
import { busy, type Action, type Rule, type Step } from '../step.js';
import { areAllReady, podNameOf, type MariadbView } from '../view.js';
import { claimNameOf, recoveryName, scaleOutName, VOLUME_UID } from '../well-known.js';

const SCALING_OUT = busy('ScalingOut', 'Scaling out');
const RECOVERING = busy('RecoveringReplicas', 'Recovering replicas');

/** Volumes of newcomers are filled from a backup before there are pods. */
export const scaleOut: Rule = (view) => {
  const { mariadb, set } = view;
  const current = set?.spec.replicas ?? 0;
  if (current === 0 || !isReplicated(mariadb)) return undefined;
  const order = orderOf(view, scaleOutName(mariadb.metadata.name));
  if (current >= mariadb.spec.replicas) return cleanUp(view, order);
  return order ? fillNewcomers(view, order, current) : beginToScaleOut(view, current);
};

function beginToScaleOut(view: MariadbView, current: number): Step | undefined {
  if (!areAllReady(view)) return undefined;
  if (newcomersOf(view, current).some((index) => hasClaim(view, index))) return refuse('storage PVCs already exist');
  return takeBackup(view, scaleOutName(view.mariadb.metadata.name), SCALING_OUT);
}

function fillNewcomers(view: MariadbView, order: PhysicalBackup, current: number): Step | undefined {
  if (!isComplete(order)) return { because: 'a backup for newcomers is taken', says: [SCALING_OUT] };
  const missing = newcomersOf(view, current).filter((index) => !hasClaim(view, index));
  if (missing.length === 0) return undefined;
  return {
    because: 'volumes of newcomers are filled',
    actions: missing.map((index) => create(PERSISTENT_VOLUME_CLAIM, buildClaim(view.mariadb, index))),
    says: [SCALING_OUT],
  };
}

const newcomersOf = ({ mariadb }: MariadbView, current: number): number[] =>
  indexesOf(mariadb).filter((index) => index >= current);

/** A replica whose volume is another than before is filled anew. */
export const recoverReplicas: Rule = (view) => {
  const { mariadb } = view;
  if (!isReplicated(mariadb) || mariadb.spec.replication?.replica?.recovery?.enabled !== true) return undefined;
  const name = recoveryName(mariadb.metadata.name);
  const order = orderOf(view, name);
  const lost = indexesOf(mariadb).filter((index) => index !== view.primaryIndex && hasLostVolume(view, index));
  if (lost.length === 0) return cleanUp(view, order);
  const says = { says: [RECOVERING], status: { replication: { replicaToRecover: podNameOf(view, lost[0]!) } } };
  if (!order) return { ...takeBackup(view, name, RECOVERING), ...says };
  if (!isComplete(order)) return { because: 'a backup for a replica is taken', ...says };
  const known = lost.filter((index) => uidOf(view, index) !== undefined);
  if (known.length === 0) return { because: 'a new volume is on its way', ...says };
  return { because: 'a replica has been filled', actions: [noteVolumes(view, known)], ...says };
};

/** Which volumes hold good data is written down, so that another is noticed. */
export const noteNewVolumes: Rule = (view) => {
  if (!isReplicated(view.mariadb) || !areAllReady(view)) return undefined;
  const unknown = indexesOf(view.mariadb).filter(
    (index) => notedUid(view, index) === undefined && uidOf(view, index) !== undefined,
  );
  return unknown.length > 0 ? { because: 'volumes are new', actions: [noteVolumes(view, unknown)] } : undefined;
};

/** Of members that are no longer wanted nothing is known. */
export const forgetVolumes: Rule = ({ mariadb }) => {
  const gone = Object.keys(mariadb.metadata.annotations ?? {})
    .filter((key) => key.startsWith(VOLUME_UID))
    .filter((key) => Number(key.slice(VOLUME_UID.length)) >= mariadb.spec.replicas);
  if (gone.length === 0) return undefined;
  const annotations = Object.fromEntries(gone.map((key) => [key, null]));
  return { because: 'members have left', actions: [patch(MARIADB, mariadb, { metadata: { annotations } })] };
};

const indexesOf = ({ spec }: Mariadb): number[] => Array.from({ length: spec.replicas }, (_, index) => index);

const claimOf = ({ mariadb, claims }: MariadbView, index: number) =>
  claims.find(({ metadata }) => metadata.name === claimNameOf(mariadb.metadata.name, index));

const hasClaim = (view: MariadbView, index: number): boolean => claimOf(view, index) !== undefined;

/** Undefined of a volume that is on its way out. */
function uidOf(view: MariadbView, index: number): string | undefined {
  const claim = claimOf(view, index);
  return claim && !isTerminating(claim) ? claim.metadata.uid : undefined;
}

const notedUid = ({ mariadb }: MariadbView, index: number): string | undefined =>
  mariadb.metadata.annotations?.[`${VOLUME_UID}${index}`];

const hasLostVolume = (view: MariadbView, index: number): boolean =>
  notedUid(view, index) !== undefined && notedUid(view, index) !== uidOf(view, index);

function noteVolumes(view: MariadbView, indexes: readonly number[]): Action {
  const annotations = Object.fromEntries(indexes.map((index) => [`${VOLUME_UID}${index}`, uidOf(view, index)]));
  return patch(MARIADB, view.mariadb, { metadata: { annotations } });
}

const orderOf = ({ backups }: MariadbView, name: string): PhysicalBackup | undefined =>
  backups.find(({ metadata }) => metadata.name === name);

const refuse = (message: string): Step => ({
  because: message,
  says: [{ type: 'ScaledOut', status: 'False', reason: 'ScaleOutError', message }],
});

/** After the pattern that the specification names. */
function takeBackup(view: MariadbView, name: string, says: ReturnType<typeof busy>): Step {
  const { mariadb, backups } = view;
  const ref = mariadb.spec.replication?.replica?.bootstrapFrom?.physicalBackupTemplateRef.name;
  if (ref === undefined) return refuse('replica datasource not found (replication.replica.bootstrapFrom is nil)');
  const template = backups.find(({ metadata }) => metadata.name === ref);
  if (!template) return refuse(`error getting PhysicalBackup template: "${ref}" not found`);
  const { schedule: _schedule, ...spec } = template.spec;
  const order: PhysicalBackup = {
    apiVersion: apiVersionOf(PHYSICAL_BACKUP),
    kind: PHYSICAL_BACKUP.kind,
    metadata: { name, namespace: mariadb.metadata.namespace, ownerReferences: [ownerOf(mariadb)] },
    spec,
  };
  return { because: 'a copy is needed', actions: [create(PHYSICAL_BACKUP, order)], says: [says] };
}

const cleanUp = (view: MariadbView, order: PhysicalBackup | undefined): Step | undefined =>
  order && areAllReady(view)
    ? { because: 'the copy has served', actions: [remove(PHYSICAL_BACKUP, order)] }
    : undefined;
