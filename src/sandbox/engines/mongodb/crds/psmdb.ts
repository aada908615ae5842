import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, open, text } from '../../mechanics/crds/shape.js';
import { condition, exposure, podGroup } from '../../percona/crd-shapes.js';
import { PSMDB } from '../kinds.js';

const replset = {
  ...podGroup,
  expose: open(
    'How far its Services reach.',
    { enabled: flag('One for each pod.'), ...exposure },
    { required: ['enabled'] },
  ),
};

const { volumeSpec: _, ...routers } = podGroup;

const sharding = open(
  'Data divided over replica sets.',
  {
    enabled: flag('Whether.'),
    configsvrReplSet: open('The map of the shards.', replset, { required: ['size'] }),
    mongos: open('Who leads clients.', { ...routers, expose: open('How far its Service reaches.', exposure) }),
  },
  { required: ['enabled'] },
);

const storage = open(
  'One place.',
  { type: text('Of which kind.'), main: flag('The one for the oplog.') },
  { required: ['type'] },
);

const backup = open(
  'Where backups go.',
  {
    enabled: flag('Whether agents run.'),
    image: text('Of the agents.'),
    storages: { type: 'object', description: 'Places.', additionalProperties: storage },
    pitr: open('The oplog.', {
      enabled: flag('Whether it is kept.'),
      oplogSpanMin: { type: 'number', description: 'Minutes.' },
    }),
  },
  { required: ['enabled', 'image'] },
);

const user = open(
  'One user.',
  {
    name: text('Its name.'),
    db: text('Where it is.'),
    passwordSecretRef: open(
      'Its password.',
      { name: text('Of the Secret.'), key: text('In the Secret.') },
      { required: ['name'] },
    ),
    roles: list(
      'What it may do.',
      open('One role.', { name: text('Its name.'), db: text('Where.') }, { required: ['db', 'name'] }),
    ),
  },
  { required: ['name', 'roles'] },
);

const spec = closed(
  'What the database should be.',
  {
    crVersion: text('Behaviour level of the operator.'),
    image: text('Of MongoDB.'),
    imagePullPolicy: text('When it is pulled.'),
    imagePullSecrets: list('Who may pull.', open('One Secret.')),
    initImage: text('Of the operator’s helper.'),
    pause: flag('Whether no pods run.'),
    unmanaged: flag('Whether another operator leads.'),
    schedulerName: text('Who places pods.'),
    updateStrategy: text('Who replaces pods.'),
    upgradeOptions: open('Versions by themselves.', { apply: text('Which.'), setFCV: flag('Whether data follow.') }),
    unsafeFlags: open('What is allowed against advice.', {
      tls: flag('No encryption.'),
      replsetSize: flag('Sizes without a majority.'),
      mongosSize: flag('Few routers.'),
      backupIfUnhealthy: flag('Backups of what is not well.'),
    }),
    secrets: open('Names of Secrets.', { users: text('Of the operator’s users.') }),
    tls: open('Encryption.', { mode: text('How strict.') }),
    clusterServiceDNSMode: text('By which names members know each other.'),
    clusterServiceDNSSuffix: text('What names end with.'),
    enableVolumeExpansion: flag('The old way to let volumes grow.'),
    storageScaling: open('Volumes that grow.', { enableVolumeScaling: flag('Whether.') }),
    replsets: list('Replica sets.', open('One of them.', { name: text('Its name.'), ...replset })),
    sharding,
    backup,
    users: list('Users.', user),
    roles: list('Roles.', open('One role.')),
    pmm: open('Monitoring.', { image: text('Of the agent.') }),
    logcollector: open('Logs.', { enabled: flag('Whether they are collected.') }),
  },
  { required: ['image'] },
);

const group = {
  size: integer('How many pods.', { format: 'int32' }),
  ready: integer('How many of them serve.', { format: 'int32' }),
  status: text('How it is.'),
  message: text('What is wrong.'),
};

const status = open(
  'What the operator saw last.',
  {
    state: text('How it is.'),
    message: text('What is wrong.'),
    host: text('Where clients begin.'),
    size: integer('How many pods.', { format: 'int32' }),
    ready: integer('How many of them serve.', { format: 'int32' }),
    observedGeneration: integer('The generation it understood.', { format: 'int64' }),
    mongoVersion: text('What runs.'),
    mongoImage: text('What runs.'),
    replsets: {
      type: 'object',
      description: 'By name.',
      additionalProperties: open('One of them.', group, { required: ['ready', 'size'] }),
    },
    mongos: open('The routers.', group, { required: ['ready', 'size'] }),
    conditions: list('A diary.', condition),
  },
  { required: ['ready', 'size'] },
);

export const psmdbDefinition = buildDefinition({
  type: PSMDB,
  description: 'A MongoDB: a replica set, or several with data divided over them.',
  aliases: { shortNames: ['psmdb'] },
  required: [],
  spec,
  status,
  columns: [
    { name: 'ENDPOINT', type: 'string', jsonPath: '.status.host' },
    { name: 'Status', type: 'string', jsonPath: '.status.state' },
    AGE,
  ],
});
