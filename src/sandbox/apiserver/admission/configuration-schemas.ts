import type { StructuralSchema } from '../../../kube/schema/index.js';
import {
  anything,
  choice,
  conditions,
  integer,
  labelSelector,
  listOf,
  object,
  text,
  withRequired,
} from '../openapi/schema-builders.js';

const OPERATIONS = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'];

const named = (description?: string): StructuralSchema => ({ ...text(description), minLength: 1 });
const atLeastOne = (items: StructuralSchema, description?: string): StructuralSchema => ({
  ...listOf(items, description),
  minItems: 1,
});

const matchConditions: StructuralSchema = {
  ...listOf(
    withRequired(object({ name: named(), expression: named('CEL; all must be true.') }), 'name', 'expression'),
    'Conditions for being asked at all.',
  ),
  maxItems: 64,
};

const ruleFields = {
  operations: atLeastOne(choice(OPERATIONS)),
  apiGroups: atLeastOne(text(), '"" is the core group, * all.'),
  apiVersions: atLeastOne(named()),
  resources: atLeastOne(named(), 'Plurals, plural/subresource or *.'),
  scope: choice(['Cluster', 'Namespaced', '*']),
};
const RULE_REQUIRED = ['operations', 'apiGroups', 'apiVersions', 'resources'];
const rules = (fields: Record<string, StructuralSchema>, description: string): StructuralSchema =>
  listOf(withRequired(object(fields), ...RULE_REQUIRED), description);

const selectors = {
  namespaceSelector: labelSelector('Namespaces concerned.'),
  objectSelector: labelSelector('Objects concerned.'),
};
const failurePolicy = choice(['Fail', 'Ignore'], 'What happens to the write when nobody can be asked.');
const matchPolicy = choice(
  ['Exact', 'Equivalent'],
  'Whether a write in another version counts that stands for the same object.',
);

const clientConfig = object(
  {
    url: text('https only.'),
    service: withRequired(
      object({ namespace: named(), name: named(), path: text(), port: { ...integer(), minimum: 1, maximum: 65_535 } }),
      'namespace',
      'name',
    ),
    caBundle: text('Base64 of the PEM certificates that vouch for the server.'),
  },
  'Where to ask.',
);

const webhookFields = {
  name: { ...named('A domain name.'), maxLength: 253 },
  clientConfig,
  rules: rules(ruleFields, 'Writes it is asked about.'),
  ...selectors,
  matchConditions,
  failurePolicy,
  matchPolicy,
  sideEffects: choice(['None', 'NoneOnDryRun'], 'What else a call changes.'),
  timeoutSeconds: { ...integer(), minimum: 1, maximum: 30 },
  admissionReviewVersions: atLeastOne(named(), 'Forms of the question it understands; v1 is what is spoken here.'),
};
const WEBHOOK_REQUIRED = ['name', 'clientConfig', 'sideEffects', 'admissionReviewVersions'];

const webhooks = (fields: Record<string, StructuralSchema>): StructuralSchema =>
  listOf(withRequired(object(fields), ...WEBHOOK_REQUIRED), 'Asked in order of names.');

const policyRules = { ...ruleFields, resourceNames: listOf(named(), 'Only objects of these names; all when empty.') };
const matchResources = (description: string): StructuralSchema =>
  object(
    {
      ...selectors,
      resourceRules: rules(policyRules, 'Writes concerned.'),
      excludeResourceRules: rules(policyRules, 'Writes that are not concerned after all.'),
      matchPolicy,
    },
    description,
  );

const validation = withRequired(
  object({
    expression: named('CEL; false refuses.'),
    message: text('What the refusal says.'),
    messageExpression: text('CEL that makes the message.'),
    reason: choice(['Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge']),
  }),
  'expression',
);

const policySpec = withRequired(
  object({
    paramKind: withRequired(object({ apiVersion: named(), kind: named() }), 'apiVersion', 'kind'),
    matchConstraints: withRequired(matchResources('Writes it speaks of.'), 'resourceRules'),
    matchConditions,
    variables: listOf(withRequired(object({ name: named(), expression: named('CEL.') }), 'name', 'expression')),
    validations: listOf(validation, 'What must hold.'),
    auditAnnotations: listOf(anything(), 'Refused: there is no audit log.'),
    failurePolicy,
  }),
  'matchConstraints',
);

const bindingSpec = withRequired(
  object({
    policyName: named('The policy it puts in force.'),
    validationActions: atLeastOne(choice(['Deny', 'Warn', 'Audit'])),
    matchResources: matchResources('Narrows what the policy speaks of.'),
    paramRef: withRequired(
      object({
        name: text(),
        namespace: text('That of the write when left out.'),
        selector: labelSelector('Parameters.'),
        parameterNotFoundAction: choice(['Allow', 'Deny']),
      }),
      'parameterNotFoundAction',
    ),
  }),
  'policyName',
  'validationActions',
);

/** Who is asked before a write is committed: what their configurations must look like. */
export const CONFIGURATION_SCHEMAS: Readonly<Record<string, StructuralSchema>> = {
  MutatingWebhookConfiguration: object(
    { webhooks: webhooks({ ...webhookFields, reinvocationPolicy: choice(['Never', 'IfNeeded']) }) },
    'A MutatingWebhookConfiguration names services that may change a write.',
  ),
  ValidatingWebhookConfiguration: object(
    { webhooks: webhooks(webhookFields) },
    'A ValidatingWebhookConfiguration names services that may refuse a write.',
  ),
  ValidatingAdmissionPolicy: withRequired(
    object(
      { spec: policySpec, status: object({ observedGeneration: integer(), typeChecking: anything(), conditions }) },
      'A ValidatingAdmissionPolicy refuses writes by rules in CEL, where a binding puts it in force.',
    ),
    'spec',
  ),
  ValidatingAdmissionPolicyBinding: withRequired(
    object({ spec: bindingSpec }, 'A ValidatingAdmissionPolicyBinding puts a policy in force.'),
    'spec',
  ),
};
