import { apiVersionOf } from '../../src/kube/meta/index.js';
import { MONGODB } from '../../src/providers/mongodb/dialect.js';
import { PSMDB, type Expose, type Psmdb, type PsmdbSpec } from '../../src/providers/mongodb/upstream.js';
import { STORAGE_ASKED } from '../../src/providers/percona/volume-size.js';
import { aDatabaseEngine, aVersion } from './database-engine.js';
import { playing } from './percona-operation.js';

export const mongod = (version: string): string => `percona/percona-server-mongodb:${version}`;

export const MONGODB_ENGINE = aDatabaseEngine({
  displayName: 'MongoDB',
  defaultVersion: '7.0.30-16',
  versions: [
    aVersion('7.0.28-14', { image: mongod('7.0.28-14'), upgradesTo: ['7.0.30-16'] }),
    aVersion('7.0.30-16', { image: mongod('7.0.30-16'), upgradesTo: ['8.0.19-7'] }),
    aVersion('8.0.19-7', { image: mongod('8.0.19-7') }),
  ],
  parameters: [{ name: 'net.maxIncomingConnections', type: 'Integer', restart: true, default: '65536' }],
});

export interface PsmdbChanges {
  readonly size?: number;
  /** Absent: one replica set without routers. */
  readonly shards?: number;
  readonly storage?: string;
  /** What the volumes were last asked to have. */
  readonly asked?: string;
  readonly image?: string;
  readonly resources?: { requests: Record<string, string>; limits: Record<string, string> };
  /** On every group of pods. */
  readonly mark?: string;
  readonly annotations?: Record<string, string>;
  /** Member that the operator is told to prefer. */
  readonly preferred?: string;
  /** The file of the data members. */
  readonly configuration?: string;
  /** The door of each data member. */
  readonly exposed?: Expose;
  readonly generation?: number;
  readonly spec?: Partial<PsmdbSpec>;
  readonly status?: Psmdb['status'];
  /** Names of the primaries; the first member of each set unless told. */
  readonly primaries?: readonly string[];
  /** Shards that the routers do not know yet. */
  readonly unknown?: readonly string[];
}

/** The operator's object of `orders`: whole, on 7.0.30-16, with the changes under test. */
export function aPsmdb(changes: PsmdbChanges = {}): Psmdb {
  const { shards, generation = 1, annotations, asked = changes.storage ?? '10Gi' } = changes;
  const group = groupOf(changes);
  const names = Array.from({ length: shards ?? 1 }, (_, number) => `rs${number}`);
  const sets = names.map((name) => ({ name, ...group, ...replsetParts(name, changes) }));
  const { volumeSpec: _none, ...router } = group;
  return {
    apiVersion: apiVersionOf(PSMDB),
    kind: PSMDB.kind,
    metadata: {
      name: 'orders',
      namespace: 'team-a',
      uid: 'uid-orders',
      generation,
      annotations: { [STORAGE_ASKED]: asked, ...annotations },
    },
    spec: {
      crVersion: '1.22.0',
      image: changes.image ?? mongod('7.0.30-16'),
      imagePullPolicy: 'IfNotPresent',
      updateStrategy: 'SmartUpdate',
      upgradeOptions: { apply: 'disabled', setFCV: true },
      secrets: { users: 'orders-secrets' },
      storageScaling: { enableVolumeScaling: true },
      replsets: sets,
      sharding:
        shards === undefined
          ? { enabled: false }
          : { enabled: true, configsvrReplSet: { ...group, size: 3 }, mongos: { ...router, size: 2 } },
      ...changes.spec,
    },
    status: {
      state: 'ready',
      observedGeneration: generation,
      mongoVersion: '7.0.30-16',
      replsets: Object.fromEntries(
        [...names, ...(shards === undefined ? [] : ['cfg'])].map((name) => [name, toldOf(name, changes)]),
      ),
      ...changes.status,
    },
  };
}

const groupOf = ({ size = 3, storage = '10Gi', resources, mark }: PsmdbChanges) => ({
  size,
  ...(resources && { resources }),
  ...(mark !== undefined && { annotations: { 'dbaas.io/restarted-for': mark } }),
  volumeSpec: { persistentVolumeClaim: { resources: { requests: { storage } } } },
});

const replsetParts = (name: string, { preferred, configuration, exposed }: PsmdbChanges) => ({
  ...(preferred?.startsWith(`orders-${name}-`) && { replsetOverrides: { [preferred]: { priority: 3 } } }),
  ...(configuration !== undefined && { configuration }),
  ...(exposed && { expose: exposed }),
});

function toldOf(name: string, { size = 3, primaries = [], unknown = [] }: PsmdbChanges) {
  const pods = Array.from({ length: name === 'cfg' ? 3 : size }, (_, number) => `orders-${name}-${number}`);
  const primary = primaries.find((each) => pods.includes(each)) ?? pods[0];
  const members = pods.map((pod) => [pod, { name: pod, stateStr: pod === primary ? 'PRIMARY' : 'SECONDARY' }] as const);
  return { initialized: true, added_as_shard: !unknown.includes(name), members: Object.fromEntries(members) };
}

/** One operation on the MongoDB `orders`. */
export const playMongodb = playing({
  dialect: MONGODB,
  engine: MONGODB_ENGINE,
  intent: { engine: 'mongodb', version: '7.0' },
  running: '7.0.30-16',
  build: aPsmdb,
});
