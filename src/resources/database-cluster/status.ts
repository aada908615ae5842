import type { Condition } from '../../kube/meta/index.js';
import {
  BooleanField,
  EnumField,
  IntField,
  ListField,
  ObjectField,
  Shape,
  StringField,
  text,
  TimeField,
} from '../declare/index.js';
import { ChangedByField, CreatedByField, type Author } from '../shared/author.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';
import { LocalReference } from '../shared/local-reference.js';
import { ClusterBackupStatus, RecoverySource } from './backup-status.js';
import { CLUSTER_PHASE, ENDPOINT_NAME, MEMBER_ROLE } from './enums.js';

export const CLUSTER_PHASES = CLUSTER_PHASE.values;
export type ClusterPhase = (typeof CLUSTER_PHASES)[number];

export type MemberRole = 'Primary' | 'Replica' | 'Peer' | 'Coordinator' | 'Unknown';
export type EndpointName = 'primary' | 'readonly' | 'any' | 'proxy';

// Bounds here are wide on purpose: the operator's own words are shown unedited, and a status that the API server
// refused would leave users with a stale one.
const OBJECT_NAME = { maxLength: 253 } as const;
const VERSION = { maxLength: 64, example: '17.6' } as const;
const WORDS = { maxLength: 32_768 } as const;

@Shape({ description: 'Volumes of a member, as they are.' })
export class MemberStorage {
  @StringField({ description: 'Size of the data volume.', maxLength: 32, example: '10Gi' })
  size!: string;

  @StringField({ description: 'Size of the volume of the write-ahead log.', optional: true, maxLength: 32 })
  wal?: string;
}

@Shape({ description: 'One database instance.' })
export class ClusterMember {
  @StringField({ description: 'Name of the member and of its pod.', ...OBJECT_NAME, example: 'orders-1' })
  name!: string;

  @StringField({
    description: 'Which part of the database it is; absent for data members.',
    optional: true,
    maxLength: 63,
  })
  component?: string;

  @EnumField(MEMBER_ROLE, { description: 'What it does, by its operator.' })
  role!: MemberRole;

  @BooleanField({ description: 'It serves.' })
  ready!: boolean;

  @StringField({ description: 'Version that it runs, by its image.', optional: true, ...VERSION })
  version?: string;

  @StringField({ description: 'Node that it runs on.', optional: true, ...OBJECT_NAME })
  node?: string;

  @StringField({ description: 'Zone of that node.', optional: true, ...OBJECT_NAME })
  zone?: string;

  @IntField({
    description: "Bytes that it is behind the primary; null when the engine's operator does not report it.",
    optional: true,
    nullable: true,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
  })
  lagBytes?: number | null;

  @ObjectField(() => MemberStorage, { description: 'Its volumes.', optional: true })
  storage?: MemberStorage;
}

@Shape({ description: 'An address to connect to.' })
export class ClusterEndpoint {
  @EnumField(ENDPOINT_NAME, { description: 'What it leads to.' })
  name!: EndpointName;

  @StringField({ description: 'Host name or address.', ...OBJECT_NAME, example: 'orders-rw.team-a.svc' })
  host!: string;

  @IntField({ description: 'TCP port.', min: 1, max: 65_535, example: 5432 })
  port!: number;

  @BooleanField({ description: 'It can be reached from outside the Kubernetes cluster.' })
  external!: boolean;
}

@Shape({ description: "The engine operator's own object, for whoever must look one level down." })
export class UpstreamReference {
  @StringField({ description: 'Group and version of its kind.', maxLength: 317, example: 'postgresql.cnpg.io/v1' })
  apiVersion!: string;

  @StringField({ description: 'Its kind.', maxLength: 63, example: 'Cluster' })
  kind!: string;

  @StringField({ description: 'Its name, in the same namespace.', ...OBJECT_NAME })
  name!: string;

  @StringField({
    description: "The operator's own word for the state, unedited.",
    optional: true,
    ...WORDS,
    example: 'Cluster in healthy state',
  })
  phase?: string;

  @StringField({ description: 'Version of the operator that last handled it.', optional: true, maxLength: 64 })
  operatorVersion?: string;
}

/** What a cluster's data was born from; the durable copy of the child's `dbaas.io/incarnation` annotation. */
@Shape({ description: 'What the data of a database was born from.' })
export class IncarnationStatus {
  @IntField({ description: '1 for the first; one more for each time the data was made anew.', min: 1, max: 1_000_000 })
  number!: number;

  @StringField({ description: 'Uid of the upstream object that holds the data.', optional: true, maxLength: 64 })
  upstreamUid?: string;

  /** From then on a missing upstream is a loss, not drift. */
  @TimeField({
    description: 'When it was first seen Running; from then on its absence is a loss, not something to make anew.',
    optional: true,
  })
  firstRunningAt?: string;

  @ObjectField(() => RecoverySource, { description: 'What it was filled with; empty when absent.', optional: true })
  source?: RecoverySource;
}

@Shape({ description: 'What was computed for fields that `spec` leaves open.' })
export class EffectiveSettings {
  @StringField({ description: 'Exact version.', optional: true, ...VERSION })
  version?: string;

  @StringField({ description: 'Container image of the members.', optional: true, maxLength: 1024 })
  image?: string;

  @StringField({ description: 'StorageClass of the data volumes.', optional: true, ...OBJECT_NAME })
  storageClassName?: string;
}

@Shape({ description: 'The operation that is being carried out on a database.' })
export class CurrentOperation {
  @StringField({ description: 'Name of the OpsRequest.', ...OBJECT_NAME, example: 'orders-more-members' })
  name!: string;

  @StringField({ description: 'Its type.', maxLength: 63, example: 'HorizontalScaling' })
  type!: string;

  @StringField({ description: 'Units done of units to do.', optional: true, maxLength: 32, example: '4/5' })
  progress?: string;
}

@Shape({ description: 'The state of a database as last observed; what has no source is absent or null.' })
export class DatabaseClusterStatus {
  @EnumField(CLUSTER_PHASE, { description: 'State in one word, derived from the conditions.', optional: true })
  phase?: ClusterPhase;

  @ConditionsField('State in detail. `Ready`: a client can connect now.')
  conditions?: Condition[];

  @ObservedGenerationField()
  observedGeneration?: number;

  @StringField({
    description: 'One sentence for people: what is, or what is wrong and what to do.',
    optional: true,
    ...WORDS,
  })
  message?: string;

  @StringField({ description: 'Version that runs, read from the upstream object.', optional: true, ...VERSION })
  version?: string;

  @IntField({ description: 'Data members that exist.', optional: true, min: 0, max: 1000 })
  size?: number;

  @IntField({ description: 'Data members that serve.', optional: true, min: 0, max: 1000 })
  readyMembers?: number;

  @ListField(() => ClusterMember, {
    description: 'Every member, as observed.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 256,
  })
  members?: ClusterMember[];

  @StringField({ description: 'Name of the member that takes writes.', optional: true, ...OBJECT_NAME })
  primary?: string;

  @ListField(() => ClusterEndpoint, {
    description: 'Where to connect.',
    optional: true,
    maxItems: 32,
  })
  endpoints?: ClusterEndpoint[];

  @ObjectField(() => LocalReference, {
    description:
      'The Secret with host, port, username, password, database, uri and ca.crt: the same keys for every engine (Service Binding).',
    optional: true,
  })
  binding?: LocalReference;

  @ListField(text(WORDS), { description: 'Things that work but should not stay so.', optional: true, maxItems: 64 })
  warnings?: string[];

  @ListField(text({ maxLength: 64 }), {
    description: 'Exact versions that this database can be moved to, by the catalogue.',
    optional: true,
    maxItems: 128,
    example: ['17.6', '18.1'],
  })
  availableUpgrades?: string[];

  @ObjectField(() => CurrentOperation, {
    description: 'The operation that runs; the first of them, should one have been forced beside another.',
    optional: true,
  })
  operation?: CurrentOperation;

  @IntField({
    description: 'Operations that wait for their turn; absent for none.',
    optional: true,
    min: 0,
    max: 1_000_000,
  })
  queuedOperations?: number;

  @ObjectField(() => ClusterBackupStatus, {
    description: 'Its backups, where it has any or shall have.',
    optional: true,
  })
  backup?: ClusterBackupStatus;

  @ObjectField(() => EffectiveSettings, { description: 'What was computed for open fields.', optional: true })
  effective?: EffectiveSettings;

  @ObjectField(() => IncarnationStatus, { description: 'What the data was born from.', optional: true })
  incarnation?: IncarnationStatus;

  @ObjectField(() => UpstreamReference, { description: "The engine operator's object.", optional: true })
  upstream?: UpstreamReference;

  @CreatedByField()
  createdBy?: Author;

  @ChangedByField()
  changedBy?: Author;
}
