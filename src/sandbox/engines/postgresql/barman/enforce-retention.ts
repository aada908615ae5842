import { isNotFound } from '../../../../kube/client/kube-error.js';
import { keyOf, parseKey } from '../../../../kube/meta/index.js';
import type { Backup } from '../backup/backup.js';
import { BACKUP } from '../kinds.js';
import { BARMAN_PLUGIN, SANDBOX_ANNOTATION } from '../well-known.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Archive } from './archive.js';
import type { ArchivePlace } from './archive-place.js';
import type { BackupInfo } from './backup-info.js';
import type { ObjectStore } from './object-store.js';
import { reportWindow } from './recovery-window.js';
import { obsolete } from './retention.js';
import type { Session } from './session.js';

/** Removes what the policy keeps no longer, and the Backups whose data is gone with it. A store that is away is tried later. */
export async function enforceRetention(
  session: Session,
  { place, store, backups }: { place: ArchivePlace; store: ObjectStore; backups: readonly Backup[] },
): Promise<void> {
  const { retentionPolicy } = store.spec;
  if (!retentionPolicy) return;
  try {
    const kept = await session.withArchive(place, (archive) => prune(archive, retentionPolicy, dayOf(store, session)));
    const ids = new Set(kept.map(({ id }) => id));
    for (const backup of backups)
      if (isOf(session, backup) && !ids.has(backup.status?.backupId ?? '')) await remove(session, backup);
    await reportWindow(session, place, kept);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
  }
}

async function prune(archive: Archive, policy: string, now: Date): Promise<readonly BackupInfo[]> {
  const bases = await archive.bases();
  const old = obsolete(bases, policy, now);
  for (const base of old) await archive.deleteBase(base);
  const kept = bases.filter((base) => !old.includes(base));
  if (old.length > 0 && kept[0]) await archive.deleteWalsBefore(kept[0].beginWal);
  return kept;
}

/** Today, or the day that somebody asked it to be: windows are of days, and nobody waits so long. */
function dayOf({ metadata }: ObjectStore, session: Session): Date {
  const asked = new Date(metadata.annotations?.[SANDBOX_ANNOTATION.retentionAt] ?? '');
  return Number.isNaN(asked.getTime()) ? session.now() : asked;
}

/** Taken by the plugin of this very Cluster: a namesake's are not ours to judge. */
const isOf = ({ cluster }: Session, { status }: Backup): boolean =>
  status?.phase === 'completed' &&
  status.pluginMetadata?.['pluginName'] === BARMAN_PLUGIN &&
  status.pluginMetadata['clusterUID'] === cluster.metadata.uid;

async function remove({ client, ctx }: Session, backup: Backup): Promise<void> {
  const options = { uid: backup.metadata.uid, signal: ctx.signal };
  await client.delete(BACKUP, parseKey(keyOf(backup)), options).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}
