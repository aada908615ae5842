import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, integer, oneOf, open, text, texts } from '../../mechanics/crds/shape.js';
import { PSMDB_BACKUP, PSMDB_RESTORE } from '../kinds.js';

const time = (description: string): StructuralSchema => text(description, { format: 'date-time' });
const bucket = open('A bucket.', { bucket: text('Its name.'), prefix: text('A folder in it.') });

const backup = buildDefinition({
  type: PSMDB_BACKUP,
  description: 'One backup of a cluster.',
  aliases: { shortNames: ['psmdb-backup'] },
  required: [],
  spec: open('What to back up, and where to.', {
    clusterName: text('The cluster.'),
    storageName: text('One of its storages.'),
    type: oneOf('How.', ['logical', 'physical', 'incremental', 'incremental-base']),
    compressionType: text('How it is compressed.'),
    startingDeadlineSeconds: integer('How long it may wait for its beginning.'),
  }),
  status: open('How it went.', {
    state: text('How far it is.'),
    error: text('What went wrong.'),
    destination: text('Where it is.'),
    pbmName: text('Its name for PBM.'),
    storageName: text('The storage that it is in.'),
    s3: bucket,
    replsetNames: texts('What is in it.'),
    size: text('How much it is.'),
    start: time('When it began.'),
    completed: time('When it ended.'),
    lastTransition: time('When its state changed.'),
    lastWriteAt: time('The moment whose state it holds.'),
    latestRestorableTime: time('Up to when the oplog goes after it.'),
  }),
  columns: [
    { name: 'Cluster', type: 'string', description: 'Cluster name', jsonPath: '.spec.clusterName' },
    { name: 'Storage', type: 'string', description: 'Storage name', jsonPath: '.spec.storageName' },
    { name: 'Destination', type: 'string', description: 'Backup destination', jsonPath: '.status.destination' },
    { name: 'Type', type: 'string', description: 'Backup type', jsonPath: '.status.type' },
    { name: 'Size', type: 'string', description: 'Backup size', jsonPath: '.status.size' },
    { name: 'Status', type: 'string', description: 'Job status', jsonPath: '.status.state' },
    { name: 'Completed', type: 'date', description: 'Completed time', jsonPath: '.status.completed' },
    { ...AGE, description: 'Created time' },
  ],
});

const DATE = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$';

const restore = buildDefinition({
  type: PSMDB_RESTORE,
  description: 'Brings a cluster back to a backup, or to a moment after it.',
  aliases: { shortNames: ['psmdb-restore'] },
  required: [],
  spec: open('What to restore, and what from.', {
    clusterName: text('The cluster.'),
    backupName: text('One of its backups.'),
    storageName: text('The storage of the cluster that the source is in.'),
    backupSource: open('A backup by its place.', {
      type: text('How it was taken.'),
      destination: text('Where it is.'),
      s3: bucket,
    }),
    pitr: closed(
      'The moment.',
      { type: text('Which kind of moment: date or latest.'), date: text('In UTC.') },
      {
        'x-kubernetes-validations': [
          {
            rule: `self.type != 'date' || (has(self.date) && self.date.matches('${DATE}'))`,
            message: 'Time should be in format YYYY-MM-DD HH:MM:SS',
          },
          {
            rule: "self.type != 'latest' || !has(self.date)",
            message: "Date should not be used when 'latest' type is used",
          },
        ],
      },
    ),
  }),
  status: open('How it went.', {
    state: text('How far it is.'),
    error: text('What went wrong.'),
    pbmName: text('Its name for PBM.'),
    pitrTarget: text('The moment.'),
    completed: time('When it ended.'),
    lastTransition: time('When its state changed.'),
  }),
  columns: [
    { name: 'Cluster', type: 'string', description: 'Cluster name', jsonPath: '.spec.clusterName' },
    { name: 'Status', type: 'string', description: 'Job status', jsonPath: '.status.state' },
    { ...AGE, description: 'Created time' },
  ],
});

export const backupDefinitions = (): readonly UntypedObject[] => [backup, restore];
