import type { ApplyInput } from '../../contract/index.js';
import { bucketSection } from '../backups/bucket-section.js';
import { beginningOf } from '../backups/layout.js';
import type { Step } from '../draft.js';
import { asMariadb, MARIADB, type BootstrapFrom } from '../upstream.js';

/** The data that the database is born with. Said once: the operator refuses to hear otherwise for as long as it lives. */
export const dataSource: Step = (input, { mariadb }) => {
  const live = asMariadb(input.observed.get(MARIADB, input.cluster.metadata.name));
  const bootstrapFrom = live ? live.spec.bootstrapFrom : sourceOf(input);
  if (bootstrapFrom) mariadb.spec.bootstrapFrom = bootstrapFrom;
};

/** By the second in which the backup was begun: the operator takes the one of exactly then. */
function sourceOf({ cluster, incarnation: { source }, sourceStorage }: ApplyInput): BootstrapFrom | undefined {
  if (!source) return undefined;
  const targetRecoveryTime = beginningOf(source.backupId ?? '');
  // An empty database in the place of the one that was asked for would look like success.
  if (!sourceStorage || targetRecoveryTime === undefined) {
    throw new Error(`the backup to be born from cannot be named in the storage "${source.storage}"`);
  }
  const place = bucketSection(cluster.metadata.name, sourceStorage, source.archive);
  return { ...place, backupContentType: 'Physical', targetRecoveryTime };
}
