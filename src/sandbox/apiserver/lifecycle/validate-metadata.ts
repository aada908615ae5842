import type { ObjectMeta, OwnerReference } from '../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Roles and their bindings may have colons in their names. */
const PATH_SEGMENT = /^(?!\.{1,2}$)[^/%]+$/;
const QUALIFIED_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_SUBDOMAIN = 253;
const MAX_LABEL = 63;
const MAX_ANNOTATIONS_BYTES = 256 * 1024;

export type NameRule = 'subdomain' | 'label' | 'pathSegment';

const NAME_RULES: Readonly<
  Record<NameRule, { readonly pattern: RegExp; readonly max: number; readonly says: string }>
> = {
  subdomain: {
    pattern: DNS_SUBDOMAIN,
    max: MAX_SUBDOMAIN,
    says: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'",
  },
  label: {
    pattern: DNS_LABEL,
    max: MAX_LABEL,
    says: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'",
  },
  pathSegment: { pattern: PATH_SEGMENT, max: MAX_SUBDOMAIN, says: "may not contain '/' or '%'" },
};

const error = (path: FieldPath, detail: string, badValue?: unknown): FieldError => ({
  path: ['metadata', ...path],
  type: 'FieldValueInvalid',
  detail,
  ...(badValue === undefined ? {} : { badValue }),
});

/** What is wrong with an object's metadata, whatever its kind; shapes are checked before values. */
export function validateMetadata(metadata: ObjectMeta, nameRule: NameRule): FieldError[] {
  const shapes = shapeErrors(metadata);
  if (shapes.length > 0) return shapes;
  return [
    ...nameErrors(metadata, nameRule),
    ...labelErrors(metadata.labels ?? {}, ['metadata', 'labels']),
    ...annotationErrors(metadata.annotations ?? {}),
    ...finalizerErrors(metadata.finalizers ?? []),
    ...ownerErrors(metadata.ownerReferences ?? []),
  ];
}

function shapeErrors(metadata: ObjectMeta): FieldError[] {
  const { labels, annotations, finalizers, ownerReferences } = metadata as Record<string, unknown> & ObjectMeta;
  const shapes: [string, boolean, string][] = [
    ['labels', isStringMap(labels), 'must be a map of strings'],
    ['annotations', isStringMap(annotations), 'must be a map of strings'],
    ['finalizers', isListOf(finalizers, (item) => typeof item === 'string'), 'must be a list of strings'],
    ['ownerReferences', isListOf(ownerReferences, isOwnerReference), 'must be a list of owner references'],
  ];
  return shapes.filter(([, fits]) => !fits).map(([field, , detail]) => error([field], detail));
}

function isStringMap(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((item) => typeof item === 'string');
}

function isListOf(value: unknown, fits: (item: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(fits));
}

function isOwnerReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameErrors({ name }: ObjectMeta, rule: NameRule): FieldError[] {
  const { pattern, max, says } = NAME_RULES[rule];
  if (typeof name !== 'string' || name === '') {
    return [{ path: ['metadata', 'name'], type: 'FieldValueRequired', detail: 'name or generateName is required' }];
  }
  if (name.length > max) return [error(['name'], `must be no more than ${max} characters`, name)];
  return pattern.test(name) ? [] : [error(['name'], says, name)];
}

/** What is wrong with labels, wherever they stand. */
export function labelErrors(labels: Readonly<Record<string, string>>, path: FieldPath): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]): FieldError[] => {
    const keyProblem = qualifiedNameProblem(key);
    const isGoodValue = value === '' || (value.length <= MAX_LABEL && QUALIFIED_PART.test(value));
    const detail = `a label value must be at most ${MAX_LABEL} plain characters`;
    return [
      ...(keyProblem ? [{ path, type: 'FieldValueInvalid', detail: keyProblem, badValue: key } as const] : []),
      ...(isGoodValue ? [] : [{ path, type: 'FieldValueInvalid', detail, badValue: value } as const]),
    ];
  });
}

const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** The name of a service as IANA registers them. */
export const isPortName = (text: string): boolean => PORT_NAME.test(text);

export const isDnsLabel = (text: string): boolean => text.length <= MAX_LABEL && DNS_LABEL.test(text);

function annotationErrors(annotations: Readonly<Record<string, string>>): FieldError[] {
  const path = ['annotations'];
  const badKeys = Object.keys(annotations).flatMap((key) => {
    const problem = qualifiedNameProblem(key.toLowerCase());
    return problem ? [error(path, problem, key)] : [];
  });
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + Buffer.byteLength(value),
    0,
  );
  if (bytes <= MAX_ANNOTATIONS_BYTES) return badKeys;
  const detail = `may not be more than ${MAX_ANNOTATIONS_BYTES} bytes`;
  return [...badKeys, { path: ['metadata', ...path], type: 'FieldValueTooLong', detail }];
}

function finalizerErrors(finalizers: readonly string[]): FieldError[] {
  const bad = finalizers.flatMap((finalizer) => {
    const problem = qualifiedNameProblem(finalizer);
    return problem ? [error(['finalizers'], problem, finalizer)] : [];
  });
  if (!finalizers.includes('orphan') || !finalizers.includes('foregroundDeletion')) return bad;
  return [...bad, error(['finalizers'], 'orphan and foregroundDeletion exclude each other')];
}

function ownerErrors(owners: readonly OwnerReference[]): FieldError[] {
  const path = ['ownerReferences'];
  const incomplete = owners.flatMap((owner, index) => incompleteOwnerErrors(owner, [...path, index]));
  const controllers = owners.filter(({ controller }) => controller === true);
  if (controllers.length < 2) return incomplete;
  return [...incomplete, error(path, 'only one reference can have controller set to true')];
}

function incompleteOwnerErrors(owner: OwnerReference, path: FieldPath): FieldError[] {
  const missing = (['apiVersion', 'kind', 'name', 'uid'] as const)
    .filter((field) => typeof owner[field] !== 'string' || owner[field] === '')
    .map((field): FieldError => ({ ...error([...path, field], 'must not be empty'), type: emptyOwnerError(field) }));
  const isEvent = owner.kind === 'Event' && owner.apiVersion === 'v1';
  return isEvent ? [...missing, error(path, 'an Event cannot own other objects')] : missing;
}

/** An empty version is a bad one to a real API server, other empty texts are missing ones. */
const emptyOwnerError = (field: keyof OwnerReference): FieldError['type'] =>
  field === 'apiVersion' ? 'FieldValueInvalid' : 'FieldValueRequired';

/** `name` or `prefix/name`; undefined when it is well formed. */
export function qualifiedNameProblem(text: string): string | undefined {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2) return 'a qualified name has at most one "/"';
  if (prefix !== undefined && (prefix.length > MAX_SUBDOMAIN || !DNS_SUBDOMAIN.test(prefix))) {
    return 'the prefix must be a lowercase RFC 1123 subdomain';
  }
  if (name.length === 0 || name.length > MAX_LABEL) return `the name part must have 1 to ${MAX_LABEL} characters`;
  return QUALIFIED_PART.test(name)
    ? undefined
    : "the name part must consist of alphanumeric characters, '-', '_' or '.'";
}

/** What is fishy without being wrong: finalizers that nobody can tell the owner of. */
export function metadataWarnings(metadata: ObjectMeta): string[] {
  return unownedFinalizers(metadata).map(
    (finalizer) =>
      `metadata.finalizers: "${finalizer}": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers`,
  );
}

/** The same, where it is wrong: on most built-in kinds. */
export function unownedFinalizerErrors(metadata: ObjectMeta): FieldError[] {
  return unownedFinalizers(metadata).map((finalizer) =>
    error(['finalizers'], 'name is neither a standard finalizer name nor is it fully qualified', finalizer),
  );
}

const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

function unownedFinalizers({ finalizers = [] }: ObjectMeta): string[] {
  if (!Array.isArray(finalizers)) return [];
  return finalizers.filter((finalizer) => !finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer));
}

/** A terminating object can lose finalizers, not gain them. */
export function newFinalizerErrors(next: ObjectMeta, live: ObjectMeta): FieldError[] {
  if (!live.deletionTimestamp) return [];
  const added = (next.finalizers ?? []).filter((finalizer) => !live.finalizers?.includes(finalizer));
  if (added.length === 0) return [];
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`;
  return [{ path: ['metadata', 'finalizers'], type: 'FieldValueForbidden', detail }];
}
