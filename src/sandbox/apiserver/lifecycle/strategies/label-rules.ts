import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import { LABEL_SELECTOR_OPERATORS, matchesLabelSelector } from '../../selection/label-selector.js';
import { labelErrors, qualifiedNameProblem } from '../validate-metadata.js';
import { forbidden, invalidValue, required } from './field-errors.js';
import { isEmpty, objectAt, objectsIn, textOf } from './object-fields.js';

type Labels = Readonly<Record<string, string>>;

/** What is wrong with a `metav1.LabelSelector`. */
export function selectorErrors(selector: JsonObject, path: FieldPath): FieldError[] {
  return [
    ...labelErrors(objectAt(selector, 'matchLabels') as Labels, [...path, 'matchLabels']),
    ...objectsIn(selector, 'matchExpressions').flatMap((expression, index) =>
      expressionErrors(expression, [...path, 'matchExpressions', index]),
    ),
  ];
}

function expressionErrors({ key, operator, values }: JsonObject, path: FieldPath): FieldError[] {
  const problem = qualifiedNameProblem(textOf(key));
  const keyErrors = problem ? [invalidValue([...path, 'key'], problem, key)] : [];
  if (!LABEL_SELECTOR_OPERATORS.includes(String(operator))) {
    return [...keyErrors, invalidValue([...path, 'operator'], 'not a valid selector operator', operator)];
  }
  const takesValues = operator === 'In' || operator === 'NotIn';
  const at = [...path, 'values'];
  if (takesValues && isEmpty(values)) return [...keyErrors, required(at, 'must be specified for In and NotIn')];
  if (!takesValues && !isEmpty(values))
    return [...keyErrors, forbidden(at, 'may not be specified for Exists and DoesNotExist')];
  return keyErrors;
}

/** What is wrong between a selector and the labels of the template that it is to find. */
export function templateMatchErrors(spec: JsonObject): FieldError[] {
  const selector = spec['selector'];
  const path = ['spec', 'selector'];
  if (selector === undefined) return [required(path), mismatch()];
  const errors = isEmpty(selector) ? [invalidValue(path, 'empty selector is invalid', selector)] : [];
  const wrong = [...errors, ...selectorErrors(objectAt(selector), path)];
  const labels = objectAt(spec, 'template', 'metadata', 'labels') as Labels;
  return wrong.length > 0 || matchesLabelSelector(objectAt(selector), labels) ? wrong : [mismatch()];
}

const mismatch = (): FieldError =>
  invalidValue(['spec', 'template', 'metadata', 'labels'], '`selector` does not match template `labels`');
