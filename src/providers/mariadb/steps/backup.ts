import { archiveMarks, archiveOf, nextArchiving, restingMarks, toldArchiveOf } from '../../contract/archives/index.js';
import { annotate } from '../../contract/objects/index.js';
import { bucketSection } from '../backups/bucket-section.js';
import { BACKUP_TARGET, serializeTarget } from '../backups/target.js';
import type { Step } from '../draft.js';
import { lineOf, versionOfImage } from '../release.js';
import { asMariadb, MARIADB } from '../upstream.js';

/** Where backups go, written on the database: a folder for each life of its data, and for each line of releases. */
export const backup: Step = ({ cluster, storage, incarnation, observed }, { mariadb }) => {
  const { name } = cluster.metadata;
  const live = asMariadb(observed.get(MARIADB, name));
  if (!cluster.spec.backup || !storage) return annotate(mariadb, restingMarks(live));
  const isShipping = toldArchiveOf(live) !== undefined;
  const archiving = nextArchiving(
    { upstream: live, isShipping },
    { storage: storage.metadata.name, life: incarnation.number },
  );
  const line = lineOf(versionOfImage(mariadb.spec.image) ?? '');
  const archive = archiveOf(cluster, incarnation, line, archiving);
  annotate(mariadb, {
    ...archiveMarks(archiving, archive),
    [BACKUP_TARGET]: serializeTarget(bucketSection(name, storage, archive)),
  });
};
