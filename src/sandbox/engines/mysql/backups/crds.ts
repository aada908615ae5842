import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { integer, list, open, text } from '../../mechanics/crds/shape.js';
import { PXC_BACKUP, PXC_RESTORE } from '../kinds.js';

const time = (description: string): StructuralSchema => text(description, { format: 'date-time' });
const bucket = open('A bucket.', {
  bucket: text('Its name, and a folder in it.'),
  credentialsSecret: text('Its keys.'),
});
const place = { destination: text('Where it is.'), storageName: text('A storage of the cluster.'), s3: bucket };

const backup = buildDefinition({
  type: PXC_BACKUP,
  description: 'One backup of a cluster.',
  aliases: { shortNames: ['pxc-backup', 'pxc-backups'] },
  required: [],
  spec: open('What to back up, and where to.', {
    pxcCluster: text('The cluster.'),
    storageName: text('One of its storages.'),
    startingDeadlineSeconds: integer('How long it may wait for its beginning.'),
    activeDeadlineSeconds: integer('How long it may take.'),
    suspendedDeadlineSeconds: integer('How long it may rest while the cluster is not ready.'),
  }),
  status: open('How it went.', {
    ...place,
    state: text('How far it is.'),
    error: text('What went wrong.'),
    storage_type: text('What kind of storage it is in.'),
    image: text('What took it.'),
    completed: time('When it ended.'),
    latestRestorableTime: time('Up to when the binary log goes after it.'),
    conditions: list('What is to be known of it.', open('One thing.')),
  }),
  columns: [
    { name: 'Cluster', type: 'string', description: 'Cluster name', jsonPath: '.spec.pxcCluster' },
    { name: 'Storage', type: 'string', description: 'Storage name from pxc spec', jsonPath: '.status.storageName' },
    { name: 'Destination', type: 'string', description: 'Backup destination', jsonPath: '.status.destination' },
    { name: 'Status', type: 'string', description: 'Job status', jsonPath: '.status.state' },
    { name: 'Completed', type: 'date', description: 'Completed time', jsonPath: '.status.completed' },
    AGE,
  ],
});

const restore = buildDefinition({
  type: PXC_RESTORE,
  description: 'Brings a cluster back to a backup, or to a moment after it.',
  aliases: { shortNames: ['pxc-restore', 'pxc-restores'] },
  required: [],
  spec: open('What to restore, and what from.', {
    pxcCluster: text('The cluster.'),
    backupName: text('One of its backups.'),
    backupSource: open('A backup by its place.', place),
    pitr: open('The moment.', {
      type: text('Which kind of moment.'),
      date: text('In UTC.'),
      gtid: text('A transaction.'),
      backupSource: open('The binary log by its place.', place),
    }),
  }),
  status: open('How it went.', {
    state: text('How far it is.'),
    comments: text('What went wrong.'),
    completed: time('When it ended.'),
    clusterSize: integer('How many members there were.'),
    haproxySize: integer('How many of HAProxy there were.'),
    proxysqlSize: integer('How many of ProxySQL there were.'),
    unsafeFlags: open('What was accepted.'),
  }),
  columns: [
    { name: 'Cluster', type: 'string', description: 'Cluster name', jsonPath: '.spec.pxcCluster' },
    { name: 'Status', type: 'string', description: 'Job status', jsonPath: '.status.state' },
    { name: 'Completed', type: 'date', description: 'Completed time', jsonPath: '.status.completed' },
    AGE,
  ],
});

export const backupDefinitions = (): readonly UntypedObject[] => [backup, restore];
