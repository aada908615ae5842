import type { Report } from '../compile/report.js';
import type { StructuralSchema } from '../structural-schema.js';

export type Visit = (schema: StructuralSchema, report: Report) => void;

/** Visits the structural part of a schema, parents first: properties, additionalProperties and items, no junctors. */
export function walkSchema(schema: StructuralSchema, report: Report, visit: Visit): void {
  visit(schema, report);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    report.enter('properties');
    walkChild(field, name, { report, visit });
    report.leave();
  }
  if (typeof schema.additionalProperties === 'object') {
    walkChild(schema.additionalProperties, 'additionalProperties', { report, visit });
  }
  if (schema.items) walkChild(schema.items, 'items', { report, visit });
}

function walkChild(schema: StructuralSchema, step: string, { report, visit }: { report: Report; visit: Visit }): void {
  report.enter(step);
  walkSchema(schema, report, visit);
  report.leave();
}
