export type { Permission, Verb } from './permission.js';
export { policyRulesOf, type PolicyRule } from './policy-rules.js';
