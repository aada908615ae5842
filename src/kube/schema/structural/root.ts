import { invalid } from '../compile/value-checks.js';
import type { Report } from '../compile/report.js';
import { getOwn } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { forbidden, required } from './problems.js';

const METADATA_FIELDS: ReadonlySet<string> = new Set(['name', 'generateName']);
const METADATA_KEYWORDS: ReadonlySet<string> = new Set(['type', 'description', 'title', 'properties']);

/** What holds only for the schema of a whole object: its type and metadata belong to Kubernetes. */
export function checkRoot(schema: StructuralSchema, report: Report): void {
  if (schema.type === undefined) report.failAt('type', required('must not be empty at the root'));
  else if (schema.type !== 'object') report.failAt('type', invalid(schema.type, 'must be object at the root'));
  if (schema.nullable) report.failAt('nullable', forbidden('nullable cannot be true at the root'));
  if (schema.additionalProperties !== undefined) {
    report.failAt('additionalProperties', forbidden('must not be used at the root'));
  }
  checkMetadata(getOwn(schema.properties, 'metadata'), report);
}

function checkMetadata(metadata: StructuralSchema | undefined, report: Report): void {
  if (!metadata) return;
  const at = ['properties', 'metadata'];
  if (metadata.type !== 'object') report.fail(invalid(metadata.type ?? '', 'must be object'), [...at, 'type']);
  const others = Object.keys(metadata).filter((keyword) => !METADATA_KEYWORDS.has(keyword));
  const fields = Object.keys(metadata.properties ?? {}).filter((field) => !METADATA_FIELDS.has(field));
  if (others.length > 0 || fields.length > 0) {
    report.fail(forbidden('must not specify anything other than name and generateName'), at);
  }
}
