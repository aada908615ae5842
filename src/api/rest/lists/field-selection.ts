import type { StructuralSchema } from '../../../kube/schema/index.js';
import { ProblemError, type FieldProblem } from '../../../domain/problem.js';

/** Which fields of an object are wanted: each whole, or some of what is below it. */
export type FieldSelection = ReadonlyMap<string, FieldSelection | 'whole'>;

type Growing = Map<string, Growing | 'whole'>;

/**
 * Reads paths such as `status.members.name`; of a list they mean each item.
 * @throws ProblemError `malformed_request` naming each path that leads nowhere, and where it could have led.
 */
export function readFieldSelection(
  paths: readonly string[],
  schema: StructuralSchema,
  pointer: string,
): FieldSelection {
  const fields = paths.flatMap((path) => problemOf(path, schema, pointer) ?? []);
  if (fields.length > 0) {
    const detail = fields.map(({ message }) => `${pointer}: ${message}`).join('; ');
    throw new ProblemError('malformed_request', detail, { fields });
  }
  const selection: Growing = new Map();
  for (const path of paths) enter(selection, path.split('.'));
  return selection;
}

/** What is wanted of an object; fields that it does not have stay absent. */
export function selectFields(value: unknown, selection: FieldSelection): unknown {
  if (Array.isArray(value)) return value.map((item) => selectFields(item, selection));
  if (typeof value !== 'object' || value === null) return value;
  const chosen = Object.entries(value).flatMap(([name, below]) => {
    const wanted = selection.get(name);
    if (wanted === undefined) return [];
    return [[name, wanted === 'whole' ? below : selectFields(below, wanted)]];
  });
  return Object.fromEntries(chosen);
}

function problemOf(path: string, root: StructuralSchema, pointer: string): FieldProblem | undefined {
  let schema = root;
  for (const [index, name] of path.split('.').entries()) {
    const fields = fieldsOf(schema);
    if (!fields || !Object.hasOwn(fields, name)) return nowhere(path, index, { pointer, fields });
    schema = fields[name]!;
  }
  return undefined;
}

function fieldsOf(schema: StructuralSchema): Readonly<Record<string, StructuralSchema>> | undefined {
  return schema.type === 'array' && schema.items ? fieldsOf(schema.items) : schema.properties;
}

function nowhere(
  path: string,
  index: number,
  { pointer, fields }: { readonly pointer: string; readonly fields?: object },
): FieldProblem {
  const above = path.split('.').slice(0, index).join('.');
  const parent = above || 'an object';
  const problem = { pointer, code: 'not_supported' as const, rejected: path };
  if (!fields) return { ...problem, message: `"${path}": ${parent} has no fields to choose from`, allowed: [above] };
  const allowed = Object.keys(fields).map((field) => (above ? `${above}.${field}` : field));
  return { ...problem, message: `"${path}": ${parent} has no such field`, allowed };
}

function enter(selection: Growing, [name, ...below]: readonly string[]): void {
  const known = selection.get(name!);
  if (below.length === 0 || known === 'whole') {
    selection.set(name!, 'whole');
    return;
  }
  const deeper = known ?? new Map<string, Growing | 'whole'>();
  selection.set(name!, deeper);
  enter(deeper, below);
}
