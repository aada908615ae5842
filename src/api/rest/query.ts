import { applyDefaults, compileSchema, validate, type StructuralSchema } from '../../kube/schema/index.js';
import { ProblemError, type FieldProblem } from '../../domain/problem.js';
import { formatFieldErrorBody } from '../../kube/schema/index.js';

/** A flat object: each property is one query parameter; lists are written `a,b`. */
export type QuerySchema = StructuralSchema & { readonly properties: Readonly<Record<string, StructuralSchema>> };

/**
 * Reads a query string by the schema that documents it.
 * @throws ProblemError `malformed_request` naming each unknown key and each value that does not fit.
 */
export function readQuery<T>(schema: QuerySchema, raw: unknown): T {
  const problems: FieldProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw as Readonly<Record<string, unknown>>)) {
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (!property) problems.push(unknownParameter(name, schema));
    else if (typeof value !== 'string')
      problems.push({ pointer: `?${name}`, code: 'duplicate', message: 'is given more than once' });
    else values[name] = coerce(property, value);
  }
  return checked<T>(schema, values, problems);
}

function checked<T>(schema: QuerySchema, values: Record<string, unknown>, problems: FieldProblem[]): T {
  const complete = applyDefaults(schema, values, { root: false });
  const { errors } = validate(compileSchema(schema), complete);
  const invalid = errors.map((error): FieldProblem => ({
    pointer: `?${String(error.path[0])}`,
    code: 'invalid',
    message: formatFieldErrorBody(error),
    rejected: error.badValue,
    allowed: error.allowed,
  }));
  refuse([...problems, ...invalid]);
  return complete as T;
}

function refuse(fields: readonly FieldProblem[]): void {
  if (fields.length === 0) return;
  const detail = fields.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
  throw new ProblemError('malformed_request', detail, { fields });
}

function unknownParameter(name: string, { properties }: QuerySchema): FieldProblem {
  return { pointer: `?${name}`, code: 'unknown_field', message: 'unknown parameter', allowed: Object.keys(properties) };
}

/** Text that does not read as the type stays text: the schema then says what is wrong with it. */
function coerce({ type }: StructuralSchema, text: string): unknown {
  switch (type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    case 'array':
      return text.split(',').filter((item) => item !== '');
    default:
      return text;
  }
}
