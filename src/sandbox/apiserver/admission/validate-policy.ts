import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import { CONDITION_VARIABLES, POLICY_VARIABLES } from './compiled-policy.js';
import type { AdmissionPolicy, AdmissionPolicyBinding } from './configuration-types.js';
import { checkConditions, checkExpression } from './validate-expression.js';

const VARIABLE_NAME = /^[A-Za-z_]\w*$/;

export function checkPolicy({ spec }: AdmissionPolicy & { spec: { auditAnnotations?: unknown } }): FieldError[] {
  const validations = spec.validations ?? [];
  // Without variables there is nothing by that name.
  const known = spec.variables?.length ? POLICY_VARIABLES : CONDITION_VARIABLES;
  return [
    ...checkConditions(spec.matchConditions, CONDITION_VARIABLES, ['spec', 'matchConditions']),
    ...(spec.variables ?? []).flatMap(checkVariable),
    ...validations.flatMap(({ expression, messageExpression }, index) => [
      ...checkExpression(expression, known, ['spec', 'validations', index, 'expression']),
      ...checkExpression(messageExpression, known, ['spec', 'validations', index, 'messageExpression']),
    ]),
    ...(validations.length > 0 ? [] : [required(['spec', 'validations'], 'at least one is needed')]),
    ...(spec.auditAnnotations ? [forbidden(['spec', 'auditAnnotations'], 'there is no audit log')] : []),
  ];
}

function checkVariable(variable: { name: string; expression: string }, index: number): FieldError[] {
  const path = ['spec', 'variables', index];
  const { name, expression } = variable;
  const errors = checkExpression(expression, POLICY_VARIABLES, [...path, 'expression']);
  if (VARIABLE_NAME.test(name)) return errors;
  return [invalid([...path, 'name'], 'must be a name that CEL can say', name), ...errors];
}

export function checkBinding({ spec }: AdmissionPolicyBinding): FieldError[] {
  const { validationActions, paramRef } = spec;
  const actions = ['spec', 'validationActions'];
  const hasBoth = validationActions.includes('Deny') && validationActions.includes('Warn');
  return [
    ...(hasBoth ? [invalid(actions, 'Deny and Warn say the same twice', validationActions)] : []),
    ...(new Set(validationActions).size === validationActions.length ? [] : [duplicate(actions)]),
    ...(paramRef && (paramRef.name === undefined) === (paramRef.selector === undefined)
      ? [invalid(['spec', 'paramRef'], 'needs either name or selector')]
      : []),
  ];
}

const required = (path: FieldPath, detail: string): FieldError => ({ path, type: 'FieldValueRequired', detail });
const forbidden = (path: FieldPath, detail: string): FieldError => ({ path, type: 'FieldValueForbidden', detail });
const duplicate = (path: FieldPath): FieldError => ({ path, type: 'FieldValueDuplicate', detail: 'named twice' });
const invalid = (path: FieldPath, detail: string, badValue?: unknown): FieldError => ({
  path,
  type: 'FieldValueInvalid',
  detail,
  ...(badValue === undefined ? {} : { badValue }),
});
