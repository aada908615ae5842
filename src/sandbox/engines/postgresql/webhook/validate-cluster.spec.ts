import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { formatFieldPath } from '../../../../kube/schema/index.js';
import type { ClusterSpec } from '../cluster.js';
import { ANNOTATION } from '../well-known.js';
import { validateCluster, warnAbout } from './validate-cluster.js';

const fieldsOf = (spec: Partial<ClusterSpec>, old?: Partial<ClusterSpec>): string[] =>
  validateCluster(aStoredCluster({ spec }), old && aStoredCluster({ spec: old })).map(({ path }) =>
    formatFieldPath(path),
  );

const IMAGE = 'ghcr.io/cloudnative-pg/postgresql';
const parameters = (given: Record<string, string>): Partial<ClusterSpec> => ({ postgresql: { parameters: given } });
const external = { name: 'origin', plugin: { name: 'barman-cloud.cloudnative-pg.io' } };
const recovery = (recoveryTarget: object): Partial<ClusterSpec> => ({
  bootstrap: { recovery: { source: 'origin', recoveryTarget } },
  externalClusters: [external],
});

describe('a Cluster is accepted', () => {
  it.each<{ when: string; spec: Partial<ClusterSpec>; old?: Partial<ClusterSpec> }>([
    { when: 'it asks for nothing special', spec: {} },
    { when: 'it repeats the value of a fixed parameter', spec: parameters({ archive_mode: 'on' }) },
    { when: 'it grows its storage', spec: { storage: { size: '2Gi' } }, old: {} },
    { when: 'the same size is written differently', spec: { storage: { size: '1024Mi' } }, old: {} },
    { when: 'it moves to a higher major', spec: { imageName: `${IMAGE}:18.4` }, old: {} },
    { when: 'it goes back by a minor', spec: { imageName: `${IMAGE}:17.1` }, old: {} },
    { when: 'a digest follows the tag', spec: { imageName: `${IMAGE}:17.6@sha256:abc` } },
    { when: 'the registry has a port', spec: { imageName: 'localhost:5000/postgresql:17.6' } },
    { when: 'it recovers to a moment', spec: recovery({ targetTime: '2026-01-02T03:04:05Z' }) },
    {
      when: 'memory holds the shared buffers',
      spec: { ...parameters({ shared_buffers: '1GB' }), resources: { requests: { memory: '1Gi' } } },
    },
    {
      when: 'quorum has enough standbys',
      spec: { instances: 3, postgresql: { synchronous: { method: 'any', number: 2 } } },
    },
  ])('when $when', ({ spec, old }) => {
    expect(fieldsOf(spec, old)).toEqual([]);
  });
});

describe('a Cluster is refused', () => {
  it.each<{ when: string; spec: Partial<ClusterSpec>; old?: Partial<ClusterSpec>; field: string }>([
    { when: 'a parameter is fixed', spec: parameters({ port: '5433' }), field: 'spec.postgresql.parameters.port' },
    {
      when: 'a parameter has no legal name',
      spec: parameters({ 'work mem': '1MB' }),
      field: 'spec.postgresql.parameters[work mem]',
    },
    {
      when: 'wal_level is unknown',
      spec: parameters({ wal_level: 'some' }),
      field: 'spec.postgresql.parameters.wal_level',
    },
    {
      when: 'wal_level cannot feed a replica',
      spec: { instances: 2, ...parameters({ wal_level: 'minimal' }) },
      field: 'spec.postgresql.parameters.wal_level',
    },
    {
      when: 'hints are off with replicas',
      spec: { instances: 2, ...parameters({ wal_log_hints: 'off' }) },
      field: 'spec.postgresql.parameters.wal_log_hints',
    },
    {
      when: 'WAL sizes cross',
      spec: parameters({ min_wal_size: '2GB' }),
      field: 'spec.postgresql.parameters.min_wal_size',
    },
    {
      when: 'WAL outgrows its volume',
      spec: { walStorage: { size: '1Gi' } },
      field: 'spec.postgresql.parameters.max_wal_size',
    },
    {
      when: 'shared buffers are no size',
      spec: parameters({ shared_buffers: 'lots' }),
      field: 'spec.postgresql.parameters.shared_buffers',
    },
    {
      when: 'memory is less than shared buffers',
      spec: { ...parameters({ shared_buffers: '2GB' }), resources: { requests: { memory: '1Gi' } } },
      field: 'spec.resources.requests.memory',
    },
    {
      when: 'a request is beyond its limit',
      spec: { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      field: 'spec.resources.requests.cpu',
    },
    { when: 'storage has no size', spec: { storage: {} }, field: 'spec.storage.size' },
    { when: 'a size is no quantity', spec: { storage: { size: 'big' } }, field: 'spec.storage.size' },
    { when: 'storage shrinks', spec: {}, old: { storage: { size: '2Gi' } }, field: 'spec.storage.size' },
    { when: 'the WAL volume is taken away', spec: {}, old: { walStorage: { size: '2Gi' } }, field: 'spec.walStorage' },
    {
      when: 'a tablespace is taken away',
      spec: {},
      old: { tablespaces: [{ name: 'fast', storage: { size: '1Gi' } }] },
      field: 'spec.tablespaces',
    },
    { when: 'the image has no tag', spec: { imageName: IMAGE }, field: 'spec.imageName' },
    { when: 'the tag is latest', spec: { imageName: `${IMAGE}:latest` }, field: 'spec.imageName' },
    { when: 'only a digest is given', spec: { imageName: `${IMAGE}@sha256:abc` }, field: 'spec.imageName' },
    { when: 'the tag begins with no version', spec: { imageName: `${IMAGE}:trixie` }, field: 'spec.imageName' },
    { when: 'the version is too old', spec: { imageName: `${IMAGE}:12.3` }, field: 'spec.imageName' },
    { when: 'it goes back by a major', spec: {}, old: { imageName: `${IMAGE}:18.4` }, field: 'spec.imageName' },
    {
      when: 'a major upgrade aims too low',
      spec: { imageName: `${IMAGE}:15.1` },
      old: { imageName: `${IMAGE}:14.1` },
      field: 'spec.imageName',
    },
    {
      when: 'image and settings change together under switchover',
      spec: { primaryUpdateMethod: 'switchover', imageName: `${IMAGE}:17.7`, ...parameters({ work_mem: '8MB' }) },
      old: { primaryUpdateMethod: 'switchover' },
      field: 'spec.imageName',
    },
    {
      when: 'a single instance is supervised',
      spec: { primaryUpdateStrategy: 'supervised' },
      field: 'spec.primaryUpdateStrategy',
    },
    {
      when: 'sync replicas are as many as instances',
      spec: { instances: 2, maxSyncReplicas: 2 },
      field: 'spec.maxSyncReplicas',
    },
    {
      when: 'quorum is as large as the cluster',
      spec: { postgresql: { synchronous: { method: 'any', number: 1 } } },
      field: 'spec.postgresql.synchronous.number',
    },
    {
      when: 'two ways of bootstrapping are given',
      spec: {
        bootstrap: { initdb: { database: 'a', owner: 'a' }, recovery: { source: 'origin' } },
        externalClusters: [external],
      },
      field: 'spec.bootstrap',
    },
    {
      when: 'the source of a recovery is unknown',
      spec: { bootstrap: { recovery: { source: 'nowhere' } } },
      field: 'spec.bootstrap.recovery.source',
    },
    {
      when: 'two recovery targets are given',
      spec: recovery({ targetTime: '2026-01-02', targetLSN: '0/1' }),
      field: 'spec.bootstrap.recovery.recoveryTarget',
    },
    {
      when: 'a moment cannot be read',
      spec: recovery({ targetTime: 'yesterday' }),
      field: 'spec.bootstrap.recovery.recoveryTarget.targetTime',
    },
    {
      when: 'a named target has no backup',
      spec: recovery({ targetName: 'x' }),
      field: 'spec.bootstrap.recovery.recoveryTarget.backupID',
    },
    {
      when: 'an external cluster has an unsafe name',
      spec: { externalClusters: [{ ...external, name: '..' }] },
      field: 'spec.externalClusters[0].name',
    },
    {
      when: 'a toleration has a value beside Exists',
      spec: { affinity: { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] } },
      field: 'spec.affinity.tolerations[0].value',
    },
    {
      when: 'anti-affinity is of no known type',
      spec: { affinity: { podAntiAffinityType: 'maybe' } },
      field: 'spec.affinity.podAntiAffinityType',
    },
    {
      when: 'a variable of the environment is reserved',
      spec: { env: [{ name: 'pgdata' }] },
      field: 'spec.env[0].name',
    },
    {
      when: 'a role is reserved',
      spec: { managed: { roles: [{ name: 'postgres' }] } },
      field: 'spec.managed.roles[0].name',
    },
    {
      when: 'the rw service is disabled',
      spec: { managed: { services: { disabledDefaultServices: ['rw'] } } },
      field: 'spec.managed.services.disabledDefaultServices',
    },
    {
      when: 'a service takes a default name',
      spec: {
        managed: {
          services: { additional: [{ selectorType: 'rw', serviceTemplate: { metadata: { name: 'orders-rw' } } }] },
        },
      },
      field: 'spec.managed.services.additional[0].serviceTemplate.metadata.name',
    },
    {
      when: 'a TLS secret has no CA',
      spec: { certificates: { serverTLSSecret: 'tls' } },
      field: 'spec.certificates.serverCASecret',
    },
    {
      when: 'two plugins archive',
      spec: {
        plugins: [
          { name: 'a', isWALArchiver: true },
          { name: 'b', isWALArchiver: true },
        ],
      },
      field: 'spec.plugins',
    },
    {
      when: 'retention cannot be read',
      spec: { backup: { retentionPolicy: 'forever' } },
      field: 'spec.backup.retentionPolicy',
    },
    {
      when: 'a bucket has no credentials',
      spec: { backup: { barmanObjectStore: { destinationPath: 's3://b' } } },
      field: 'spec.backup.barmanObjectStore',
    },
    {
      when: 'a slot prefix changes in use',
      spec: { replicationSlots: { highAvailability: { enabled: true, slotPrefix: 'b' } } },
      old: {},
      field: 'spec.replicationSlots.highAvailability.slotPrefix',
    },
    {
      when: 'the service account changes',
      spec: { serviceAccountName: 'b' },
      old: { serviceAccountName: 'a' },
      field: 'spec.serviceAccountName',
    },
  ])('when $when', ({ spec, old, field }) => {
    expect(fieldsOf(spec, old)).toContain(field);
  });

  it.each(['9lives', 'with.dots', 'x'.repeat(51)])('under the name %s', (name) => {
    expect(validateCluster(aStoredCluster({ name })).map(({ path }) => formatFieldPath(path))).toContain(
      'metadata.name',
    );
  });

  it('when hibernation is neither on nor off', () => {
    const cluster = aStoredCluster({ annotations: { [ANNOTATION.hibernation]: 'maybe' } });
    expect(validateCluster(cluster)).toHaveLength(1);
  });

  it('unless validation is switched off', () => {
    const cluster = aStoredCluster({
      annotations: { [ANNOTATION.validation]: 'disabled' },
      spec: parameters({ port: '1' }),
    });
    expect(validateCluster(cluster)).toEqual([]);
  });
});

describe('warnings', () => {
  it.each<{ about: string; spec: Partial<ClusterSpec>; count: number }>([
    { about: 'nothing', spec: {}, count: 0 },
    { about: 'backups without a plugin', spec: { backup: { barmanObjectStore: {} } }, count: 1 },
    { about: 'a PodMonitor left to the operator', spec: { monitoring: { enablePodMonitor: true } }, count: 1 },
    { about: 'retention of nothing', spec: { backup: { retentionPolicy: '7d' } }, count: 1 },
    { about: 'a size without a unit', spec: parameters({ shared_buffers: '128' }), count: 1 },
  ])('tell of $about', ({ spec, count }) => {
    expect(warnAbout(aStoredCluster({ spec }))).toHaveLength(count);
  });
});
