import { apiVersionOf, type KubeObject, type ObjectKey, type ResourceType } from '../../kube/meta/index.js';
import { refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { isTooDeep } from '../nesting.js';

type Json = Record<string, unknown>;

const MEMBERS = ['apiVersion', 'kind', 'metadata', 'spec'];
const METADATA_MEMBERS = ['name', 'namespace', 'labels', 'annotations', 'resourceVersion'];

/** What a caller wrote, shaped as the object it would become; its resourceVersion is a precondition, not content. */
export interface ObjectBody<T> {
  readonly object: T;
  readonly resourceVersion?: string;
}

/** The members of an object that a patch may name. */
export interface PatchedMembers {
  readonly metadata: { readonly labels?: unknown; readonly annotations?: unknown };
  readonly spec?: unknown;
}

/** What the address of a request says of the object in its body. */
export interface BodyPlace {
  readonly type: Pick<ResourceType, 'group' | 'version' | 'kind'>;
  readonly namespace: string;
  readonly name?: string;
  /** The body may leave the name open, and somebody else gives one. */
  readonly isNameOptional?: boolean;
}

/** The body of POST and PUT. @throws ProblemError naming every member that has no place there. */
export function readObjectBody<T extends KubeObject>(body: unknown, place: BodyPlace): ObjectBody<T> {
  refuseInvalid(checkBody(body, place));
  const { metadata = {}, spec } = body as { metadata?: Json; spec: unknown };
  const { labels, annotations, resourceVersion } = metadata;
  const name = place.name ?? metadata.name;
  const object = { ...typeOf(place), metadata: { name, namespace: place.namespace, labels, annotations }, spec };
  return { object: object as unknown as T, resourceVersion: resourceVersion as string | undefined };
}

/** The body of PATCH: the same members, all optional, null where one is to be reset. */
export function readPatchBody(body: unknown, place: BodyPlace): { patch: PatchedMembers; resourceVersion?: string } {
  refuseInvalid([...checkMembers(body, place), ...refuseNulls(body)]);
  const { metadata, spec } = body as { metadata?: Json; spec?: unknown };
  const { labels, annotations, resourceVersion } = metadata ?? {};
  const patch: PatchedMembers = { metadata: defined({ labels, annotations }), ...defined({ spec }) };
  return { patch, resourceVersion: resourceVersion as string | undefined };
}

/** The body of a server-side apply: as much of the object as its manager means to own, and no more. */
export function readAppliedBody<T extends KubeObject>(
  body: unknown,
  place: BodyPlace & { readonly name: string },
): ObjectBody<T> {
  const { patch, resourceVersion } = readPatchBody(body, place);
  const { metadata, ...rest } = patch;
  // To leave one out is to give it up: nothing is reset by naming it.
  refuseInvalid(Object.entries(metadata).flatMap(([member, texts]) => checkTexts(texts, `/metadata/${member}`)));
  const { namespace, name } = place;
  const object = { ...typeOf(place), metadata: { namespace, name, ...metadata }, ...rest };
  return { object: object as unknown as T, resourceVersion };
}

const typeOf = ({ type }: BodyPlace): { apiVersion: string; kind: string } => ({
  apiVersion: apiVersionOf(type),
  kind: type.kind,
});

function checkBody(body: unknown, place: BodyPlace): FieldProblem[] {
  const problems = checkMembers(body, place);
  if (!isObject(body)) return problems;
  if (body.spec === undefined) problems.push({ pointer: '/spec', code: 'required', message: 'Required value' });
  const { name } = isObject(body.metadata) ? body.metadata : {};
  if (place.name === undefined && !place.isNameOptional && name === undefined) {
    problems.push({ pointer: '/metadata/name', code: 'required', message: 'Required value' });
  }
  return problems;
}

function checkMembers(body: unknown, place: BodyPlace): FieldProblem[] {
  if (isTooDeep(body)) return [{ pointer: '', code: 'too_many', message: 'is nested too deep' }];
  if (!isObject(body))
    return [{ pointer: '', code: 'wrong_type', message: 'must be an object with metadata and spec' }];
  return [
    ...Object.keys(body)
      .filter((member) => !MEMBERS.includes(member))
      .map((member) => unknownMember(`/${member}`, member)),
    ...checkFixed(body, '', typeOf(place)),
    ...checkMetadata(body.metadata, place),
  ];
}

function checkMetadata(metadata: unknown, { name, namespace }: Partial<ObjectKey>): FieldProblem[] {
  if (metadata === undefined) return [];
  if (!isObject(metadata)) return [{ pointer: '/metadata', code: 'wrong_type', message: 'must be an object' }];
  const unknown = Object.keys(metadata).filter((member) => !METADATA_MEMBERS.includes(member));
  return [
    ...unknown.map((member) => unknownMember(`/metadata/${member}`, member)),
    ...checkFixed(metadata, '/metadata', { namespace, ...(name && { name }) }),
    ...['name', 'resourceVersion'].flatMap((member) => checkText(metadata, member)),
    ...['labels', 'annotations'].flatMap((member) => checkTextMap(metadata[member], `/metadata/${member}`)),
  ];
}

function unknownMember(pointer: string, member: string): FieldProblem {
  const hint = member === 'status' ? 'status is observed, never written; leave it out' : undefined;
  return { pointer, code: 'unknown_field', message: 'unknown field', hint };
}

/** What the address of the request says already may be repeated, not contradicted. */
function checkFixed(
  object: Json,
  base: string,
  expected: Readonly<Record<string, string | undefined>>,
): FieldProblem[] {
  return Object.entries(expected)
    .filter(([member, value]) => object[member] !== undefined && object[member] !== value)
    .map(([member, value]) => ({
      pointer: `${base}/${member}`,
      code: 'invalid',
      message: `must be ${JSON.stringify(value)} here`,
      rejected: object[member],
      allowed: [String(value)],
    }));
}

function checkText(object: Json, member: string): FieldProblem[] {
  if (object[member] === undefined || typeof object[member] === 'string') return [];
  return [{ pointer: `/metadata/${member}`, code: 'wrong_type', message: 'must be text' }];
}

/** Of bodies: null is for what is to be reset. */
function checkTextMap(value: unknown, pointer: string): FieldProblem[] {
  return value === undefined || value === null ? [] : checkTexts(value, pointer, isTextOrNull);
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => isText(value) || value === null;

/** Labels and annotations. */
export function checkTexts(value: unknown, pointer: string, isAllowed = isText): FieldProblem[] {
  if (!isObject(value)) return [{ pointer, code: 'wrong_type', message: 'must be an object of text' }];
  return Object.entries(value)
    .filter(([, text]) => !isAllowed(text))
    .map(([key]) => ({
      pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      code: 'wrong_type',
      message: 'must be text',
    }));
}

function refuseNulls(body: unknown): FieldProblem[] {
  if (!isObject(body)) return [];
  return ['metadata', 'spec']
    .filter((member) => body[member] === null)
    .map((member) => ({ pointer: `/${member}`, code: 'invalid', message: 'cannot be reset as a whole' }));
}

function defined(members: Json): Json {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
