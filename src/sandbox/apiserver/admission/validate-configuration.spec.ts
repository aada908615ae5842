import type { UntypedObject } from '../../../kube/meta/index.js';
import { formatFieldPath } from '../../../kube/schema/index.js';
import { validateAdmissionConfiguration } from './validate-configuration.js';

const RULE = { operations: ['CREATE'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] };
const WEBHOOK = {
  name: 'a.example.io',
  clientConfig: { url: 'https://127.0.0.1:1/x' },
  rules: [RULE],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};
const POLICY = { matchConstraints: { resourceRules: [RULE] }, validations: [{ expression: 'true' }] };
const BINDING = { policyName: 'p', validationActions: ['Deny'] };

const configurationOf = (kind: string, fields: object): UntypedObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name: 'n' },
  ...fields,
});
const fieldsOf = (object: UntypedObject): string[] =>
  validateAdmissionConfiguration(object).map(({ path }) => formatFieldPath(path));

describe('validateAdmissionConfiguration', () => {
  it.each([
    { kind: 'MutatingWebhookConfiguration', fields: { webhooks: [WEBHOOK] } },
    { kind: 'ValidatingWebhookConfiguration', fields: {} },
    { kind: 'ValidatingAdmissionPolicy', fields: { spec: POLICY } },
    { kind: 'ValidatingAdmissionPolicyBinding', fields: { spec: BINDING } },
    { kind: 'ConfigMap', fields: { webhooks: 7 } },
  ])('finds nothing wrong with a sound $kind', ({ kind, fields }) => {
    expect(fieldsOf(configurationOf(kind, fields))).toEqual([]);
  });

  it.each<{ does: string; changes: object; field: string }>([
    { does: 'a short name', changes: { name: 'a' }, field: 'name' },
    { does: 'unknown side effects', changes: { sideEffects: 'Some' }, field: 'sideEffects' },
    { does: 'only old reviews', changes: { admissionReviewVersions: ['v1beta1'] }, field: 'admissionReviewVersions' },
    { does: 'a long wait', changes: { timeoutSeconds: 31 }, field: 'timeoutSeconds' },
    { does: 'an unknown failure policy', changes: { failurePolicy: 'Retry' }, field: 'failurePolicy' },
    { does: 'nobody to ask', changes: { clientConfig: {} }, field: 'clientConfig' },
    { does: 'plain http', changes: { clientConfig: { url: 'http://x/y' } }, field: 'clientConfig.url' },
    { does: 'credentials', changes: { clientConfig: { url: 'https://u:p@x/y' } }, field: 'clientConfig.url' },
    { does: 'a query', changes: { clientConfig: { url: 'https://x/y?z=1' } }, field: 'clientConfig.url' },
    { does: 'no URL', changes: { clientConfig: { url: 'x' } }, field: 'clientConfig.url' },
    {
      does: 'no certificate',
      changes: { clientConfig: { url: 'https://x', caBundle: 'eA==' } },
      field: 'clientConfig.caBundle',
    },
    { does: 'a rule for nothing', changes: { rules: [{ ...RULE, resources: [] }] }, field: 'rules[0].resources' },
    {
      does: 'an unknown operator',
      changes: { objectSelector: { matchExpressions: [{ key: 'k', operator: 'Near' }] } },
      field: 'objectSelector.matchExpressions[0].operator',
    },
    {
      does: 'a condition that is no CEL',
      changes: { matchConditions: [{ name: 'c', expression: 'object.' }] },
      field: 'matchConditions[0].expression',
    },
    {
      does: 'a condition on what is not known',
      changes: { matchConditions: [{ name: 'c', expression: 'params == null' }] },
      field: 'matchConditions[0].expression',
    },
  ])('refuses a webhook with $does', ({ changes, field }) => {
    const webhooks = [{ ...WEBHOOK, ...changes }];

    expect(fieldsOf(configurationOf('ValidatingWebhookConfiguration', { webhooks }))).toEqual([`webhooks[0].${field}`]);
  });

  it('refuses two webhooks of one name', () => {
    const webhooks = [WEBHOOK, WEBHOOK];

    expect(fieldsOf(configurationOf('MutatingWebhookConfiguration', { webhooks }))).toEqual(['webhooks[1].name']);
  });

  it.each<{ does: string; changes: object; field: string }>([
    { does: 'nothing to match', changes: { matchConstraints: undefined }, field: 'matchConstraints' },
    { does: 'nothing to check', changes: { validations: [] }, field: 'validations' },
    { does: 'no CEL', changes: { validations: [{ expression: '1 +' }] }, field: 'validations[0].expression' },
    {
      does: 'a message that is no CEL',
      changes: { validations: [{ expression: 'true', messageExpression: '1 +' }] },
      field: 'validations[0].messageExpression',
    },
    {
      does: 'an unknown reason',
      changes: { validations: [{ expression: 'true', reason: 'Whim' }] },
      field: 'validations[0].reason',
    },
    {
      does: 'a variable that cannot be said',
      changes: { variables: [{ name: 'a-b', expression: '1' }] },
      field: 'variables[0].name',
    },
    { does: 'annotations for no audit log', changes: { auditAnnotations: [{}] }, field: 'auditAnnotations' },
  ])('refuses a policy with $does', ({ changes, field }) => {
    expect(fieldsOf(configurationOf('ValidatingAdmissionPolicy', { spec: { ...POLICY, ...changes } }))).toEqual([
      `spec.${field}`,
    ]);
  });

  it.each<{ does: string; changes: object; field: string }>([
    { does: 'no action', changes: { validationActions: [] }, field: 'validationActions' },
    { does: 'two ways to say no', changes: { validationActions: ['Deny', 'Warn'] }, field: 'validationActions' },
    { does: 'one action twice', changes: { validationActions: ['Deny', 'Deny'] }, field: 'validationActions' },
    {
      does: 'parameters by name and selector',
      changes: { paramRef: { name: 'p', selector: {}, parameterNotFoundAction: 'Deny' } },
      field: 'paramRef',
    },
    {
      does: 'nothing said about missing parameters',
      changes: { paramRef: { name: 'p' } },
      field: 'paramRef.parameterNotFoundAction',
    },
  ])('refuses a binding with $does', ({ changes, field }) => {
    expect(fieldsOf(configurationOf('ValidatingAdmissionPolicyBinding', { spec: { ...BINDING, ...changes } }))).toEqual(
      [`spec.${field}`],
    );
  });
});
