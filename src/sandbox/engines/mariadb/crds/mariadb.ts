import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, oneOf, open, resources, text, textMap } from '../../mechanics/crds/shape.js';
import { MARIADB } from '../kinds.js';
import { s3 } from './bucket.js';
import { conditions } from './conditions.js';

const metadata = (description: string) =>
  closed(description, { labels: textMap('Labels.'), annotations: textMap('Annotations.') });

const secretKey = (description: string) =>
  closed(
    description,
    {
      name: text('Name of the Secret.', { default: '' }),
      key: text('Key in it.'),
      generate: flag('Whether it is made up where it is missing.', { default: false }),
    },
    { required: ['key'] },
  );

const quantity = {
  description: 'Size of each volume.',
  anyOf: [{ type: 'integer' as const }, { type: 'string' as const }],
  'x-kubernetes-int-or-string': true as const,
};

const service = (description: string) =>
  open(description, {
    type: oneOf('How far it reaches.', ['ClusterIP', 'NodePort', 'LoadBalancer'], { default: 'ClusterIP' }),
    metadata: metadata('Of the Service.'),
    loadBalancerSourceRanges: list('Who may come in.', { type: 'string' }),
  });

const replication = open('How members follow each other.', {
  enabled: flag('Whether they do.'),
  gtidStrictMode: flag('Whether positions are strict.'),
  semiSyncEnabled: flag('Whether a commit waits for a replica.'),
  primary: closed('Who takes writes.', {
    podIndex: integer('The number of the primary; changed, the role moves.'),
    autoFailover: flag('Whether another takes over by itself.'),
    autoFailoverDelay: text('How long that waits.'),
  }),
  replica: open('How replicas are made and mended.', {
    bootstrapFrom: open(
      'What newcomers are filled from.',
      {
        physicalBackupTemplateRef: closed('The pattern of a backup.', { name: text('Its name.', { default: '' }) }),
      },
      { required: ['physicalBackupTemplateRef'] },
    ),
    recovery: open('Whether those that fail are made anew.', { enabled: flag('Whether.') }, { required: ['enabled'] }),
  }),
});

const spec = open('A MariaDB, as it should be.', {
  image: text('Image of the members.'),
  imagePullPolicy: oneOf('When it is pulled.', ['Always', 'Never', 'IfNotPresent']),
  replicas: integer('Members.', { default: 1, format: 'int32' }),
  port: integer('Where they listen.', { default: 3306, format: 'int32' }),
  rootPasswordSecretKeyRef: secretKey('Password of root.'),
  username: text('The first user.'),
  passwordSecretKeyRef: secretKey('Password of the first user.'),
  database: text('The first database.'),
  storage: open('Volumes of the members.', { size: quantity, storageClassName: text('Their class.') }),
  resources: resources('What each member gets.'),
  myCnf: text('Settings of the server, as the text of a file.'),
  tls: open('Certificates.', { enabled: flag('Whether there are any.') }),
  inheritMetadata: metadata('Of everything that is made for it.'),
  podMetadata: metadata('Of its pods besides.'),
  updateStrategy: open('How members are replaced.', {
    type: oneOf('The way.', ['ReplicasFirstPrimaryLast', 'RollingUpdate', 'OnDelete', 'Never'], {
      default: 'ReplicasFirstPrimaryLast',
    }),
  }),
  replication,
  service: service('The Service to all members.'),
  primaryService: service('The Service to the primary.'),
  secondaryService: service('The Service to the others.'),
  bootstrapFrom: open('What it is born with.', {
    s3: s3(),
    backupContentType: oneOf('What lies there.', ['Logical', 'Physical']),
    targetRecoveryTime: text('The backup of then, or the nearest before.', { format: 'date-time' }),
  }),
  suspend: flag('Whether the operator looks away.', { default: false }),
});

const status = open('How the MariaDB is.', {
  conditions,
  currentPrimary: text('The primary.'),
  currentPrimaryPodIndex: integer('Its number.'),
  replicas: integer('Members that are ready.', { format: 'int32' }),
  scaleOutInitialIndex: integer('Where a growth began.'),
  replication: open('How members follow each other.'),
});

export const mariadbDefinition = buildDefinition({
  type: MARIADB,
  description: 'A MariaDB of one or more members.',
  aliases: { shortNames: ['mdb'] },
  spec,
  required: [],
  status,
  scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
  columns: [
    { name: 'Ready', jsonPath: '.status.conditions[?(@.type=="Ready")].status', type: 'string' },
    { name: 'Status', jsonPath: '.status.conditions[?(@.type=="Ready")].message', type: 'string' },
    { name: 'Primary', jsonPath: '.status.currentPrimary', type: 'string' },
    { name: 'Updates', jsonPath: '.spec.updateStrategy.type', type: 'string' },
    AGE,
  ],
});
