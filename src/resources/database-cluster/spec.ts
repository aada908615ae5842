import {
  BooleanField,
  EnumField,
  IntField,
  ListField,
  MapField,
  ObjectField,
  QuantityField,
  Shape,
  StringField,
  text,
} from '../declare/index.js';
import { ComputeResources } from '../shared/compute-resources.js';
import { LocalReference } from '../shared/local-reference.js';
import { PodSchedulingPolicy } from '../shared/pod-scheduling-policy.js';
import { ClusterBackup } from './backup.js';
import { DataSource } from './data-source.js';
import { DELETION_POLICY, EXPOSE_TYPE, POWER_STATE } from './enums.js';

export type PowerState = 'Running' | 'Stopped';
export type DeletionPolicy = 'Delete' | 'Retain' | 'BackupThenDelete';
export type ExposeType = 'ClusterIP' | 'NodePort' | 'LoadBalancer';

const STORAGE_CLASS_NAME = { optional: true, minLength: 1, maxLength: 253, example: 'fast' } as const;
const VOLUMES_STAY = 'existing volumes stay in their class';

@Shape({ description: "One setting of the engine's own configuration." })
export class ConfigParameter {
  @StringField({
    description: "The engine's name for it; the catalogue lists the known ones with type, range and restart need.",
    minLength: 1,
    maxLength: 128,
    pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$',
    example: 'max_connections',
  })
  name!: string;

  @StringField({ description: 'Always text, numbers and booleans too.', maxLength: 1024, example: '200' })
  value!: string;
}

@Shape({ description: "A volume of its own for the engine's write-ahead log." })
export class WalStorage {
  @QuantityField({ description: 'Bytes per member.', growOnly: true, example: '4Gi' })
  size!: string;

  @StringField({
    description: "StorageClass; the Kubernetes cluster's default when absent.",
    immutable: VOLUMES_STAY,
    ...STORAGE_CLASS_NAME,
  })
  className?: string;
}

@Shape({
  description: 'The volumes of each data member.',
  rules: [
    {
      rule: '!has(oldSelf.wal) || has(self.wal)',
      message: 'cannot be removed once the log has a volume of its own',
      fieldPath: '.wal',
      reason: 'FieldValueForbidden',
    },
  ],
})
export class ClusterStorage {
  @QuantityField({ description: 'Bytes per member.', growOnly: true, example: '10Gi' })
  size!: string;

  @StringField({
    description: "StorageClass; the Kubernetes cluster's default when absent.",
    immutable: VOLUMES_STAY,
    ...STORAGE_CLASS_NAME,
  })
  className?: string;

  @ObjectField(() => WalStorage, {
    description:
      'A volume of its own for the write-ahead log, where the engine has one. May be added later, never removed.',
    optional: true,
  })
  wal?: WalStorage;
}

@Shape({
  description: 'Pods between clients and members.',
  rules: ['size', 'resources', 'config'].map((field) => ({
    rule: `self.type != 'none' || !has(self.${field})`,
    message: 'has no effect while the proxy\'s type is "none"',
    fieldPath: `.${field}`,
    reason: 'FieldValueForbidden' as const,
  })),
})
export class ProxySpec {
  @StringField({
    description: 'Which proxy, from the catalogue; `none` for none.',
    minLength: 1,
    maxLength: 63,
    pattern: '^[a-z][a-z0-9-]*$',
    example: 'pgbouncer',
  })
  type!: string;

  @IntField({ description: 'Proxy pods; what the catalogue says when absent.', optional: true, min: 1, max: 99 })
  size?: number;

  @ObjectField(() => ComputeResources, { description: 'CPU and memory of each proxy pod.', optional: true })
  resources?: ComputeResources;

  @ListField(() => ConfigParameter, {
    description: "Settings of the proxy, in its own words; the catalogue's list is what is allowed.",
    optional: true,
    mapKeys: ['name'],
    maxItems: 64,
    example: [{ name: 'default_pool_size', value: '40' }],
  })
  config?: ConfigParameter[];
}

@Shape({
  description: 'Who can reach the database over the network.',
  rules: [
    {
      rule: "!has(self.sourceRanges) || size(self.sourceRanges) == 0 || (has(self.type) && self.type == 'LoadBalancer')",
      message: 'only a LoadBalancer filters by source; with another type nothing would be filtered',
      fieldPath: '.sourceRanges',
      reason: 'FieldValueForbidden',
    },
    {
      rule: "!has(self.annotations) || size(self.annotations) == 0 || (has(self.type) && self.type != 'ClusterIP')",
      message: 'need a type of NodePort or LoadBalancer to be put on',
      fieldPath: '.annotations',
      reason: 'FieldValueForbidden',
    },
  ],
})
export class ExposeSpec {
  @EnumField(EXPOSE_TYPE, { description: 'Type of the Service that clients connect to.', default: 'ClusterIP' })
  type?: ExposeType;

  @ListField(text({ minLength: 1, maxLength: 49 }), {
    description: 'Networks that may connect, with LoadBalancer; without any, a public address is open to all.',
    optional: true,
    set: true,
    maxItems: 64,
    itemRules: [{ rule: 'isCIDR(self)', message: 'must be a CIDR, such as 10.0.0.0/8' }],
    example: ['10.0.0.0/8'],
  })
  sourceRanges?: string[];

  @MapField({
    description: 'Annotations of the Service: what load balancers of clouds are steered by.',
    optional: true,
    maxProperties: 32,
    maxKeyLength: 317,
    maxValueLength: 4096,
  })
  annotations?: Record<string, string>;
}

@Shape({ description: 'How the data is divided over several sets of members, where the engine can.' })
export class ShardingSpec {
  @IntField({
    description:
      'Sets of members, each of `clusterSize`; each holds a part of the data. More may be added later, none taken away.',
    min: 1,
    max: 32,
    rules: [{ rule: 'self >= oldSelf', message: 'can only grow: a shard that holds data cannot be taken away' }],
    example: 2,
  })
  shards!: number;
}

@Shape({ description: 'How the database is watched.' })
export class ClusterMonitoring {
  @ObjectField(() => LocalReference, { description: 'The MonitoringConfig to use.', example: { name: 'prometheus' } })
  configRef!: LocalReference;
}

@Shape({
  description: 'The database that a team wants.',
  rules: [
    {
      rule: "!has(self.deletionPolicy) || self.deletionPolicy != 'BackupThenDelete' || has(self.backup)",
      message: 'BackupThenDelete needs spec.backup, which says where the last backup goes',
      fieldPath: '.deletionPolicy',
    },
    {
      rule: '!has(self.dataSource) || (has(oldSelf.dataSource) && self.dataSource == oldSelf.dataSource)',
      message: 'the database was made already; create another one to fill it from another source',
      fieldPath: '.dataSource',
      reason: 'FieldValueForbidden',
    },
    {
      rule: 'has(self.sharding) == has(oldSelf.sharding)',
      message: 'is decided when the database is made; create another one to have it otherwise',
      fieldPath: '.sharding',
      reason: 'FieldValueForbidden',
    },
  ],
})
export class DatabaseClusterSpec {
  @StringField({
    description: 'Kind of database: the name of a DatabaseEngine, the catalogue. An open set.',
    minLength: 1,
    maxLength: 63,
    pattern: '^[a-z][a-z0-9-]*$',
    immutable: 'create another cluster to use another engine',
    example: 'postgresql',
  })
  engine!: string;

  @StringField({
    description:
      "`17.6` is exact. `17` takes the catalogue's default of that line when the database is made and when it is upgraded, never in between. Absent takes the engine's default. What runs is `status.version`.",
    optional: true,
    minLength: 1,
    maxLength: 32,
    pattern: '^[0-9]+(\\.[0-9A-Za-z-]+)*$',
    example: '17',
  })
  version?: string;

  @IntField({
    description:
      'Data members. No default: a size is a decision, and the catalogue names the safe one for the engine. To stop a database use `powerState`, not 0.',
    min: 1,
    max: 99,
    example: 3,
  })
  clusterSize!: number;

  @ObjectField(() => ComputeResources, { description: 'CPU and memory of each data member.', optional: true })
  resources?: ComputeResources;

  @ObjectField(() => ClusterStorage, { description: 'Volumes of each data member.' })
  storage!: ClusterStorage;

  @ListField(() => ConfigParameter, {
    description: "Settings of the engine, in its own words. A name left out has the engine's default.",
    optional: true,
    mapKeys: ['name'],
    maxItems: 256,
    example: [{ name: 'max_connections', value: '200' }],
  })
  config?: ConfigParameter[];

  @ObjectField(() => ShardingSpec, {
    description:
      'Divides the data over shards, where the engine can. Decided at birth; one set of members when absent.',
    optional: true,
  })
  sharding?: ShardingSpec;

  @ObjectField(() => ProxySpec, { description: 'A connection proxy, where the engine offers one.', optional: true })
  proxy?: ProxySpec;

  @ObjectField(() => ExposeSpec, { description: 'Who can reach the database; ClusterIP when absent.', optional: true })
  expose?: ExposeSpec;

  @ObjectField(() => ClusterMonitoring, { description: 'Collects metrics; none are when absent.', optional: true })
  monitoring?: ClusterMonitoring;

  @ObjectField(() => PodSchedulingPolicy, { description: 'Where pods may run.', optional: true })
  podSchedulingPolicy?: PodSchedulingPolicy;

  @ObjectField(() => ClusterBackup, { description: 'Backups; none are taken when absent.', optional: true })
  backup?: ClusterBackup;

  @ObjectField(() => DataSource, {
    description:
      'What it is filled with when it is made; empty when absent. Later it has no meaning: it may stay or be removed.',
    optional: true,
  })
  dataSource?: DataSource;

  @EnumField(POWER_STATE, { description: 'Whether members run.', default: 'Running' })
  powerState?: PowerState;

  @BooleanField({
    description:
      'While true the API server refuses to delete this object. Set it to false first. It does not guard the namespace: deleting that takes the volumes along.',
    default: false,
  })
  deletionProtection?: boolean;

  @EnumField(DELETION_POLICY, { description: 'What becomes of the data on deletion.', default: 'Delete' })
  deletionPolicy?: DeletionPolicy;

  @BooleanField({
    description: 'Allows sizes that the catalogue calls unsafe for the engine. For databases that may be lost.',
    default: false,
  })
  allowUnsafeTopology?: boolean;
}
