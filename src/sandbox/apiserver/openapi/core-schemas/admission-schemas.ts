import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { anything, conditions, integer, labelSelector, listOf, object, text } from '../schema-builders.js';

const matchConditions = listOf(
  object({ name: text(), expression: text('CEL; all must be true.') }),
  'Conditions for being asked at all.',
);
const rule = {
  operations: listOf(text(), 'CREATE, UPDATE, DELETE, CONNECT or *.'),
  apiGroups: listOf(text()),
  apiVersions: listOf(text()),
  resources: listOf(text(), 'Plurals, plural/subresource or *.'),
  scope: text('Cluster, Namespaced or *.'),
};
const namespaceSelector = labelSelector('Namespaces concerned.');
const objectSelector = labelSelector('Objects concerned.');
const failurePolicy = text('Fail or Ignore: what happens when nobody can be asked.');

const webhook: Record<string, StructuralSchema> = {
  name: text('A domain name.'),
  clientConfig: object({
    url: text('https only.'),
    service: anything(),
    caBundle: text('Base64 PEM of who signed its certificate.'),
  }),
  rules: listOf(object(rule), 'Writes it is asked about.'),
  namespaceSelector,
  objectSelector,
  matchConditions,
  failurePolicy,
  matchPolicy: text('Exact or Equivalent.'),
  sideEffects: text('None or NoneOnDryRun.'),
  timeoutSeconds: integer('1 to 30.'),
  admissionReviewVersions: listOf(text(), 'v1.'),
};

const matchResources = {
  namespaceSelector,
  objectSelector,
  resourceRules: listOf(object({ ...rule, resourceNames: listOf(text()) })),
  excludeResourceRules: listOf(object({ ...rule, resourceNames: listOf(text()) })),
  matchPolicy: text('Exact or Equivalent.'),
};

/** Who is asked before a write is committed. */
export const ADMISSION_SCHEMAS = {
  MutatingWebhookConfiguration: object(
    { webhooks: listOf(object({ ...webhook, reinvocationPolicy: text('Never or IfNeeded.') })) },
    'A MutatingWebhookConfiguration names services that may change a write.',
  ),
  ValidatingWebhookConfiguration: object(
    { webhooks: listOf(object(webhook)) },
    'A ValidatingWebhookConfiguration names services that may refuse a write.',
  ),
  ValidatingAdmissionPolicy: object(
    {
      spec: object({
        paramKind: object({ apiVersion: text(), kind: text() }),
        matchConstraints: object(matchResources, 'Writes it speaks of.'),
        matchConditions,
        variables: listOf(object({ name: text(), expression: text('CEL.') })),
        validations: listOf(
          object({
            expression: text('CEL; false refuses.'),
            message: text(),
            messageExpression: text('CEL that makes the message.'),
            reason: text(),
          }),
        ),
        auditAnnotations: listOf(anything()),
        failurePolicy,
      }),
      status: object({ observedGeneration: integer(), typeChecking: anything(), conditions }),
    },
    'A ValidatingAdmissionPolicy refuses writes by rules in CEL, where a binding puts it in force.',
  ),
  ValidatingAdmissionPolicyBinding: object(
    {
      spec: object({
        policyName: text(),
        validationActions: listOf(text(), 'Deny, Warn or Audit.'),
        matchResources: object(matchResources, 'Narrows what the policy speaks of.'),
        paramRef: object({
          name: text(),
          namespace: text(),
          selector: labelSelector('Parameters.'),
          parameterNotFoundAction: text('Allow or Deny.'),
        }),
      }),
    },
    'A ValidatingAdmissionPolicyBinding puts a policy in force.',
  ),
} satisfies Record<string, StructuralSchema>;
