import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { applyDefaults, prune, validate, type FieldErrorType, type StructuralSchema } from '../../kube/schema/index.js';
import { fieldProblemOf, refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { schemaFor } from '../../resources/index.js';
import { pointerOfField } from '../kube-problems.js';

export interface SchemaJudgement<T> {
  /** As it would be stored: defaults filled in, unknown fields gone. */
  readonly stored: T;
  readonly problems: readonly FieldProblem[];
  /** Each value has its type: other rules can read it. */
  readonly keepsShape: boolean;
}

/** Judges an object of ours by the schema of its CRD, in the words of the API server, and tells all at once. */
export function judgeBySchema<T extends KubeObject>(type: ResourceType, object: T, previous?: T): SchemaJudgement<T> {
  const schema = schemaFor(type);
  const { value, unknownFields } = prune(schema.schema, object);
  const stored = applyDefaults(schema.schema, value);
  const { errors } = validate(schema, stored, { old: previous, tellsAll: true });
  const broken = errors.map((error) => fieldProblemOf(error, object));
  const unknown = unknownFields.map(unknownField).filter(isNotWithin(broken));
  const keepsShape = !errors.some((error) => BREAKS_SHAPE.has(error.type));
  return { stored, problems: [...unknown, ...broken], keepsShape };
}

/** Judges by the schema alone, where nothing else knows of the kind. @throws ProblemError `invalid_spec` with every problem at once. */
export function requireValid<T extends KubeObject>(type: ResourceType, object: T, previous?: T): void {
  refuseInvalid(judgeBySchema(type, object, previous).problems);
}

const OF_A_PART: ReadonlySet<FieldProblem['code']> = new Set(['unknown_field', 'wrong_type', 'duplicate']);

/**
 * What can be said of a part of an object, before it is known what it becomes a part of: that each field is one, of its
 * type, and that items of lists are told apart. What more there is to say is said of the whole.
 * @throws ProblemError `invalid_spec` with every problem of this sort at once.
 */
export function refuseMisshapen<T extends KubeObject>(type: ResourceType, part: T): void {
  const { schema } = schemaFor(type);
  const isOfPart = ({ code, pointer }: FieldProblem): boolean =>
    OF_A_PART.has(code) || (code === 'required' && isKeyOfItem(schema, pointer.split('/').slice(1)));
  refuseInvalid(judgeBySchema(type, part).problems.filter(isOfPart));
}

/** Whether this is a member by which an item of a list is told from the others. */
function isKeyOfItem(schema: StructuralSchema, [step, ...deeper]: readonly string[]): boolean {
  if (step === undefined) return false;
  const isKeyed = deeper.length === 1 && schema['x-kubernetes-list-map-keys']?.includes(deeper[0]!);
  const next = schema.items ?? schema.properties?.[step];
  return isKeyed || (next !== undefined && isKeyOfItem(next, deeper));
}

const BREAKS_SHAPE: ReadonlySet<FieldErrorType> = new Set(['FieldValueTypeInvalid', 'FieldValueRequired']);

/** What the schema says, and of what others `further` say the fields of which it says nothing: its rule is the wider one. */
export function withoutEchoes(problems: readonly FieldProblem[], further: readonly FieldProblem[]): FieldProblem[] {
  const said = new Set(problems.map(({ pointer }) => pointer));
  return [...problems, ...further.filter(({ pointer }) => !said.has(pointer))];
}

function unknownField(field: string): FieldProblem {
  return { pointer: pointerOfField(field), code: 'unknown_field', message: 'unknown field' };
}

/** Of a value that has the wrong type no member is known: to name each would only hide the one mistake. */
function isNotWithin(broken: readonly FieldProblem[]): (problem: FieldProblem) => boolean {
  const mistyped = broken.filter(({ code }) => code === 'wrong_type').map(({ pointer }) => `${pointer}/`);
  return ({ pointer }) => !mistyped.some((parent) => pointer.startsWith(parent));
}
