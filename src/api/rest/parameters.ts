import type { StructuralSchema } from '../../kube/schema/index.js';
import type { QuerySchema } from './query.js';

/** Query parameters that several resources share. */

export const PAGE_PARAMETERS = {
  limit: { type: 'integer', minimum: 1, maximum: 500, default: 50, description: 'Items a page.' },
  cursor: { type: 'string', maxLength: 1024, description: '`page.nextCursor` of the page before; it never expires.' },
  total: { type: 'boolean', default: false, description: 'Adds an exact `page.total`.' },
} as const satisfies Record<string, StructuralSchema>;

export interface PageParameters {
  readonly limit: number;
  readonly cursor?: string;
  readonly total: boolean;
}

export const DRY_RUN: StructuralSchema = {
  type: 'boolean',
  default: false,
  description: 'Judges the request and answers what it would change; nothing is stored.',
};

export const WRITE_QUERY = { type: 'object', properties: { dryRun: DRY_RUN } } as const satisfies QuerySchema;

export interface WriteQuery {
  readonly dryRun: boolean;
}
