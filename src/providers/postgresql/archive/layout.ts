import type { ArchiveLayout } from '../../contract/index.js';
import { readMarker } from './marker.js';

const BASE_BACKUP = /^(.+)\/base\/(\d{8}T\d{6})$/;

/** As Barman lays an archive out: `base/<id>/backup.info` and `data.tar*`, `wals/<16 hex>/<24 hex>*`. */
export const BARMAN_LAYOUT: ArchiveLayout = {
  placeOf(path) {
    const [, archive, backupId] = BASE_BACKUP.exec(path) ?? [];
    return archive === undefined || backupId === undefined ? undefined : { archive, backupId };
  },
  markerOf: (path) => `${path}/backup.info`,
  readMarker,
  log: { folder: 'wals' },
};

export const backupPath = (archive: string, backupId: string): string => `${archive}/base/${backupId}`;
