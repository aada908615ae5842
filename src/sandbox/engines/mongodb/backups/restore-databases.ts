import { STATEFUL_SET } from '../../../../kube/meta/index.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { remove } from '../../mechanics/actions.js';
import type { Row } from '../../mechanics/data/ledger.js';
import { archiveProblem } from '../../percona/backups/archive-problem.js';
import { wholeSecond } from '../../percona/backups/whole-second.js';
import { advanceOrders } from '../../percona/backups/advance-orders.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look, RequestsLook } from '../../percona/backups/look.js';
import type { BackupMeta } from '../pbm/backup-meta.js';
import { chunksBetween, rowsBetween } from '../pbm/oplog.js';
import { PbmArchive, type Chunk } from '../pbm/pbm-archive.js';
import { unite } from '../pbm/shards.js';
import { timeOf, type Timestamp } from '../pbm/timestamp.js';
import { PSMDB_RESTORE } from '../kinds.js';
import { mongosName } from '../names.js';
import { CONFIG_REPLSET } from '../well-known.js';
import { type MongoBackupTypes, type MongoDatabase } from './backed-up-cluster.js';
import { checkFit, sourceOf, targetOf } from './decide-restore.js';
import { isActive, isOver, type PsmdbRestore, type RestoreStatus } from './orders.js';

type MongoLook = Look<MongoBackupTypes>;

/** Every restore that is not over goes one state on. */
export function restoreDatabases(look: MongoLook): Promise<Wait> {
  const open = look.objects.restores.filter((restore) => !isOver(restore));
  return advanceOrders(look, open, advanceOrFail);
}

/** Without a cluster there is nothing to restore. */
export async function refuseRestores(look: RequestsLook<MongoBackupTypes>): Promise<Wait> {
  const { namespace, name } = look.key;
  const error = `get cluster ${namespace}/${name}: perconaservermongodbs "${name}" not found`;
  for (const restore of look.objects.restores.filter((candidate) => !isOver(candidate))) {
    await look.setStatus(PSMDB_RESTORE, restore, { ...restore.status, state: 'error', error });
  }
  return undefined;
}

async function advanceOrFail(look: MongoLook, restore: PsmdbRestore): Promise<Wait> {
  let wait: Wait;
  const error = await archiveProblem(async () => {
    wait = await advance(look, restore);
  });
  return error === undefined ? wait : report(look, restore, { state: 'error', error });
}

function advance(look: MongoLook, restore: PsmdbRestore): Promise<Wait> {
  switch (restore.status?.state) {
    case 'requested':
      return report(look, restore, { state: 'running' });
    case 'running':
      return carryOut(look, restore);
    default:
      return begin(look, restore);
  }
}

/** Looked at before anything is stopped: a wrong name or moment costs nobody their database. */
async function begin(look: MongoLook, restore: PsmdbRestore): Promise<Wait> {
  const target = await withPlan(look, restore, checkedTarget);
  if (!look.isServing()) return undefined;
  const rivals = [...look.objects.backups, ...look.objects.restores].filter((order) => order !== restore);
  if (rivals.some(isActive)) return report(look, restore, { state: 'waiting' });
  if (await stopRouters(look)) return undefined;
  const pitrTarget = target && wholeSecond(timeOf(target));
  return report(look, restore, { state: 'requested', pbmName: look.now().toISOString(), pitrTarget });
}

/** True while there are routers: nobody may look at shards that are being filled. */
async function stopRouters(look: MongoLook): Promise<boolean> {
  const { sets } = look.objects;
  const name = mongosName(look.cluster.metadata.name);
  const set = sets.find(({ metadata }) => metadata.name === name);
  if (set && !set.metadata.deletionTimestamp) await look.execute(remove(STATEFUL_SET, set));
  return set !== undefined || look.objects.pods.some(({ metadata }) => metadata.name.startsWith(`${name}-`));
}

async function carryOut(look: MongoLook, restore: PsmdbRestore): Promise<Wait> {
  if (look.failures.has('stuck-restore')) return undefined;
  if (look.failures.has('restore')) throw new ArchiveError('mongorestore: asked for by annotation');
  const restored = await withPlan(look, restore, readDatabase);
  await look.save({
    ...look.data.current,
    ...restored,
    pending: [],
    since: undefined,
    place: undefined,
    restored: true,
  });
  return report(look, restore, { state: 'ready', completed: look.seconds() });
}

/** @throws ArchiveError when the oplog does not lead there. */
function checkedTarget(plan: Plan): Promise<Timestamp | undefined> {
  for (const { name } of plan.meta.replsets) chunksOf(plan, name);
  return Promise.resolve(plan.target);
}

interface Plan {
  readonly archive: PbmArchive;
  readonly meta: BackupMeta;
  readonly chunks: readonly Chunk[];
  readonly target?: Timestamp;
}

async function withPlan<R>(look: MongoLook, restore: PsmdbRestore, use: (plan: Plan) => Promise<R>): Promise<R> {
  const { cluster, objects } = look;
  const { section, pbmName } = sourceOf(restore, cluster, objects.backups);
  return look.withFolder(section, async (folder) => {
    const archive = new PbmArchive(folder);
    const meta = await archive.metaOf(pbmName);
    if (!meta) throw new ArchiveError(`failed to validate backup: get backup metadata: ${pbmName}: not found`);
    checkFit(meta, cluster);
    const chunks = restore.spec.pitr ? await archive.chunks() : [];
    return use({ archive, meta, chunks, target: targetOf(restore, meta, chunks) });
  });
}

/** What the dump holds, and what the oplog adds. */
async function readDatabase(plan: Plan): Promise<Pick<MongoDatabase, 'rows' | 'system' | 'users'>> {
  const shards = plan.meta.replsets.map(({ name }) => name).filter((name) => name !== CONFIG_REPLSET);
  const parts: Row[][] = [];
  for (const replset of shards) {
    parts.push([...(await plan.archive.rowsOf(plan.meta, replset))], await replay(plan, replset));
  }
  return { rows: unite(parts), ...(await plan.archive.accountsOf(plan.meta)) };
}

async function replay(plan: Plan, replset: string): Promise<Row[]> {
  const { archive, meta, target } = plan;
  const ops = await Promise.all(chunksOf(plan, replset).map((chunk) => archive.opsIn(chunk)));
  return target ? rowsBetween(ops.flat(), meta.last_write_ts, target) : [];
}

function chunksOf({ meta, chunks, target }: Plan, name: string): Chunk[] {
  const own = chunks.filter(({ replset }) => replset === name);
  return target ? chunksBetween(own, meta.last_write_ts, target) : [];
}

async function report(look: MongoLook, restore: PsmdbRestore, status: RestoreStatus): Promise<Wait> {
  const lastTransition = look.seconds();
  await look.setStatus(PSMDB_RESTORE, restore, { ...restore.status, ...status, lastTransition });
  return undefined;
}
