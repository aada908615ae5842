import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { BACKUP, SCHEDULED_BACKUP } from '../kinds.js';
import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, oneOf, open, reference, text, textMap } from '../../mechanics/crds/shape.js';

const request = {
  cluster: reference('The Cluster to back up.'),
  method: oneOf('How.', ['barmanObjectStore', 'volumeSnapshot', 'plugin'], { default: 'barmanObjectStore' }),
  target: oneOf('Where it is taken.', ['primary', 'prefer-standby']),
  online: flag('While PostgreSQL runs.'),
  onlineConfiguration: open('Details of an online backup.'),
  pluginConfiguration: closed(
    'The plugin to ask.',
    { name: text('Its name.'), parameters: textMap('What it is told.') },
    { required: ['name'] },
  ),
};

const time = (description: string): StructuralSchema => text(description, { format: 'date-time' });

export const backupDefinition = buildDefinition({
  type: BACKUP,
  description: 'One backup of a Cluster.',
  spec: closed('What to back up, and how.', request, {
    required: ['cluster'],
    'x-kubernetes-validations': [{ rule: 'oldSelf == self', message: 'BackupSpec is immutable once set' }],
  }),
  status: open('How it went.', {
    phase: text('How far it is.'),
    error: text('What went wrong.'),
    method: text('How it was taken.'),
    backupId: text('Its id in the archive.'),
    backupName: text('Its name in the archive.'),
    majorVersion: integer('Major version of the data.'),
    beginWal: text('First file of the log that it needs.'),
    endWal: text('Last file of the log that it needs.'),
    beginLSN: text('Where it begins in the log.'),
    endLSN: text('Where it ends in the log.'),
    online: flag('Whether PostgreSQL ran.'),
    instanceID: open('The instance that it was taken from.', { podName: text('Its pod.') }),
    pluginMetadata: textMap('What the plugin remembers of it.'),
    reconciliationStartedAt: time('When the operator took it up.'),
    startedAt: time('When it began.'),
    stoppedAt: time('When it ended.'),
  }),
  columns: [
    AGE,
    { name: 'Cluster', type: 'string', jsonPath: '.spec.cluster.name' },
    { name: 'Method', type: 'string', jsonPath: '.spec.method' },
    { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
    { name: 'Error', type: 'string', jsonPath: '.status.error' },
  ],
});

export const scheduledBackupDefinition = buildDefinition({
  type: SCHEDULED_BACKUP,
  description: 'Backups of a Cluster at set times.',
  spec: closed(
    'When, and what.',
    {
      ...request,
      cluster: {
        ...request.cluster,
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', message: 'cluster reference is immutable after creation' },
        ],
      },
      schedule: text('Six fields of a cron expression, seconds first.'),
      suspend: flag('Take none for now.'),
      immediate: flag('Take the first one at once.'),
      backupOwnerReference: oneOf('What a Backup disappears with.', ['none', 'self', 'cluster'], { default: 'none' }),
    },
    { required: ['cluster', 'schedule'] },
  ),
  status: open('What has happened.', {
    lastCheckTime: time('When it was last looked at.'),
    lastScheduleTime: time('When a backup was last due.'),
    nextScheduleTime: time('When the next one is.'),
    error: text('What went wrong.'),
  }),
  columns: [
    AGE,
    { name: 'Cluster', type: 'string', jsonPath: '.spec.cluster.name' },
    { name: 'Last Backup', type: 'date', jsonPath: '.status.lastScheduleTime' },
  ],
});
