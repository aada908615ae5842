import {
  ARCHIVE_ANNOTATIONS,
  lifeFolderOf,
  nextArchiving,
  readArchiving,
  serializeArchiving,
  toldArchiveOf,
} from '../../contract/archives/index.js';
import { bucketSection } from '../backups/bucket-section.js';
import { BACKUP_TARGET, serializeTarget } from '../backups/target.js';
import type { Draft, Step } from '../draft.js';
import { lineOf, versionOfImage } from '../release.js';
import { asMariadb, MARIADB } from '../upstream.js';

/** Where backups go, written on the database: a folder for each life of its data, and for each line of releases. */
export const backup: Step = ({ cluster, storage, incarnation, observed }, draft) => {
  const { name, namespace } = cluster.metadata;
  const live = asMariadb(observed.get(MARIADB, name));
  const last = readArchiving(live);
  if (!cluster.spec.backup || !storage) {
    if (last) annotate(draft, { [ARCHIVE_ANNOTATIONS.archiving]: serializeArchiving(last) });
    return;
  }
  const isShipping = toldArchiveOf(live) !== undefined;
  const archiving = nextArchiving({ upstream: live, isShipping }, storage.metadata.name);
  const line = lineOf(versionOfImage(draft.mariadb.spec.image) ?? '');
  const archive = `${namespace}/${lifeFolderOf(cluster, incarnation, line, archiving)}`;
  annotate(draft, {
    [ARCHIVE_ANNOTATIONS.archiving]: serializeArchiving(archiving),
    [ARCHIVE_ANNOTATIONS.storage]: archiving.storage,
    [ARCHIVE_ANNOTATIONS.archive]: archive,
    [BACKUP_TARGET]: serializeTarget(bucketSection(name, storage, archive)),
  });
};

function annotate({ mariadb: { metadata } }: Draft, more: Readonly<Record<string, string>>): void {
  metadata.annotations = { ...metadata.annotations, ...more };
}
