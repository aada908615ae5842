import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';
import { isJsonObject } from '../../fields/json-value.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { notSupported, required } from './field-errors.js';
import { selectorErrors } from './label-rules.js';

const RBAC_GROUP = 'rbac.authorization.k8s.io';
const SUBJECT_KINDS = ['Group', 'ServiceAccount', 'User'];

/** What the authorizer takes for granted of a Role or ClusterRole. */
export const roleStrategy: KindStrategy = {
  nameRule: 'pathSegment',
  validate: (role) => [
    ...listAt(role, 'rules').flatMap((rule, index) => ruleErrors(rule, ['rules', index], role.kind)),
    ...aggregationErrors(role),
  ],
};

/** The same of a RoleBinding or ClusterRoleBinding. */
export const roleBindingStrategy: KindStrategy = {
  nameRule: 'pathSegment',
  validate: (binding, live) => [
    ...roleRefErrors(binding),
    ...(live && !isDeepStrictEqual(roleOf(binding), roleOf(live)) ? [changedRoleRef(binding)] : []),
    ...listAt(binding, 'subjects').flatMap((subject, index) => subjectErrors(subject, ['subjects', index])),
  ],
};

function listAt(object: JsonObject | UntypedObject, field: string): JsonObject[] {
  const list = (object as JsonObject)[field];
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

const isEmpty = (value: unknown): boolean => !(Array.isArray(value) || typeof value === 'string') || value.length === 0;

function ruleErrors(rule: JsonObject, path: FieldPath, kind: string): FieldError[] {
  const verbs = isEmpty(rule['verbs']) ? [required([...path, 'verbs'], 'verbs must contain at least one value')] : [];
  if (!isEmpty(rule['nonResourceURLs'])) return [...verbs, ...pathRuleErrors(rule, path, kind)];
  const fields = ['apiGroups', 'resources'].filter((field) => isEmpty(rule[field]));
  return [...verbs, ...fields.map((field) => required([...path, field], 'resource rules must supply at least one'))];
}

function pathRuleErrors(rule: JsonObject, path: FieldPath, kind: string): FieldError[] {
  const isMixed = ['apiGroups', 'resources', 'resourceNames'].some((field) => !isEmpty(rule[field]));
  if (kind === 'ClusterRole' && !isMixed) return [];
  const detail = isMixed
    ? 'rules cannot apply to both regular resources and non-resource URLs'
    : 'namespaced rules cannot apply to non-resource URLs';
  return [{ path: [...path, 'nonResourceURLs'], type: 'FieldValueInvalid', badValue: rule['nonResourceURLs'], detail }];
}

function aggregationErrors(role: UntypedObject): FieldError[] {
  const { aggregationRule } = role as unknown as JsonObject;
  if (!isJsonObject(aggregationRule)) return [];
  const path = ['aggregationRule', 'clusterRoleSelectors'];
  const selectors = listAt(aggregationRule, 'clusterRoleSelectors');
  if (selectors.length === 0) return [required(path, 'at least one clusterRoleSelector required')];
  return selectors.flatMap((selector, index) => selectorErrors(selector, [...path, index]));
}

function roleRefErrors({ roleRef, kind }: UntypedObject & { roleRef?: unknown }): FieldError[] {
  const { apiGroup, kind: roleKind, name } = isJsonObject(roleRef) ? roleRef : {};
  const allowed = kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['ClusterRole', 'Role'];
  const wrong: [boolean, string, unknown, string[]][] = [
    [!isEmpty(apiGroup) && apiGroup !== RBAC_GROUP, 'apiGroup', apiGroup, [RBAC_GROUP]],
    [!allowed.includes(String(roleKind)), 'kind', roleKind, allowed],
  ];
  const errors = wrong
    .filter(([isWrong]) => isWrong)
    .map(([, field, badValue, values]): FieldError => ({
      path: ['roleRef', field],
      type: 'FieldValueNotSupported',
      badValue,
      allowed: values,
      detail: 'is not supported',
    }));
  return isEmpty(name) ? [...errors, required(['roleRef', 'name'])] : errors;
}

/** There is one group of roles: it need not be said. */
function roleOf({ roleRef }: UntypedObject & { roleRef?: unknown }): unknown {
  if (!isJsonObject(roleRef)) return roleRef;
  return { ...roleRef, apiGroup: isEmpty(roleRef['apiGroup']) ? RBAC_GROUP : roleRef['apiGroup'] };
}

const changedRoleRef = (binding: UntypedObject): FieldError => ({
  path: ['roleRef'],
  type: 'FieldValueInvalid',
  badValue: (binding as unknown as JsonObject)['roleRef'],
  detail: 'cannot change roleRef',
});

function subjectErrors({ kind, name, namespace, apiGroup }: JsonObject, path: FieldPath): FieldError[] {
  const isAccount = kind === 'ServiceAccount';
  const group = isAccount ? '' : RBAC_GROUP;
  const isForeign = SUBJECT_KINDS.includes(String(kind)) && !isEmpty(apiGroup) && apiGroup !== group;
  return [
    ...(isForeign ? [notSupported([...path, 'apiGroup'], apiGroup, [group])] : []),
    ...(isEmpty(name) ? [required([...path, 'name'])] : []),
    ...(isAccount && isEmpty(namespace) ? [required([...path, 'namespace'])] : []),
    ...(SUBJECT_KINDS.includes(String(kind)) ? [] : [unknownSubject(path, kind)]),
  ];
}

const unknownSubject = (path: FieldPath, badValue: unknown): FieldError => ({
  path: [...path, 'kind'],
  type: 'FieldValueNotSupported',
  badValue,
  allowed: SUBJECT_KINDS,
  detail: 'is not supported',
});
