import type { Report } from '../compile/report.js';
import { getOwn, type JsonObject } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { forbidden, required } from './problems.js';
import type { Visit } from './schema-walk.js';

/** What would change the shape of the object, rather than judge it. */
const SHAPING = ['type', 'description', 'title', 'default', 'nullable', 'additionalProperties'];

const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;

/** `allOf`, `anyOf`, `oneOf` and `not` may only judge what the schema around them declares. */
export const checkJunctors: Visit = (schema, report) => {
  for (const name of LISTS) {
    const branches = schema[name];
    if (!branches || (name === 'anyOf' && isIntOrStringPattern(schema, branches))) continue;
    report.enter(name);
    branches.forEach((branch, index) => checkBranch(branch, schema, { report, step: index }));
    report.leave();
  }
  if (schema.not) checkBranch(schema.not, schema, { report, step: 'not' });
};

/** The one place where a type is welcome: `anyOf: [{type: integer}, {type: string}]`, directly or within allOf. */
function isIntOrStringPattern(schema: StructuralSchema, branches: readonly StructuralSchema[]): boolean {
  if (!schema['x-kubernetes-int-or-string'] || branches.length !== 2) return false;
  return branches[0]?.type === 'integer' && branches[1]?.type === 'string';
}

interface Place {
  readonly report: Report;
  readonly step: string | number;
}

function checkBranch(branch: StructuralSchema, outer: StructuralSchema, { report, step }: Place): void {
  report.enter(step);
  for (const keyword of Object.keys(branch)) {
    if (SHAPING.includes(keyword) || keyword.startsWith('x-kubernetes-')) {
      report.failAt(keyword, forbidden('must be empty to be structural'));
    }
  }
  checkInnerFields(branch, outer, report);
  checkNested(branch, outer, report);
  report.leave();
}

function checkInnerFields(branch: StructuralSchema, outer: StructuralSchema, report: Report): void {
  for (const [name, field] of Object.entries(branch.properties ?? {})) {
    report.enter('properties');
    checkInner(field, declaredField(outer, name), { report, step: name });
    report.leave();
  }
  if (branch.items) checkInner(branch.items, outer.items, { report, step: 'items' });
}

function declaredField(outer: StructuralSchema, name: string): StructuralSchema | undefined {
  const { additionalProperties } = outer;
  return (
    getOwn(outer.properties, name) ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
  );
}

function checkInner(inner: StructuralSchema, outer: StructuralSchema | undefined, place: Place): void {
  if (outer) return checkBranch(inner, outer, place);
  place.report.failAt(place.step, required('must be defined outside of the junctor too'));
}

function checkNested(branch: StructuralSchema, outer: StructuralSchema, report: Report): void {
  const nested: JsonObject = {
    ...outer,
    allOf: branch.allOf,
    anyOf: branch.anyOf,
    oneOf: branch.oneOf,
    not: branch.not,
  };
  checkJunctors(nested, report);
}
