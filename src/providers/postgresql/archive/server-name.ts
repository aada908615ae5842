import type { Incarnation } from '../../contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ArchivingRecord } from './archiving-record.js';

const UID_DIGITS = 8;
const MAJOR_AT_END = /-v(\d{1,3})(?:-\d{1,6})?$/;

/**
 * The folder of one life of a database: a cluster of the same name, a restore and a major upgrade each get one of their
 * own, for the operator refuses to begin in a folder that holds another's log; and so does a log that was interrupted.
 */
export function serverNameOf(
  { metadata: { name, uid = '' } }: DatabaseCluster,
  incarnation: Incarnation,
  major: number,
  archiving: Pick<ArchivingRecord, 'number'>,
): string {
  const again = archiving.number === 1 ? '' : `-${archiving.number}`;
  return `${name}-${uid.slice(0, UID_DIGITS)}-${incarnation.number}-v${major}${again}`;
}

/** The major version that a folder of ours holds; undefined of one that somebody else has named. */
export const majorOfServer = (serverName: string): string | undefined => MAJOR_AT_END.exec(serverName)?.[1];

/** What lies around a server's folder, and its own name: the plugin takes the two apart. */
export function splitArchive(archive: string): { readonly folder: string; readonly serverName: string } {
  const end = archive.lastIndexOf('/');
  return { folder: archive.slice(0, Math.max(end, 0)), serverName: archive.slice(end + 1) };
}
