import { readinessOf, resolveReturn, type BackupWorld } from '../backups/index.js';
import { judgeParameterValue } from '../domain/validation/parameter-value.js';
import { forbidden, notSupported } from '../domain/validation/field-errors.js';
import { formatFieldPath, formatJsonPointer, validate, type FieldError } from '../kube/schema/index.js';
import {
  customOperationsOf,
  isSupported,
  takesBackups,
  type CustomOperation,
  type CustomParameter,
  type Observed,
  type OperationHandler,
  type OperationSubject,
  type Provider,
  type UnsupportedOperation,
} from '../providers/contract/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster, type RecoverySource } from '../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../resources/database-engine/index.js';
import { schemaFor } from '../resources/index.js';
import type { CustomOperationRequest, OperationType, OpsRequest } from '../resources/ops-request/index.js';
import { intentOf, withFields, type IntentChange } from './intent.js';
import { pathInRequest } from './intent-paths.js';
import { notNow, type NotNow } from './readiness.js';
import { TAKE_BACKUP } from './take-backup.js';

export interface OperationInput {
  readonly request: OpsRequest;
  readonly cluster: DatabaseCluster;
  readonly engine: DatabaseEngine;
  readonly provider: Provider;
  readonly observed: Observed;
  readonly world: BackupWorld;
  readonly now: Date;
}

export interface Judgement {
  /** Every mistake of the request, by its own paths. */
  readonly problems: readonly FieldError[];
  /** Why the engine does not offer this at all. */
  readonly unsupported?: string;
  readonly notNow?: NotNow;
  /** Of a Restore: what it goes back to. */
  readonly source?: RecoverySource;
  /** For a type that changes intent. */
  readonly intent?: IntentChange;
}

/** Whether a request can be carried out: said by the API before anything is written, and by the loop at its turn. */
export function judgeRequest(input: OperationInput): Judgement {
  const { request, cluster, engine, provider } = input;
  const handler = handlerOf(request, provider);
  if (!handler) return { problems: [unknownCustom(request.spec.custom!, provider)] };
  if (!isSupported(handler)) return { problems: [], unsupported: handler.unsupported };
  const intent = intentOf(request.spec, cluster, engine);
  const restore = judgeRestore(input);
  const problems = [
    ...customProblems(request, provider),
    ...(intent ? problemsOfIntent(input, intent) : []),
    ...restore.problems,
    ...handler.validate(subjectOf(input, restore.source)),
  ];
  const { source } = restore;
  return {
    problems: withoutEchoes(problems),
    intent,
    source,
    notNow: notNow(request.spec.type, cluster) ?? bucketNotNow(input),
  };
}

/** A backup that has begun waits longer than the queue does, and holds up the operations behind it all the while. */
function bucketNotNow({ request, cluster, world }: OperationInput): NotNow | undefined {
  const name = request.spec.type === 'Backup' ? cluster.spec.backup?.storageRef.name : undefined;
  if (name === undefined) return undefined;
  const { isReady, message } = readinessOf(name, world.storage(name));
  return isReady ? undefined : { message, passes: true };
}

function judgeRestore({ request, engine: catalogue, ...rest }: OperationInput): Pick<Judgement, 'problems' | 'source'> {
  const { restore } = request.spec;
  if (!restore) return { problems: [] };
  const verdict = resolveReturn(restore, { ...rest, catalogue, at: ['spec', 'restore'] });
  return 'problem' in verdict ? { problems: [verdict.problem] } : { problems: [], source: verdict.resolved.source };
}

/** Undefined only for a custom operation that is none of those that the engine has. */
export function handlerOf(
  { spec }: Pick<OpsRequest, 'spec'>,
  provider: Provider,
): OperationHandler | UnsupportedOperation | undefined {
  if (spec.type !== 'Custom') return entryOf(spec.type, provider);
  const { customOperations: offered } = provider;
  return 'unsupported' in offered ? offered : offered.find(({ name }) => name === spec.custom?.name);
}

/** Every type but Custom has an answer. */
export function entryOf(
  type: Exclude<OperationType, 'Custom'>,
  { operations, backups }: Provider,
): OperationHandler | UnsupportedOperation {
  if (type !== 'Backup') return operations[type];
  return takesBackups(backups) ? TAKE_BACKUP : backups;
}

export const subjectOf = (
  { request, cluster, engine, observed, world }: OperationInput,
  source = request.status?.rebirth?.source ?? request.status?.refill?.source,
): OperationSubject => ({
  request,
  cluster,
  engine,
  observed,
  backups: world.backupsOf(cluster.metadata.name),
  ...(source && { source, sourceStorage: world.storage(source.storage) }),
});

/** The specification that would result is judged by the very rules that it will be stored by. */
function problemsOfIntent({ request, cluster, engine, provider }: OperationInput, intent: IntentChange): FieldError[] {
  const judge = (candidate: DatabaseCluster): FieldError[] => [
    ...validate(schemaFor(DATABASE_CLUSTER), candidate, { old: cluster }).errors,
    ...provider.validate(candidate, { engine, previous: cluster }),
  ];
  const wanted = withFields(cluster, intent.applied);
  const broken = judge(wanted);
  if (broken.length === 0) return [];
  // What was wrong before is not this request's mistake.
  const known = new Set(judge(cluster).map(({ path }) => formatJsonPointer(path)));
  return broken
    .filter(({ path }) => !known.has(formatJsonPointer(path)))
    .map((error) => inRequest(error, request, wanted));
}

function inRequest(error: FieldError, request: OpsRequest, wanted: DatabaseCluster): FieldError {
  const path = pathInRequest(error.path, request.spec, wanted);
  if (path) return { ...error, path };
  const field = formatFieldPath(error.path);
  return {
    ...error,
    path: ['spec', 'type'],
    detail: `${field} would be invalid: ${error.detail}`,
    badValue: undefined,
  };
}

function unknownCustom({ name }: CustomOperationRequest, provider: Provider): FieldError {
  const allowed = customOperationsOf(provider).map((operation) => operation.name);
  return notSupported(['spec', 'custom', 'name'], 'the engine has no such operation', { badValue: name, allowed });
}

function customProblems({ spec }: OpsRequest, provider: Provider): FieldError[] {
  const operation = customOperationsOf(provider).find(
    ({ name }) => spec.type === 'Custom' && name === spec.custom?.name,
  );
  if (!operation) return [];
  const given = spec.custom?.parameters ?? {};
  return [
    ...unknownParameters(operation, given),
    ...operation.parameters.flatMap((known) => judgeParameter(known, given)),
  ];
}

const PARAMETERS = ['spec', 'custom', 'parameters'] as const;

function unknownParameters({ parameters }: CustomOperation, given: Readonly<Record<string, string>>): FieldError[] {
  const allowed = parameters.map(({ name }) => name);
  return Object.keys(given)
    .filter((name) => !allowed.includes(name))
    .map((name) => forbidden([...PARAMETERS, name], 'the operation takes no such parameter', { allowed }));
}

function judgeParameter(parameter: CustomParameter, given: Readonly<Record<string, string>>): FieldError[] {
  const path = [...PARAMETERS, parameter.name];
  if (!Object.hasOwn(given, parameter.name)) {
    return parameter.required ? [{ path, type: 'FieldValueRequired', detail: parameter.description }] : [];
  }
  const value = given[parameter.name]!;
  const mistake = judgeParameterValue(parameter, value);
  return mistake ? [{ path, type: 'FieldValueInvalid', ...mistake, badValue: value }] : [];
}

/** Several judges of one field would say one mistake several times. */
function withoutEchoes(problems: readonly FieldError[]): FieldError[] {
  const said = new Set<string>();
  return problems.filter(({ path }) => {
    const pointer = formatJsonPointer(path);
    return !said.has(pointer) && said.add(pointer);
  });
}
