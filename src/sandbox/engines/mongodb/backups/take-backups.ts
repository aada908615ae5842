import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { hasReadyMember } from '../../percona/backups/ready-member.js';
import { archiveProblem } from '../../percona/backups/archive-problem.js';
import { wholeSecond } from '../../percona/backups/whole-second.js';
import { advanceOrders } from '../../percona/backups/advance-orders.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { nameIn, placeIdOf } from '../../percona/storage/s3-section.js';
import { PBM_VERSION, type BackupMeta } from '../pbm/backup-meta.js';
import { PbmArchive } from '../pbm/pbm-archive.js';
import { divide } from '../pbm/shards.js';
import { timestampOf } from '../pbm/timestamp.js';
import { MONGOD, fcvOf, followsFrom, backedUpReplsets, shardsOf, type MongoBackupTypes } from './backed-up-cluster.js';
import { PSMDB_BACKUP } from '../kinds.js';
import { CONFIG_REPLSET } from '../well-known.js';
import { deadlineMs, decideBackup } from './decide-backup.js';
import { isActive, isOver, type BackupStatus, type PsmdbBackup } from './orders.js';

type MongoLook = Look<MongoBackupTypes>;

const DEFAULT_COMPRESSION = 'gzip';

/** Every backup that is not over goes one state on. */
export function takeBackups(look: MongoLook): Promise<Wait> {
  const open = look.objects.backups.filter((backup) => !isOver(backup));
  return advanceOrders(look, open, advance);
}

function advance(look: MongoLook, backup: PsmdbBackup): Promise<Wait> {
  switch (backup.status?.state) {
    case 'requested':
      return report(look, backup, { state: 'running', start: look.seconds(), lastTransition: look.seconds() });
    case 'running':
      return carryOut(look, backup);
    default:
      return begin(look, backup);
  }
}

async function begin(look: MongoLook, backup: PsmdbBackup): Promise<Wait> {
  const { cluster, objects } = look;
  const view = {
    backup,
    cluster,
    isItsTurn: isItsTurn(look, backup),
    isTaken: namesOf(objects.backups),
    now: look.now(),
  };
  const status = decideBackup(view);
  if (status) await report(look, backup, status);
  return status ? undefined : deadlineMs(view);
}

/** PBM does one thing at a time, and restores come first. */
function isItsTurn({ objects: { backups, restores } }: MongoLook, backup: PsmdbBackup): boolean {
  const isBusy = [...backups, ...restores].some((order) => order !== backup && isActive(order));
  const first = backups.find((candidate) => !isOver(candidate) && !candidate.metadata.deletionTimestamp);
  return !isBusy && restores.every(isOver) && first === backup;
}

function namesOf(backups: readonly PsmdbBackup[]): (pbmName: string) => boolean {
  const taken = new Set(backups.map(({ status }) => status?.pbmName));
  return (name) => taken.has(name);
}

async function carryOut(look: MongoLook, backup: PsmdbBackup): Promise<Wait> {
  if (look.failures.has('stuck-backup')) return undefined;
  if (!hasReadyMember(look.objects.pods, MONGOD))
    return fail(look, backup, 'some of pbm-agents were lost during the backup');
  const problem = await archiveProblem(async () => {
    if (look.failures.has('backup')) throw new ArchiveError('mongodump: asked for by annotation');
    await report(look, backup, await upload(look, backup));
  });
  return problem === undefined ? undefined : fail(look, backup, problem);
}

const fail = (look: MongoLook, backup: PsmdbBackup, error: string): Promise<Wait> =>
  report(look, backup, { state: 'error', error, completed: look.seconds(), lastTransition: look.seconds() });

async function upload(look: MongoLook, backup: PsmdbBackup): Promise<BackupStatus> {
  const { cluster, data } = look;
  const { s3, destination = '' } = backup.status!;
  const { rows, system, users } = data.current;
  const end = look.now().toISOString();
  const dump = { rows: divide(rows, shardsOf(cluster)), accounts: { system, users } };
  await look.withFolder(s3!, (folder) => new PbmArchive(folder).putBackup(metaOf(look, backup, end), dump));
  // The oplog is shipped from the first full backup on, that of a new place or of a restored database.
  if (!followsFrom(data.current, s3!)) await look.save({ ...data.current, place: placeIdOf(s3!), since: end });
  const time = look.seconds();
  const size = `${Buffer.byteLength(JSON.stringify(rows))}B`;
  return {
    state: 'ready',
    pbmName: nameIn(destination),
    size,
    completed: time,
    lastTransition: time,
    lastWriteAt: wholeSecond(end),
  };
}

function metaOf(look: MongoLook, backup: PsmdbBackup, end: string): BackupMeta {
  const { cluster } = look;
  const { s3, pbmName = '', start = end } = backup.status!;
  const last_write_ts = timestampOf(end);
  const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);
  return {
    type: 'logical',
    opid: (backup.metadata.uid ?? '').replaceAll('-', '').slice(0, 24),
    name: pbmName,
    replsets: backedUpReplsets(cluster).map((name) => ({
      name,
      status: 'done',
      ...(name === CONFIG_REPLSET && { iscs: true }),
      last_write_ts,
    })),
    compression: backup.spec.compressionType ?? DEFAULT_COMPRESSION,
    store: { type: 's3', s3: { bucket: s3!.bucket, prefix: s3!.prefix ?? '' } },
    size: 0,
    mongodb_version: cluster.status?.mongoVersion ?? '',
    fcv: fcvOf(cluster),
    start_ts: seconds(start),
    last_transition_ts: seconds(look.seconds()),
    first_write_ts: timestampOf(start),
    last_write_ts,
    status: 'done',
    pbm_version: PBM_VERSION,
  };
}

async function report(look: MongoLook, backup: PsmdbBackup, status: BackupStatus): Promise<Wait> {
  await look.setStatus(PSMDB_BACKUP, backup, { ...backup.status, ...status });
  return undefined;
}
