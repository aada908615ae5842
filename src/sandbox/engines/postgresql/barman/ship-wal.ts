import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Archive } from './archive.js';
import { archiveOf } from './archive-place.js';
import { closeRecord } from '../../mechanics/data/ledger.js';
import type { Database } from './database.js';
import type { Session } from './session.js';

/** Brings every segment that is full into the archive. Resolves with what went wrong, which the database remembers. */
export async function shipWal(session: Session): Promise<string | undefined> {
  const { cluster, failures } = session;
  const place = archiveOf(cluster);
  // Without an archiver PostgreSQL recycles what is full.
  if (!place) return void (await session.save({ ...session.database, pending: [], trouble: undefined }));
  if (failures.has('wal-archiving')) return 'asked for by annotation';
  const id = session.archiveIdOf(place);
  if (isUpToDate(session.database, id)) return undefined;
  try {
    await session.withArchive(place, (archive) => shipTo(archive, id, session));
    return undefined;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    await session.save({ ...session.database, trouble: error.message });
    return error.message;
  }
}

const isUpToDate = ({ pending, trouble, archive }: Database, id: string | undefined): boolean =>
  pending.length === 0 && trouble === undefined && id !== undefined && archive === id;

async function shipTo(archive: Archive, id: string | undefined, session: Session): Promise<void> {
  if (session.database.archive !== id) await enter(archive, id, session);
  const { database, cluster } = session;
  const timeline = cluster.status?.timelineID ?? database.timeline;
  for (const record of database.pending) await archive.putWal(timeline, record);
  await session.save({ ...database, pending: [], trouble: undefined });
}

/** An archive that is new to this database, which at its birth takes none that another one has written to. */
async function enter(archive: Archive, id: string | undefined, session: Session): Promise<void> {
  const { database } = session;
  const isFirst = database.archive === undefined;
  if (isFirst && !(await archive.isEmpty(database.timeline))) throw new ArchiveError('Expected empty archive');
  if (database.timeline > 1) await archive.putHistory(database.timeline, database.next);
  // Written down before a segment is sent: those found there after a stop in between are ours.
  await session.save(closeRecord({ ...database, archive: id }, session.now().toISOString()));
}
