import { releaseIn } from '../../contract/archives/index.js';
import type { ArchiveLayout, MarkerFacts } from '../../contract/index.js';

const BACKUP = /^(.+)\/([a-z0-9-]+-(\d{4}-\d\d-\d\d)-(\d\d:\d\d:\d\d)-full)$/;
const CHECKSUM = /^[0-9a-f]{32}(\s|$)/;
/** Objects of the log are numbered by the second that they begin with. */
const SECONDS_DIGITS = 10;

export const LOG_FOLDER = 'binlogs';

/**
 * As the operator lays a folder out: each backup in a folder named by the cluster and the time that it was asked for, its
 * checksums beside it at the end, and the binary log in a folder of its own.
 */
export const XTRABACKUP_LAYOUT: ArchiveLayout = {
  placeOf(path) {
    const [, archive, backupId] = BACKUP.exec(path) ?? [];
    return archive === undefined || backupId === undefined ? undefined : { archive, backupId };
  },
  markerOf: (path) => `${path}.md5`,
  readMarker,
  log: { folder: LOG_FOLDER, numbered: { prefix: 'binlog_', digits: SECONDS_DIGITS } },
};

/** It is written at the end, and says nothing of when that was; the version stands in the name of our own folders. */
function readMarker(text: string, path: string): MarkerFacts | undefined {
  const [, archive, , day, time] = BACKUP.exec(path) ?? [];
  if (archive === undefined || !CHECKSUM.test(text)) return undefined;
  const startedAt = `${day}T${time}Z`;
  const version = releaseIn(archive);
  return {
    isComplete: true,
    ...(!Number.isNaN(Date.parse(startedAt)) && { startedAt }),
    ...(version !== undefined && { version }),
  };
}
