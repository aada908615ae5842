import type { VolumeSpec } from '../../src/sandbox/engines/percona/cluster.js';
import type { Psmdb, PsmdbSpec, Replset } from '../../src/sandbox/engines/mongodb/psmdb.js';

export interface PsmdbOverrides {
  readonly name?: string;
  readonly annotations?: Record<string, string>;
  readonly finalizers?: string[];
  /** Of the first replica set. */
  readonly replset?: Partial<Replset>;
  readonly spec?: Partial<PsmdbSpec>;
}

export const MONGODB_IMAGE = 'percona/percona-server-mongodb:8.0.19-7';

export const aVolume = (storage = '1Gi'): VolumeSpec => ({
  persistentVolumeClaim: { resources: { requests: { storage } } },
});

/** A PerconaServerMongoDB as a user sends it: valid, one replica set of three. */
export function aPsmdb({ name = 'orders', annotations, finalizers, replset, spec }: PsmdbOverrides = {}): Psmdb {
  return {
    apiVersion: 'psmdb.percona.com/v1',
    kind: 'PerconaServerMongoDB',
    metadata: {
      name,
      namespace: 'team-a',
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
    },
    spec: {
      crVersion: '1.22.0',
      image: MONGODB_IMAGE,
      imagePullPolicy: 'IfNotPresent',
      updateStrategy: 'SmartUpdate',
      upgradeOptions: { apply: 'disabled', setFCV: true },
      secrets: { users: `${name}-secrets` },
      storageScaling: { enableVolumeScaling: true },
      replsets: [{ name: 'rs0', size: 3, volumeSpec: aVolume(), ...replset }],
      ...spec,
    },
  };
}

/** Two shards with what it takes to find data in them. */
export const SHARDED: Pick<PsmdbSpec, 'replsets' | 'sharding'> = {
  replsets: [
    { name: 'rs0', size: 3, volumeSpec: aVolume() },
    { name: 'rs1', size: 3, volumeSpec: aVolume() },
  ],
  sharding: { enabled: true, configsvrReplSet: { size: 3, volumeSpec: aVolume() }, mongos: { size: 2 } },
};
