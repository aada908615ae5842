import type { Condition } from '../../kube/meta/index.js';
import {
  BooleanField,
  EnumField,
  IntField,
  JsonField,
  ListField,
  MapField,
  ObjectField,
  Shape,
  StringField,
  text,
  TimeField,
} from '../declare/index.js';
import { ConditionsField, ObservedGenerationField } from '../shared/condition.js';
import { RecoverySource } from '../database-cluster/backup-status.js';
import { LocalReference } from '../shared/local-reference.js';
import { DISRUPTION, LOG_LEVEL, MEMBER_OUTCOME, OPERATION_PHASE, REQUEST_DOOR, STEP_STATE } from './enums.js';

export const OPERATION_PHASES = OPERATION_PHASE.values;
export type OperationPhase = (typeof OPERATION_PHASES)[number];
export type Disruption = (typeof DISRUPTION.values)[number];
export type StepState = (typeof STEP_STATE.values)[number];
export type LogLevel = (typeof LOG_LEVEL.values)[number];
export type MemberOutcomeValue = (typeof MEMBER_OUTCOME.values)[number];
export type RequestDoor = (typeof REQUEST_DOOR.values)[number];

/** The log keeps this many lines. */
export const MAX_LOG_LINES = 100;

// Wide on purpose: words of the engine's operator are passed on, and a status that the API server refused would be stale.
const WORDS = { maxLength: 32_768 } as const;
const NAME = { maxLength: 253 } as const;
const REASON = { maxLength: 128 } as const;

@Shape({ description: 'A field of the specification of a database, and a value of it.' })
export class FieldValue {
  @StringField({ description: 'JSON Pointer into the DatabaseCluster.', maxLength: 512, example: '/spec/clusterSize' })
  path!: string;

  @JsonField({ description: 'The value; absent when the field is absent.', optional: true, example: 3 })
  value?: unknown;
}

@Shape({ description: 'A part of an operation.' })
export class OperationStep {
  @StringField({ description: 'What is done, in CamelCase.', maxLength: 63, example: 'JoinMember' })
  name!: string;

  @StringField({ description: 'The member or object that it is about.', optional: true, ...NAME, example: 'orders-4' })
  target?: string;

  @EnumField(STEP_STATE, { description: 'How far it is.' })
  state!: StepState;

  @TimeField({ description: 'When it was first seen under way.', optional: true })
  startedAt?: string;

  @TimeField({ description: 'When it was seen to be over.', optional: true })
  finishedAt?: string;

  @StringField({ description: 'What is to be said of it.', optional: true, ...WORDS })
  message?: string;
}

@Shape({ description: 'What became of one member.' })
export class OperationMember {
  @StringField({ description: 'Name of the member.', ...NAME })
  name!: string;

  @EnumField(MEMBER_OUTCOME, { description: 'What became of it.' })
  outcome!: MemberOutcomeValue;
}

@Shape({ description: 'What an operation brought about, where that is more than its fields say.' })
export class OperationResult {
  @StringField({ description: 'Name of the member that is the primary now.', optional: true, ...NAME })
  newPrimary?: string;

  @StringField({ description: 'Version that runs now.', optional: true, maxLength: 64 })
  version?: string;

  @ObjectField(() => LocalReference, { description: 'The DatabaseBackup that was taken.', optional: true })
  backupRef?: LocalReference;
}

@Shape({ description: 'What the data of a database is made from anew.' })
export class Rebirth {
  @IntField({ description: 'The incarnation that begins with it.', min: 2, max: 1_000_000 })
  incarnation!: number;

  @ObjectField(() => RecoverySource, { description: 'Where the data comes from.' })
  source!: RecoverySource;
}

@Shape({ description: 'Who asked for an operation.' })
export class RequestedBy {
  @StringField({
    description: 'User name; the field manager when the request came as a custom resource.',
    maxLength: 1024,
    example: 'ci@team-a',
  })
  subject!: string;

  @EnumField(REQUEST_DOOR, { description: 'How it came in.' })
  via!: RequestDoor;

  @BooleanField({
    description: 'The API has authenticated the subject; false for a name that anyone could have given.',
  })
  verified!: boolean;
}

@Shape({ description: 'A line of the story of an operation.' })
export class OperationLogEntry {
  @TimeField({ description: 'When it was seen.' })
  time!: string;

  @IntField({
    description: 'Counts the lines from 1; a gap means that older ones were dropped.',
    min: 1,
    max: 1_000_000,
    example: 4,
  })
  seq!: number;

  @EnumField(LOG_LEVEL, { description: 'How much it matters.' })
  level!: (typeof LOG_LEVEL.values)[number];

  @StringField({ description: 'The step that it is about.', optional: true, maxLength: 63 })
  step?: string;

  @StringField({ description: 'The member that it is about.', optional: true, ...NAME })
  member?: string;

  @StringField({
    description: 'What happened, as one CamelCase word that programs may decide on.',
    ...REASON,
    example: 'Started',
  })
  code!: string;

  @StringField({
    description: 'What happened, as a sentence in the past tense.',
    ...WORDS,
    example: 'Started: 3 members become 5.',
  })
  message!: string;
}

@Shape({ description: 'How far an operation is, and what came of it.' })
export class OpsRequestStatus {
  @EnumField(OPERATION_PHASE, {
    description: 'Where it is. Succeeded, Failed and Cancelled are final.',
    optional: true,
  })
  phase?: OperationPhase;

  @StringField({ description: 'Why, as one CamelCase word that programs may decide on.', optional: true, ...REASON })
  reason?: string;

  @StringField({ description: 'One sentence for people.', optional: true, ...WORDS })
  message?: string;

  @ObservedGenerationField()
  observedGeneration?: number;

  @ConditionsField('`Accepted`, `PreconditionsMet`, `Complete`, `CancelRequested`, `RolledBack`.')
  conditions?: Condition[];

  @IntField({ description: 'Its place among those that wait, from 1.', optional: true, min: 1, max: 1_000_000 })
  queuePosition?: number;

  @ListField(text(NAME), {
    description: 'Names of the operations of the same database that come before it.',
    optional: true,
    set: true,
    maxItems: 32,
  })
  blockedBy?: string[];

  @StringField({
    description: 'Units done of units to do: members, mostly.',
    optional: true,
    maxLength: 32,
    example: '2/5',
  })
  progress?: string;

  @ListField(() => OperationStep, { description: 'Its parts, in order.', optional: true, maxItems: 256 })
  steps?: OperationStep[];

  @ListField(() => FieldValue, {
    description: 'The fields that it changed, as they were before.',
    optional: true,
    maxItems: 64,
  })
  previous?: FieldValue[];

  @ListField(() => FieldValue, {
    description: 'The fields that it changed, as it set them.',
    optional: true,
    maxItems: 64,
  })
  applied?: FieldValue[];

  @MapField({
    description: "What stood when it began, in the engine's terms: what its end is judged against.",
    optional: true,
    maxProperties: 512,
    maxKeyLength: 317,
    maxValueLength: 1024,
  })
  baseline?: Record<string, string>;

  @ObjectField(() => Rebirth, {
    description: 'Where the data is made anew: what from. Decided before anything is done.',
    optional: true,
  })
  rebirth?: Rebirth;

  @ObjectField(() => Rebirth, {
    description: 'Where the data is replaced in the database as it stands: what from. Decided before anything is done.',
    optional: true,
  })
  refill?: Rebirth;

  @ListField(() => OperationMember, {
    description: 'What became of each member that it is about.',
    optional: true,
    mapKeys: ['name'],
    maxItems: 256,
  })
  members?: OperationMember[];

  @ObjectField(() => OperationResult, { description: 'What it brought about.', optional: true })
  result?: OperationResult;

  @BooleanField({ description: 'It can be called off now.', optional: true })
  cancellable?: boolean;

  @EnumField(DISRUPTION, { description: 'What clients notice of it.', optional: true })
  disruption?: Disruption;

  @ObjectField(() => RequestedBy, { description: 'Who asked for it.', optional: true })
  requestedBy?: RequestedBy;

  @TimeField({ description: 'When its turn came.', optional: true })
  startedAt?: string;

  @TimeField({ description: 'When it was last seen to get on.', optional: true })
  progressedAt?: string;

  @TimeField({ description: 'When it ended.', optional: true })
  finishedAt?: string;

  @TimeField({ description: 'When this object may be removed.', optional: true })
  expiresAt?: string;

  @ListField(() => OperationLogEntry, {
    description: 'The last lines of its story.',
    optional: true,
    maxItems: MAX_LOG_LINES,
  })
  log?: OperationLogEntry[];
}
