import { NoSchemaIntrospectionCustomRule, type ParseOptions, type ValidationRule } from 'graphql';
import { maxAliasesRule } from './max-aliases.rule.js';
import { maxDepthRule } from './max-depth.rule.js';

const MAX_DEPTH = 12;
const MAX_TOKENS = 2_000;
const MAX_ALIASES_OF_ONE_FIELD = 15;

/** What is refused before anything is executed, by every transport. */
export const PARSE_LIMITS: ParseOptions = { maxTokens: MAX_TOKENS };
export const LIMIT_RULES: ValidationRule[] = [maxDepthRule(MAX_DEPTH), maxAliasesRule(MAX_ALIASES_OF_ONE_FIELD)];

/** The rules beside those of the language itself. */
export function rulesFor({ introspection }: { readonly introspection: boolean }): ValidationRule[] {
  return introspection ? LIMIT_RULES : [...LIMIT_RULES, NoSchemaIntrospectionCustomRule];
}
