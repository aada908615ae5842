import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { nameIn, type S3Section } from '../../percona/storage/s3-section.js';
import type { Pxc } from '../pxc.js';
import { placed, sectionOf } from './backed-up-cluster.js';
import { isActive, isOver, type PxcBackup, type PxcRestore } from './orders.js';

/** What a restore reads. */
export interface RestorePlan {
  readonly section: S3Section;
  readonly backup: string;
  readonly log?: { readonly section: S3Section; readonly until: Date | undefined };
}

const UNSAFE_PITR = 'percona.com/unsafe-pitr';
const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** @throws ArchiveError when what is asked for is not there, or is not to be had. */
export function planRestore(restore: PxcRestore, cluster: Pxc, backups: readonly PxcBackup[]): RestorePlan {
  const { backupName, backupSource, pitr } = restore.spec;
  if (Boolean(backupName) === Boolean(backupSource))
    throw new ArchiveError('exactly one of backupName and backupSource must be specified');
  const found = backupName ? fromBackup(backupName, restore, backups) : fromSource(restore, cluster);
  return pitr ? { ...found, log: logOf(pitr, cluster) } : found;
}

function fromSource({ spec }: PxcRestore, cluster: Pxc): RestorePlan {
  const { destination } = spec.backupSource!;
  if (!destination) throw new ArchiveError('backupSource.destination is empty');
  return { section: sectionOf(spec.backupSource!, cluster), backup: nameIn(destination) };
}

function fromBackup(name: string, { metadata, spec }: PxcRestore, backups: readonly PxcBackup[]): RestorePlan {
  const status = backups.find((backup) => backup.metadata.name === name)?.status;
  if (!status) throw new ArchiveError(`get backup: perconaxtradbclusterbackups "${name}" not found`);
  if (status.state !== 'Succeeded')
    throw new ArchiveError(`backup ${name} didn't finished yet, current state: ${status.state}`);
  const hasGap = status.conditions?.some(({ type, status: is }) => type === 'PITRReady' && is === 'False');
  if (spec.pitr && hasGap && metadata.annotations?.[UNSAFE_PITR] === undefined) {
    throw new ArchiveError(
      `Backup doesn't guarantee consistent recovery with PITR. Annotate PerconaXtraDBClusterRestore with ${UNSAFE_PITR} to force it.`,
    );
  }
  return { section: placed(status.s3!, status.verifyTLS), backup: nameIn(status.destination!) };
}

function logOf(
  { type, date = '', backupSource }: NonNullable<PxcRestore['spec']['pitr']>,
  cluster: Pxc,
): RestorePlan['log'] {
  if (type !== 'date' && type !== 'latest') throw new ArchiveError(`the sandbox cannot recover to a ${type}`);
  if (type === 'date' && !DATE.test(date))
    throw new ArchiveError(`parse date: "${date}" is not like 2006-01-02 15:04:05`);
  if (!backupSource) throw new ArchiveError('PITR restore requires backupSource');
  const until = type === 'date' ? new Date(`${date.replace(' ', 'T')}Z`) : undefined;
  return { section: sectionOf(backupSource, cluster), until };
}

/** Another one that came first, and is not over. */
export const rivalOf = (restore: PxcRestore, restores: readonly PxcRestore[]): PxcRestore | undefined =>
  restores.find(
    (other, index) => other !== restore && (isActive(other) || (!isOver(other) && index < restores.indexOf(restore))),
  );
