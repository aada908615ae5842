import type { BackupFilter as Filter } from '../../../services/backups/backup-filter.js';
import type { BackupQuery } from '../../../services/backups/backup-reader.js';
import { readLabelSelector } from '../../../services/reading/metadata-filter.js';
import { queryOf } from '../pages/connection-of.js';
import { withoutNulls } from '../pages/without-nulls.js';
import type { BackupFilter, BackupListArguments } from './backup-connection.model.js';

/** What a filter means. @throws ProblemError `malformed_request` for a selector that is none. */
export function filterOf(filter: BackupFilter | null | undefined): Filter {
  const { labelSelector, ...rest } = withoutNulls(filter);
  if (labelSelector === undefined) return rest;
  return { ...rest, labels: readLabelSelector(labelSelector, 'filter.labelSelector') };
}

/** What the arguments of a list ask for; the newest first is the list's own order. */
export function backupQueryOf({ filter, order, ...page }: BackupListArguments): BackupQuery {
  return { ...queryOf(page), ...filterOf(filter), ...(order !== 'NewestFirst' && { order }) };
}
