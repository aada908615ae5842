import {
  BACKUP_ORIGIN,
  BACKUP_PHASES,
  type BackupOrigin,
  type BackupPhase,
} from '../../../resources/database-backup/index.js';
import type { BackupFilter } from '../../../services/backups/backup-filter.js';
import type { BackupOrder } from '../../../services/backups/backup-reader.js';
import { readLabelSelector } from '../../../services/reading/metadata-filter.js';
import { moment, oneOfTexts, PAGE_PARAMETERS, texts, type PageParameters } from '../parameters.js';
import type { QuerySchema } from '../query.js';

/** Of one cluster. */
export const CLUSTER_LIST_QUERY = {
  type: 'object',
  properties: {
    ...PAGE_PARAMETERS,
    name: texts('Only backups of this name.'),
    q: { type: 'string', minLength: 1, maxLength: 63, description: 'Only backups whose name begins so.' },
    phase: oneOfTexts('Only backups in this phase.', BACKUP_PHASES),
    origin: oneOfTexts('Only backups that came about so.', BACKUP_ORIGIN.values),
    storage: texts('Only backups in the storage of this name.'),
    labelSelector: {
      type: 'string',
      maxLength: 1024,
      description: 'Only backups with such labels, as Kubernetes writes it: `tier=gold,team in (a, b)`.',
    },
    createdAfter: moment('Only backups that were asked for after this moment.'),
    createdBefore: moment('Only backups that were asked for before this moment.'),
    sort: {
      type: 'string',
      enum: ['-creationTimestamp', 'creationTimestamp', 'name'],
      default: '-creationTimestamp',
      description: 'By what, `-` for the other way round. A cursor goes with one order.',
    },
  },
} as const satisfies QuerySchema;

/** Of a namespace, or of all. */
export const LIST_QUERY = {
  type: 'object',
  properties: { ...CLUSTER_LIST_QUERY.properties, cluster: texts('Only backups of clusters of this name.') },
} as const satisfies QuerySchema;

type Sort = (typeof CLUSTER_LIST_QUERY.properties.sort.enum)[number];

export interface ListQuery extends PageParameters {
  readonly name?: string[];
  readonly q?: string;
  readonly cluster?: string[];
  readonly phase?: BackupPhase[];
  readonly origin?: BackupOrigin[];
  readonly storage?: string[];
  readonly labelSelector?: string;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly sort: Sort;
}

const ORDERS: Readonly<Record<Sort, BackupOrder | undefined>> = {
  '-creationTimestamp': undefined,
  creationTimestamp: 'OldestFirst',
  name: 'ByName',
};

/** What is written in a query, as lists know it. @throws ProblemError `malformed_request` for a selector that is none. */
export function filterOf({ labelSelector, sort }: ListQuery): BackupFilter & { readonly order?: BackupOrder } {
  const labels = labelSelector === undefined ? undefined : readLabelSelector(labelSelector, '?labelSelector');
  return { labels, order: ORDERS[sort] };
}
