import type { CompiledRule } from '../rules/compiled-rule.js';
import type { StructuralSchema } from '../structural-schema.js';
import type { Report } from './report.js';

/** One keyword's judgement on a value that already has the right type. */
export type Check = (value: unknown, report: Report) => void;

/** A schema node with its keywords turned into functions; absent keywords cost nothing at run time. */
export interface SchemaNode {
  readonly schema: StructuralSchema;
  /** Undefined where any type will do. */
  readonly accepts: ((value: unknown) => boolean) | undefined;
  readonly checks: readonly Check[];
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly additional: SchemaNode | undefined;
  readonly items: SchemaNode | undefined;
  readonly rules: readonly CompiledRule[];
  /** Whether this node or any below it has rules; the CEL walk skips the rest. */
  readonly hasRules: boolean;
}
