import type { KubeObject } from '../../../kube/meta/index.js';
import type { LabelSelector } from '../selection/label-selector.js';

/** The kinds of admissionregistration.k8s.io/v1, after {@link validateAdmissionConfiguration} has found them sound. */

export const ADMISSION_GROUP = 'admissionregistration.k8s.io';
export const MUTATING_WEBHOOKS = `${ADMISSION_GROUP}/mutatingwebhookconfigurations`;
export const VALIDATING_WEBHOOKS = `${ADMISSION_GROUP}/validatingwebhookconfigurations`;
export const POLICIES = `${ADMISSION_GROUP}/validatingadmissionpolicies`;
export const POLICY_BINDINGS = `${ADMISSION_GROUP}/validatingadmissionpolicybindings`;

export type FailurePolicy = 'Fail' | 'Ignore';

export interface OperationRule {
  readonly operations: readonly string[];
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
  readonly scope?: 'Cluster' | 'Namespaced' | '*';
  /** Policies only. */
  readonly resourceNames?: readonly string[];
}

export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

export interface ServiceReference {
  readonly namespace: string;
  readonly name: string;
  readonly path?: string;
  readonly port?: number;
}

export interface WebhookClientConfig {
  readonly url?: string;
  readonly service?: ServiceReference;
  readonly caBundle?: string;
}

export interface Webhook {
  readonly name: string;
  readonly clientConfig: WebhookClientConfig;
  readonly rules?: readonly OperationRule[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly matchConditions?: readonly MatchCondition[];
  readonly matchPolicy?: 'Exact' | 'Equivalent';
  readonly failurePolicy?: FailurePolicy;
  readonly timeoutSeconds?: number;
  /** Mutating ones only. */
  readonly reinvocationPolicy?: 'Never' | 'IfNeeded';
}

export interface WebhookConfiguration extends KubeObject {
  readonly webhooks?: readonly Webhook[];
}

export interface MatchResources {
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly resourceRules?: readonly OperationRule[];
  readonly excludeResourceRules?: readonly OperationRule[];
  readonly matchPolicy?: 'Exact' | 'Equivalent';
}

export interface PolicyValidation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
}

export interface AdmissionPolicy extends KubeObject {
  readonly spec: {
    readonly paramKind?: { readonly apiVersion: string; readonly kind: string };
    readonly matchConstraints?: MatchResources;
    readonly matchConditions?: readonly MatchCondition[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations?: readonly PolicyValidation[];
    readonly failurePolicy?: FailurePolicy;
  };
}

export interface ParamRef {
  readonly name?: string;
  readonly namespace?: string;
  readonly selector?: LabelSelector;
  readonly parameterNotFoundAction?: 'Allow' | 'Deny';
}

export type ValidationAction = 'Deny' | 'Warn' | 'Audit';

export interface AdmissionPolicyBinding extends KubeObject {
  readonly spec: {
    readonly policyName: string;
    readonly validationActions: readonly ValidationAction[];
    readonly matchResources?: MatchResources;
    readonly paramRef?: ParamRef;
  };
}
