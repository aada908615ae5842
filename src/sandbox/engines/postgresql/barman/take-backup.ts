import { keyOf, parseKey, type KubeObject } from '../../../../kube/meta/index.js';
import type { Backup, BackupStatus } from '../backup/backup.js';
import { majorVersionOf, versionNumberOf } from '../image.js';
import { BACKUP } from '../kinds.js';
import { BARMAN_PLUGIN, BARMAN_VERSION, FIELD_MANAGER, SANDBOX_ANNOTATION } from '../well-known.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { archiveOf } from './archive-place.js';
import { backupIdAt } from './backup-id.js';
import type { BackupInfo } from './backup-info.js';
import { closeRecord } from '../../mechanics/data/ledger.js';
import { reportFailure, reportWindow } from './recovery-window.js';
import type { Session } from './session.js';
import { shipWal } from './ship-wal.js';
import { lsnOf, parseWalName, walName } from './wal-names.js';

/** Carries a started Backup to its end. Cut off anywhere, it is begun again in the same folder. */
export async function takeBackup(session: Session, backup: Backup, others: readonly Backup[]): Promise<void> {
  if (session.failures.has('stuck-backup')) return;
  try {
    await patchStatus(session, backup, await upload(session, await nameFolder(session, backup, others)));
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    await failBackup(session, backup, error.message);
  }
}

export async function failBackup(session: Session, backup: Backup, reason: string): Promise<void> {
  const error = `rpc error: code = Unknown desc = ${reason}`;
  await patchStatus(session, backup, { phase: 'failed', error, stoppedAt: seconds(session.now()) });
  const place = archiveOf(session.cluster);
  if (place) await reportFailure(session, place);
}

/** Written down first: the folder must be the same one after a stop, and no other backup's. */
async function nameFolder(session: Session, backup: Backup, others: readonly Backup[]): Promise<Backup> {
  if (idOf(backup)) return backup;
  const taken = new Set([...others.map(idOf), ...(await idsInArchive(session))]);
  const id = backupIdAt(session.now(), (candidate) => taken.has(candidate));
  const body = { metadata: { uid: backup.metadata.uid, annotations: { [SANDBOX_ANNOTATION.backupId]: id } } };
  return write(session, backup, body);
}

/** Those whose object is gone are there still. */
async function idsInArchive(session: Session): Promise<string[]> {
  const place = archiveOf(session.cluster);
  if (!place) return [];
  return session.withArchive(place, async (archive) => (await archive.bases()).map(({ id }) => id));
}

export const idOf = ({ metadata }: KubeObject): string | undefined =>
  metadata.annotations?.[SANDBOX_ANNOTATION.backupId];

async function upload(session: Session, backup: Backup): Promise<Partial<BackupStatus>> {
  const { failures, cluster } = session;
  const place = archiveOf(cluster);
  if (!place) throw new ArchiveError('the plugin does not archive this cluster');
  if (failures.has('backup')) throw new ArchiveError('unexpected failure invoking barman-cloud-backup: exit status 4');
  const beginTime = session.now().toISOString();
  const segment = session.database.next;
  // The end of a backup closes the segment: what it needs must be in the archive, too.
  await session.save(closeRecord(session.database, session.now().toISOString()));
  const trouble = await shipWal(session);
  if (trouble !== undefined) throw new ArchiveError(`WAL archiving is not working: ${trouble}`);
  const info = { ...infoOf(session, backup, segment), beginTime, endTime: session.now().toISOString() };
  await session.withArchive(place, async (archive) => {
    await archive.putBase(info, session.database.rows);
    await reportWindow(session, place, await archive.bases());
  });
  return completed(session, info);
}

function infoOf(
  { cluster, database }: Session,
  backup: Backup,
  segment: number,
): Omit<BackupInfo, 'beginTime' | 'endTime'> {
  const { timelineID = database.timeline, systemID = '', pgDataImageInfo } = cluster.status ?? {};
  const wal = walName(timelineID, segment);
  const id = idOf(backup) ?? '';
  return {
    id,
    name: `backup-${id.replace('T', '')}`,
    beginWal: wal,
    endWal: wal,
    timeline: timelineID,
    systemId: systemID,
    version: versionNumberOf(pgDataImageInfo?.image ?? '') ?? 0,
  };
}

function completed({ cluster }: Session, info: BackupInfo): Partial<BackupStatus> {
  const { segment = 0 } = parseWalName(info.endWal) ?? {};
  return {
    phase: 'completed',
    backupId: info.id,
    backupName: info.name,
    startedAt: seconds(new Date(info.beginTime)),
    stoppedAt: seconds(new Date(info.endTime)),
    beginWal: info.beginWal,
    endWal: info.endWal,
    beginLSN: lsnOf(segment, 0x28),
    endLSN: lsnOf(segment, 0x158),
    majorVersion: majorVersionOf(cluster.status?.pgDataImageInfo?.image ?? ''),
    online: true,
    pluginMetadata: {
      name: BARMAN_PLUGIN,
      pluginName: BARMAN_PLUGIN,
      displayName: 'Barman Cloud Instance',
      version: BARMAN_VERSION,
      clusterUID: cluster.metadata.uid ?? '',
      timeline: String(info.timeline),
    },
  };
}

/** As Kubernetes keeps a time: what is less than a second is cut off. */
const seconds = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, 'Z');

const patchStatus = (session: Session, backup: Backup, status: Partial<BackupStatus>): Promise<Backup> =>
  write(session, backup, { metadata: { uid: backup.metadata.uid }, status }, 'status');

async function write({ client, ctx }: Session, backup: Backup, body: object, subresource?: 'status'): Promise<Backup> {
  const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal, ...(subresource && { subresource }) };
  const written = await client.patch<Backup>(BACKUP, parseKey(keyOf(backup)), { type: 'merge', body }, options);
  return ctx.recordWrite(BACKUP, written);
}
