import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { OBJECT_STORE } from '../kinds.js';
import { buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, oneOf, open, resources, text, textMap } from '../../mechanics/crds/shape.js';

const key = (description: string): StructuralSchema =>
  closed(description, { name: text('Name of the Secret.'), key: text('Key in it.') }, { required: ['key', 'name'] });

const time = (description: string): StructuralSchema => text(description, { format: 'date-time' });

const s3 = closed('How one signs in to S3.', {
  accessKeyId: key('Who.'),
  secretAccessKey: key('With what.'),
  region: key('Where.'),
  sessionToken: key('For how long.'),
  inheritFromIAMRole: flag('As the pod itself.'),
});

const google = closed('How one signs in to Google.', {
  applicationCredentials: key('With what.'),
  gkeEnvironment: flag('As the pod itself.'),
});

const azure = closed('How one signs in to Azure.', {
  connectionString: key('All in one.'),
  storageAccount: key('Who.'),
  storageKey: key('With what.'),
  storageSasToken: key('With what, for a while.'),
  inheritFromAzureAD: flag('As the pod itself.'),
  useDefaultAzureCredentials: flag('By whatever is found.'),
});

const configuration = open(
  'Where the archive is, and how it is written.',
  {
    destinationPath: text('Folder of a bucket.', { minLength: 1 }),
    endpointURL: text('Address of the store.'),
    endpointCA: key('The authority to trust.'),
    s3Credentials: s3,
    googleCredentials: google,
    azureCredentials: azure,
    serverName: text('Not here: it is a parameter of the plugin.'),
    tags: textMap('On every object.'),
    historyTags: textMap('On every history file.'),
    wal: open('How the log is written.', {
      compression: oneOf('By what.', ['bzip2', 'gzip', 'lz4', 'snappy', 'xz', 'zstd']),
    }),
    data: open('How base backups are written.', { compression: oneOf('By what.', ['bzip2', 'gzip', 'lz4', 'snappy']) }),
  },
  {
    required: ['destinationPath'],
    'x-kubernetes-validations': [
      {
        rule: '!has(self.serverName)',
        message: "use the 'serverName' plugin parameter in the Cluster resource",
        reason: 'FieldValueForbidden',
        fieldPath: '.serverName',
      },
    ],
  },
);

const sidecar = open('The process beside PostgreSQL.', {
  resources: resources('What it may use.'),
  env: list(
    'What it is told.',
    open('One variable.', { name: text('Its name.'), value: text('Its value.') }, { required: ['name'] }),
  ),
  retentionPolicyIntervalSeconds: integer('How often retention is enforced.', { default: 1800 }),
});

const recoveryWindow = closed('What one can go back to.', {
  firstRecoverabilityPoint: time('From when on.'),
  lastSuccessfulBackupTime: time('When a backup succeeded last.'),
  lastFailedBackupTime: time('When one failed last.'),
});

export const objectStoreDefinition = buildDefinition({
  type: OBJECT_STORE,
  description: 'A place that backups are kept in.',
  spec: closed(
    'Where, and for how long.',
    {
      configuration,
      retentionPolicy: text('How long.', { pattern: '^[1-9][0-9]*[dwm]$' }),
      instanceSidecarConfiguration: sidecar,
    },
    { required: ['configuration'] },
  ),
  status: closed('What is in it.', {
    serverRecoveryWindow: {
      type: 'object',
      description: 'By the name of the server.',
      additionalProperties: recoveryWindow,
    },
  }),
  columns: [],
});
