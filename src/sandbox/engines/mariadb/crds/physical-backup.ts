import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, oneOf, open, resources, text, textMap } from '../../mechanics/crds/shape.js';
import { PHYSICAL_BACKUP } from '../kinds.js';
import { s3 } from './bucket.js';
import { conditions } from './conditions.js';

export const physicalBackupDefinition = buildDefinition({
  type: PHYSICAL_BACKUP,
  description: 'A copy of the files of a MariaDB, or the pattern of one.',
  aliases: { shortNames: ['pbmdb'] },
  spec: open(
    'What is copied, and where to.',
    {
      mariaDbRef: open('Of which MariaDB.', { name: text('Its name.') }),
      schedule: open('When.', {
        suspend: flag('Whether it waits.', { default: false }),
        cron: text('At which times.'),
      }),
      target: oneOf('From whom.', ['Replica', 'PreferReplica']),
      podAffinity: flag('Whether it is taken on the node of the member.'),
      storage: open('Where to.', { persistentVolumeClaim: open('A volume.'), s3: s3() }),
      compression: oneOf('How it is made smaller.', ['none', 'bzip2', 'gzip']),
      timeout: text('How long it may take.'),
      maxRetention: text('How old the others beside it may get.'),
      resources: resources('What its job gets.'),
      inheritMetadata: closed('Of everything that is made for it.', {
        labels: textMap('Labels.'),
        annotations: textMap('Annotations.'),
      }),
    },
    { required: ['mariaDbRef', 'storage'] },
  ),
  required: [],
  status: open('How far it is.', { conditions, lastScheduleTime: text('When it was begun.', { format: 'date-time' }) }),
  columns: [
    { name: 'Complete', jsonPath: '.status.conditions[?(@.type=="Complete")].status', type: 'string' },
    { name: 'Status', jsonPath: '.status.conditions[?(@.type=="Complete")].message', type: 'string' },
    { name: 'MariaDB', jsonPath: '.spec.mariaDbRef.name', type: 'string' },
    { name: 'Last Scheduled', jsonPath: '.status.lastScheduleTime', type: 'date' },
    AGE,
  ],
});
