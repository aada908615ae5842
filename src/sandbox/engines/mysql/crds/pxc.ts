import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { flag, integer, list, open, text, texts } from '../../mechanics/crds/shape.js';
import { condition, exposure, podGroup } from '../../percona/crd-shapes.js';
import { PXC } from '../kinds.js';

const image = text('What runs.');
const reach = (description: string) => open(description, { enabled: flag('Whether.'), ...exposure });

const schedule = list(
  'When by itself.',
  open(
    'One timetable.',
    { name: text('Its name.'), schedule: text('When.'), storageName: text('Where to.') },
    { required: ['name', 'schedule', 'storageName'] },
  ),
);

const backup = open('Where backups go.', {
  image,
  storages: {
    type: 'object',
    description: 'Places.',
    additionalProperties: open('One place.', { type: text('Of which kind.') }),
  },
  schedule,
  pitr: open('The binary log.', { enabled: flag('Whether it is kept.'), storageName: text('Where.') }),
});

const user = open('One user.', {
  name: text('Its name.'),
  dbs: texts('Databases.'),
  hosts: texts('Where from.'),
  grants: texts('What it may do.'),
  passwordSecretRef: open('Its password.', { name: text('Of the Secret.'), key: text('In the Secret.') }),
});

const spec = open('What the database should be.', {
  crVersion: text('Behaviour level of the operator.'),
  pause: flag('Whether no pods run.'),
  secretsName: text('Of the operator’s users.'),
  updateStrategy: text('Who replaces pods.'),
  upgradeOptions: open('Versions by themselves.', { apply: text('Which.') }),
  unsafeFlags: open('What is allowed against advice.', {
    tls: flag('No encryption.'),
    pxcSize: flag('Sizes without a majority.'),
    proxySize: flag('Few proxies.'),
    backupIfUnhealthy: flag('Backups of what is not well.'),
  }),
  enableVolumeExpansion: flag('Volumes that grow.'),
  users: list('Users.', user),
  pxc: open('The data.', { ...podGroup, image, expose: reach('Pods one by one.') }),
  haproxy: open('Who leads clients.', {
    ...podGroup,
    enabled: flag('Whether.'),
    image,
    exposePrimary: reach('To write.'),
    exposeReplicas: reach('To read.'),
  }),
  proxysql: open('Who leads clients.', { ...podGroup, enabled: flag('Whether.'), image, expose: reach('All of it.') }),
  backup,
});

const group = (description: string) =>
  open(description, {
    size: integer('How many pods.', { format: 'int32' }),
    ready: integer('How many of them serve.', { format: 'int32' }),
    status: text('How it is.'),
    message: text('What is wrong.'),
    version: text('What runs.'),
    image,
    labelSelectorPath: text('By which pods are found.'),
  });

const status = open('What the operator saw last.', {
  state: text('How it is.'),
  message: texts('What is wrong.'),
  host: text('Where clients begin.'),
  size: integer('How many pods.', { format: 'int32' }),
  ready: integer('How many of them serve.', { format: 'int32' }),
  observedGeneration: integer('The generation it understood.', { format: 'int64' }),
  pxc: group('The data.'),
  haproxy: group('Who leads clients.'),
  proxysql: group('Who leads clients.'),
  conditions: list('A diary.', condition),
});

/** Unlike its sibling's, this definition keeps fields that nobody knows. */
export const pxcDefinition = buildDefinition({
  type: PXC,
  description: 'A MySQL whose members hold the same and can all write.',
  aliases: { shortNames: ['pxc', 'pxcs'] },
  required: [],
  spec,
  status,
  scale: {
    specReplicasPath: '.spec.pxc.size',
    statusReplicasPath: '.status.pxc.size',
    labelSelectorPath: '.status.pxc.labelSelectorPath',
  },
  columns: [
    { name: 'Endpoint', type: 'string', jsonPath: '.status.host' },
    { name: 'Status', type: 'string', jsonPath: '.status.state' },
    { name: 'PXC', type: 'string', description: 'Ready pxc nodes', jsonPath: '.status.pxc.ready' },
    { name: 'proxysql', type: 'string', description: 'Ready proxysql nodes', jsonPath: '.status.proxysql.ready' },
    { name: 'haproxy', type: 'string', description: 'Ready haproxy nodes', jsonPath: '.status.haproxy.ready' },
    AGE,
  ],
});
