import type { FieldError } from '../../../kube/schema/index.js';

export type ReviewKind =
  | 'TokenReview'
  | 'SelfSubjectReview'
  | 'SubjectAccessReview'
  | 'LocalSubjectAccessReview'
  | 'SelfSubjectAccessReview'
  | 'SelfSubjectRulesReview';

/** What the reviews ask, as the wire says it. */
export interface AccessReviewSpec {
  readonly resourceAttributes?: {
    readonly namespace?: string;
    readonly verb?: string;
    readonly group?: string;
    readonly version?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly name?: string;
  };
  readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
  readonly user?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

export interface TokenReviewSpec {
  readonly token: string;
  readonly audiences?: readonly string[];
}

export interface RulesReviewSpec {
  readonly namespace: string;
}

export interface TokenRequestSpec {
  readonly audiences?: readonly string[];
  readonly expirationSeconds?: number;
  readonly boundObjectRef?: unknown;
}

const error = (type: FieldError['type'], field: string, detail: string): FieldError => ({
  path: ['spec', ...field.split('.')],
  type,
  detail,
});

/** Exactly one of a resource and a path is asked about. */
export function checkAccessReview(spec: AccessReviewSpec): FieldError[] {
  if (spec.resourceAttributes && spec.nonResourceAttributes)
    return [error('FieldValueInvalid', 'nonResourceAttributes', 'cannot be given with resourceAttributes')];
  if (!spec.resourceAttributes && !spec.nonResourceAttributes)
    return [error('FieldValueInvalid', 'resourceAttributes', 'give this or nonResourceAttributes')];
  return [];
}

export function checkSubject({ user, groups }: AccessReviewSpec): FieldError[] {
  if (user || groups?.length) return [];
  return [error('FieldValueInvalid', 'user', 'at least one of user and groups is needed')];
}

export function checkLocality(spec: AccessReviewSpec, namespace: string | undefined): FieldError[] {
  if (spec.nonResourceAttributes)
    return [error('FieldValueForbidden', 'nonResourceAttributes', 'a local review asks about resources only')];
  if (spec.resourceAttributes?.namespace === namespace) return [];
  return [error('FieldValueInvalid', 'resourceAttributes.namespace', `must be "${namespace}"`)];
}

export function checkTokenRequest({ boundObjectRef }: TokenRequestSpec): FieldError[] {
  if (boundObjectRef === undefined) return [];
  return [error('FieldValueForbidden', 'boundObjectRef', 'tokens bound to an object are not supported')];
}
