import type { ValidationRule } from '../../kube/schema/index.js';
import { isAlwaysPresent } from './field-declaration.js';
import type { FieldDeclaration, MapType } from './field-declaration.js';

/** Text that is no quantity must be told so once, not also by the rules that compute with it: hence the guards below. */
export const POSITIVE_QUANTITY: ValidationRule = {
  rule: "isQuantity(self) && quantity(self).isGreaterThan(quantity('0'))",
  message: 'must be a quantity above zero, such as 500m, 2Gi or 10',
};

const GROW_ONLY: ValidationRule = {
  rule: '!isQuantity(self) || !isQuantity(oldSelf) || quantity(self).compareTo(quantity(oldSelf)) >= 0',
  message: 'can only grow',
  messageExpression: "'can only grow; it is ' + oldSelf + ' now'",
};

/** CEL at the field itself. The server runs a rule that names `oldSelf` only where both values exist. */
export function fieldRules(field: FieldDeclaration): ValidationRule[] {
  const rules: ValidationRule[] = [];
  if (field.immutable && isAlwaysPresent(field)) {
    rules.push({ rule: 'self == oldSelf', message: immutableMessage(field.immutable) });
  }
  if (field.growOnly) rules.push(GROW_ONLY);
  return rules;
}

/**
 * CEL at the object that holds the fields: an optional field that is immutable must neither change nor come nor go,
 * and only its parent sees it come and go.
 */
export function shapeRules(fields: readonly FieldDeclaration[]): ValidationRule[] {
  return fields
    .filter((field) => field.immutable && !isAlwaysPresent(field))
    .map(({ name, immutable = '' }) => ({
      rule: `has(self.${name}) == has(oldSelf.${name}) && (!has(self.${name}) || self.${name} == oldSelf.${name})`,
      message: immutableMessage(immutable),
      fieldPath: `.${name}`,
    }));
}

const immutableMessage = (reason: string): string => `is immutable: ${reason}`;

/** A schema bounds the values of a map and their number; the length of its keys only CEL can. */
export function mapRules({ maxKeyLength }: MapType): ValidationRule[] {
  return [
    { rule: `self.all(key, size(key) <= ${maxKeyLength})`, message: `keys have at most ${maxKeyLength} characters` },
  ];
}
