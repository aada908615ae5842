import { applyDefaults, prune, validate, type FieldErrorType } from '../../kube/schema/index.js';
import { fieldProblemOf, ProblemError, refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { schemaFor } from '../../resources/index.js';
import { pointerOfField } from '../kube-problems.js';

export interface IntentRules {
  readonly providers: ProviderRegistry;
  readonly engineNamed: (name: string) => DatabaseEngine | undefined;
}

/**
 * Judges a cluster as it would be stored: by the schema of its CRD, then by the rules of its engine.
 * @throws ProblemError `invalid_spec` with every problem at once.
 */
export function refuseInvalidIntent(cluster: DatabaseCluster, rules: IntentRules, previous?: DatabaseCluster): void {
  const schema = schemaFor(DATABASE_CLUSTER);
  const { value, unknownFields } = prune(schema.schema, cluster);
  const stored = applyDefaults(schema.schema, value);
  const { errors } = validate(schema, stored, { old: previous });
  const broken = errors.map((error) => fieldProblemOf(error, cluster));
  // The engine's rules read the spec by its types: they are asked only when those hold.
  const judged = errors.some(({ type }) => BREAKS_SHAPE.has(type)) ? [] : engineProblems(stored, rules, previous);
  const unknown = unknownFields.map(unknownField).filter(isNotWithin(broken));
  refuseInvalid(withoutEchoes([...unknown, ...broken, ...judged]));
}

const BREAKS_SHAPE: ReadonlySet<FieldErrorType> = new Set(['FieldValueTypeInvalid', 'FieldValueRequired']);

/** The schema and the engine may say the same of one field; what was said first is the wider rule. */
function withoutEchoes(problems: readonly FieldProblem[]): FieldProblem[] {
  const said = new Set<string>();
  return problems.filter(({ pointer }) => !said.has(pointer) && said.add(pointer));
}

function unknownField(field: string): FieldProblem {
  return { pointer: pointerOfField(field), code: 'unknown_field', message: 'unknown field' };
}

/** Of a value that has the wrong type no member is known: to name each would only hide the one mistake. */
function isNotWithin(broken: readonly FieldProblem[]): (problem: FieldProblem) => boolean {
  const mistyped = broken.filter(({ code }) => code === 'wrong_type').map(({ pointer }) => `${pointer}/`);
  return ({ pointer }) => !mistyped.some((parent) => pointer.startsWith(parent));
}

function engineProblems(
  cluster: DatabaseCluster,
  { providers, engineNamed }: IntentRules,
  previous?: DatabaseCluster,
): FieldProblem[] {
  const name = cluster.spec.engine;
  const provider = providers.find(name);
  if (!provider) return [unknownEngine(name, providers.engines())];
  const engine = engineNamed(name);
  if (!engine) throw notInCatalogue(name);
  return provider.validate(cluster, { engine, previous }).map((error) => fieldProblemOf(error, cluster));
}

function unknownEngine(name: string, allowed: readonly string[]): FieldProblem {
  const message = `Unsupported value: ${JSON.stringify(name)}: supported values: ${allowed.map((known) => `"${known}"`).join(', ')}`;
  return { pointer: '/spec/engine', code: 'not_supported', message, rejected: name, allowed };
}

/** Just after the first start, or when somebody deleted it: the caller has done nothing wrong. */
function notInCatalogue(name: string): ProblemError {
  return new ProblemError('unavailable', `The catalogue has no entry of "${name}" at the moment.`, {
    retryAfterSeconds: 1,
  });
}
