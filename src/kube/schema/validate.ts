import type { CompiledSchema, ValidateOptions, ValidationResult } from './compiled-schema.js';

/** Judges a pruned and defaulted value. Never throws on hostile values and never changes them. */
export function validate(_compiled: CompiledSchema, _value: unknown, _options: ValidateOptions = {}): ValidationResult {
  throw new Error('validate is being written');
}
