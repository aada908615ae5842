import type { StructuralSchema } from '../../../../kube/schema/index.js';
import {
  closed,
  flag,
  integer,
  list,
  oneOf,
  open,
  reference,
  resources,
  text,
  textMap,
  texts,
} from '../../mechanics/crds/shape.js';

const storage = (description: string): StructuralSchema =>
  open(description, {
    size: text('How much to ask for, as a quantity.'),
    storageClass: text('Class of new volumes; absent: the default class.'),
    resizeInUseVolumes: flag('Grow volumes that are in use.', { default: true }),
    pvcTemplate: open('A claim to start from.'),
  });

const application = {
  database: text('Name of the application database.'),
  owner: text('Role that owns it.'),
  secret: reference('A basic-auth Secret with the password of the owner.'),
};

const bootstrap = closed('Where the first data comes from; one way only.', {
  initdb: open('An empty database.', {
    ...application,
    encoding: text('Character set.'),
    localeCollate: text('Collation.'),
    localeCType: text('Character classification.'),
    walSegmentSize: integer('Megabytes of a WAL segment, a power of two.', { minimum: 1, maximum: 1024 }),
    import: open(
      'Databases to bring over from a running server.',
      {
        type: oneOf('One database, or a whole server.', ['microservice', 'monolith']),
        databases: texts('Which databases; `*` for all.'),
        roles: texts('Which roles; `*` for all.'),
        source: closed(
          'The server.',
          { externalCluster: text('Name of an external cluster.') },
          { required: ['externalCluster'] },
        ),
      },
      { required: ['databases', 'source', 'type'] },
    ),
  }),
  recovery: open('A backup.', {
    ...application,
    source: text('Name of an external cluster.'),
    backup: open('A Backup of this namespace.', { name: text('Its name.') }, { required: ['name'] }),
    volumeSnapshots: open('Snapshots to start from.'),
    recoveryTarget: open('Where to stop.', {
      backupID: text('The base backup to begin with.'),
      targetTime: text('A moment.'),
      targetLSN: text('A position in the log.'),
      targetXID: text('A transaction.'),
      targetName: text('A named restore point.'),
      targetTLI: text('A timeline, or `latest`.'),
      targetImmediate: flag('As soon as data is consistent.'),
      exclusive: flag('Stop just before the target.'),
    }),
  }),
  pg_basebackup: open(
    'A copy of a running server.',
    { ...application, source: text('Name of an external cluster.', { minLength: 1 }) },
    { required: ['source'] },
  ),
});

const synchronous = closed(
  'How many standbys confirm a commit.',
  {
    method: oneOf('Any of them, or the first in the list.', ['any', 'first']),
    number: integer('How many.', {
      'x-kubernetes-validations': [
        { rule: 'self > 0', message: 'The number of synchronous replicas should be greater than zero' },
      ],
    }),
    dataDurability: oneOf('Whether commits wait while standbys are missing.', ['required', 'preferred']),
    maxStandbyNamesFromCluster: integer('At most so many names of own instances.'),
    standbyNamesPre: texts('Names before those of own instances.'),
    standbyNamesPost: texts('Names after those of own instances.'),
    failoverQuorum: flag('Fail over only where no confirmed commit is lost.'),
  },
  { required: ['method', 'number'] },
);

const postgresql = open('Configuration of PostgreSQL.', {
  parameters: textMap('Entries of postgresql.conf, all as text.'),
  pg_hba: texts('Lines of pg_hba.conf.'),
  pg_ident: texts('Lines of pg_ident.conf.'),
  shared_preload_libraries: texts('Libraries to load at start.'),
  synchronous,
});

const affinity = open('Where instances may run.', {
  enablePodAntiAffinity: flag('Keep instances apart.'),
  podAntiAffinityType: text('`preferred` or `required`.'),
  topologyKey: text('What apart means.'),
  nodeSelector: textMap('Labels that nodes must have.'),
  tolerations: list('Taints that are put up with.', open('A toleration.')),
});

const managedRole = open(
  'A role to keep as described.',
  {
    name: text('Its name.'),
    ensure: oneOf('Whether it should exist.', ['present', 'absent'], { default: 'present' }),
    inherit: flag('Has the privileges of roles it is a member of.', { default: true }),
    connectionLimit: integer('How many connections; -1: any number.', { format: 'int64', default: -1 }),
    passwordSecret: reference('A basic-auth Secret.'),
    disablePassword: flag('No password at all.'),
  },
  { required: ['name'] },
);

const managedService = closed(
  'A Service to keep as described.',
  {
    selectorType: oneOf('Which instances are behind it.', ['rw', 'r', 'ro']),
    updateStrategy: oneOf('Change it, or delete and create it.', ['patch', 'replace'], { default: 'patch' }),
    serviceTemplate: open('The Service to start from.'),
  },
  { required: ['selectorType', 'serviceTemplate'] },
);

const managed = closed('Things to keep as described.', {
  roles: list('Database roles.', managedRole),
  services: closed('Services.', {
    additional: list('More of them.', managedService),
    disabledDefaultServices: list('Fewer of them.', { type: 'string', enum: ['rw', 'r', 'ro'] }),
  }),
});

const plugin = closed(
  'A plugin of the operator.',
  {
    name: text('Its name.'),
    enabled: flag('Whether it is used.', { default: true }),
    isWALArchiver: flag('Whether it archives the log.', { default: false }),
    parameters: textMap('What it is told.'),
  },
  { required: ['name'] },
);

const externalCluster = open(
  'A server, or an archive, outside of this cluster.',
  { name: text('What it is called here.'), connectionParameters: textMap('How to connect.'), plugin },
  { required: ['name'] },
);

const IMAGE_CATALOG_RULES = [
  {
    rule: "self.kind == 'ImageCatalog' || self.kind == 'ClusterImageCatalog'",
    message: 'Only image catalogs are supported',
  },
  { rule: "self.apiGroup == 'postgresql.cnpg.io'", message: 'Only image catalogs are supported' },
];

const imageCatalogRef = closed(
  'A catalog that knows the image of a major version.',
  {
    apiGroup: text('postgresql.cnpg.io'),
    kind: text('ImageCatalog or ClusterImageCatalog.'),
    name: text('Its name.'),
    major: integer('The major version.'),
  },
  {
    required: ['kind', 'major', 'name'],
    'x-kubernetes-map-type': 'atomic',
    'x-kubernetes-validations': IMAGE_CATALOG_RULES,
  },
);

const replicationSlots = open(
  'Slots by which standbys hold on to the log.',
  {
    highAvailability: open(
      'Slots for the own standbys.',
      {
        enabled: flag('Whether to keep them.', { default: true }),
        slotPrefix: text('How their names begin.', { default: '_cnpg_', pattern: '^[0-9a-z_]*$' }),
      },
      { default: { enabled: true } },
    ),
    updateInterval: integer('Seconds between looks.', { minimum: 1, default: 30 }),
  },
  { default: { highAvailability: { enabled: true } } },
);

const backup = open('Backups that need no plugin.', {
  target: oneOf('Where a backup is taken.', ['primary', 'prefer-standby'], { default: 'prefer-standby' }),
  retentionPolicy: text('How long backups are kept.', { pattern: '^[1-9][0-9]*[dwm]$' }),
  volumeSnapshot: open('Snapshots of the volumes.'),
  barmanObjectStore: open(
    'A bucket, spoken to without a plugin.',
    { destinationPath: text('Its URL.', { minLength: 1 }) },
    { required: ['destinationPath'] },
  ),
});

const seconds = (description: string, byDefault: number): StructuralSchema =>
  integer(description, { format: 'int32', default: byDefault });

export const clusterSpec: StructuralSchema = open(
  'What the cluster should be.',
  {
    instances: integer('How many instances, the primary included.', { minimum: 1, default: 1 }),
    imageName: text('The PostgreSQL image; its tag begins with the version.'),
    imageCatalogRef,
    bootstrap,
    storage: storage('The data volume of each instance.'),
    walStorage: storage('A volume for the log of each instance.'),
    tablespaces: list(
      'More volumes, as tablespaces.',
      open(
        'A tablespace.',
        {
          name: text('Its name.'),
          storage: storage('Its volume.'),
          owner: open('Who owns it.', { name: text('A role.') }),
          temporary: flag('For temporary data.', { default: false }),
        },
        { required: ['name', 'storage'] },
      ),
    ),
    resources: resources('Of each instance.'),
    postgresql,
    affinity,
    managed,
    plugins: list('Plugins in use.', plugin),
    externalClusters: list('Others that are referred to.', externalCluster),
    replicationSlots,
    backup,
    minSyncReplicas: integer('The old way to ask for synchronous standbys.', { minimum: 0, default: 0 }),
    maxSyncReplicas: integer('The old way to ask for synchronous standbys.', { minimum: 0, default: 0 }),
    primaryUpdateStrategy: oneOf('Who updates the primary.', ['unsupervised', 'supervised'], {
      default: 'unsupervised',
    }),
    primaryUpdateMethod: oneOf('How the primary is updated.', ['switchover', 'restart'], { default: 'restart' }),
    enablePDB: flag('Protect instances from evictions.', { default: true }),
    enableSuperuserAccess: flag('Give postgres a password.', { default: false }),
    superuserSecret: reference('A Secret with that password.'),
    serviceAccountName: text('An account that exists already.', {
      maxLength: 253,
      pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
      'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'serviceAccountName is immutable' }],
    }),
    inheritedMetadata: closed('Handed down to everything that is made.', {
      labels: textMap('Labels.'),
      annotations: textMap('Annotations.'),
    }),
    logLevel: oneOf('How much is logged.', ['error', 'warning', 'info', 'debug', 'trace'], { default: 'info' }),
    postgresUID: integer('User of the process.', { format: 'int64', default: 26 }),
    postgresGID: integer('Group of the process.', { format: 'int64', default: 26 }),
    startDelay: seconds('How long a start may take.', 3600),
    stopDelay: seconds('How long a stop may take.', 1800),
    smartShutdownTimeout: seconds('How long a stop waits for clients.', 180),
    switchoverDelay: seconds('How long a primary may take to step down.', 3600),
    failoverDelay: seconds('How long a lost primary is waited for.', 0),
  },
  {
    required: ['instances'],
    'x-kubernetes-validations': [
      {
        rule: '!(has(self.imageCatalogRef) && has(self.imageName))',
        message: 'imageName and imageCatalogRef are mutually exclusive',
      },
    ],
  },
);
