import { aWidget, aWrite, servedKinds } from '../../../../test/builders/admission-attributes.js';
import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { AdmissionAttributes } from './admission-attributes.js';
import { AdmissionDenied } from './admission-denied.js';
import { POLICIES, POLICY_BINDINGS } from './configuration-types.js';
import type { AdmissionPolicy, AdmissionPolicyBinding } from './configuration-types.js';
import { PolicyAdmission } from './policy-admission.js';

type PolicySpec = AdmissionPolicy['spec'];
type BindingSpec = AdmissionPolicyBinding['spec'];

const RULE = { operations: ['*'], apiGroups: ['example.io'], apiVersions: ['*'], resources: ['widgets'] };
const LIMIT = aServedResource({ kind: 'Limit' });

function policies(spec: Partial<PolicySpec>, binding: Partial<BindingSpec> = {}, ...limits: object[]): PolicyAdmission {
  const objects = new InMemoryObjects()
    .put('/namespaces', { metadata: { name: 'ns', labels: { team: 'a' } } })
    .put('example.io/limits', ...limits)
    .put(POLICIES, { metadata: { name: 'p' }, spec: { matchConstraints: { resourceRules: [RULE] }, ...spec } })
    .put(POLICY_BINDINGS, {
      metadata: { name: 'b' },
      spec: { policyName: 'p', validationActions: ['Deny'], ...binding },
    });
  return new PolicyAdmission(objects, servedKinds(LIMIT));
}

function denialOf(admission: PolicyAdmission, write: Partial<AdmissionAttributes> = {}): AdmissionDenied | undefined {
  try {
    admission.validate(aWrite(write));
    return undefined;
  } catch (error) {
    if (error instanceof AdmissionDenied) return error;
    throw error;
  }
}
const isDenied = (admission: PolicyAdmission, write?: Partial<AdmissionAttributes>): boolean =>
  denialOf(admission, write) !== undefined;

describe('PolicyAdmission', () => {
  it.each([
    { does: 'the object', expression: 'object.spec.size == 1', passes: true },
    { does: 'the object, in vain', expression: 'object.spec.size > 1', passes: false },
    { does: 'the old object', expression: 'oldObject == null', passes: true },
    { does: 'the request', expression: 'request.operation == "CREATE" && request.name == "w"', passes: true },
    { does: 'the user', expression: '"dev" in request.userInfo.groups', passes: true },
    { does: 'the namespace', expression: 'namespaceObject.metadata.labels.team == "a"', passes: true },
    { does: 'no parameters', expression: 'params == null', passes: true },
    { does: 'variables that build on others', expression: 'variables.twice == 2', passes: true },
    { does: 'a variable that failed', expression: 'variables.broken == 2', passes: false },
    { does: 'what is not there', expression: 'object.spec.nowhere == 1', passes: false },
  ])('judges by $does', ({ expression, passes }) => {
    const variables = [
      { name: 'size', expression: 'object.spec.size' },
      { name: 'twice', expression: 'variables.size * 2' },
      { name: 'broken', expression: 'object.spec.nowhere' },
    ];

    expect(isDenied(policies({ variables, validations: [{ expression }] }))).toBe(!passes);
  });

  it('says who refused what and why', () => {
    const validations = [
      { expression: 'false', message: 'plain', messageExpression: '"size " + string(object.spec.size)' },
    ];

    expect(denialOf(policies({ validations }))).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: `widgets.example.io "w" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: size 1`,
      details: { name: 'w', group: 'example.io', kind: 'widgets', causes: [{ message: 'size 1' }] },
    });
  });

  it.each([
    { reason: 'Forbidden', code: 403 },
    { reason: 'Unauthorized', code: 401 },
    { reason: 'RequestEntityTooLarge', code: 413 },
    { reason: 'Invalid', code: 422 },
  ])('answers $reason with $code', ({ reason, code }) => {
    expect(denialOf(policies({ validations: [{ expression: 'false', reason }] }))).toMatchObject({ code, reason });
  });

  it.each([
    { does: 'the plain message when the computed one fails', messageExpression: 'object.nowhere', says: 'plain' },
    { does: 'the plain message when the computed one is empty', messageExpression: '""', says: 'plain' },
    { does: 'the plain message', messageExpression: undefined, says: 'plain' },
  ])('shows $does', ({ messageExpression, says }) => {
    const validations = [{ expression: 'false', message: 'plain', messageExpression }];

    expect(denialOf(policies({ validations }))?.message).toContain(`request: ${says}`);
  });

  it.each<{ does: string; spec: Partial<PolicySpec>; denied: boolean }>([
    { does: 'an expression that fails', spec: { validations: [{ expression: 'object.nowhere' }] }, denied: true },
    {
      does: 'a failing expression that may',
      spec: { failurePolicy: 'Ignore', validations: [{ expression: 'object.nowhere' }] },
      denied: false,
    },
    {
      does: 'conditions that do not hold',
      spec: { matchConditions: [{ name: 'c', expression: 'false' }], validations: [{ expression: 'false' }] },
      denied: false,
    },
    {
      does: 'a condition that cannot be judged',
      spec: { matchConditions: [{ name: 'c', expression: 'object.nowhere' }], validations: [{ expression: 'true' }] },
      denied: true,
    },
  ])('with $does denies: $denied', ({ spec, denied }) => {
    expect(isDenied(policies(spec))).toBe(denied);
  });

  it.each<{ does: string; spec?: Partial<PolicySpec>; binding?: Partial<BindingSpec>; wanted: boolean }>([
    { does: 'no narrowing', wanted: true },
    { does: 'a binding to another policy', binding: { policyName: 'other' }, wanted: false },
    {
      does: 'a rule for others',
      spec: { matchConstraints: { resourceRules: [{ ...RULE, resources: ['pods'] }] } },
      wanted: false,
    },
    {
      does: 'an exception',
      spec: { matchConstraints: { resourceRules: [RULE], excludeResourceRules: [{ ...RULE, resourceNames: ['w'] }] } },
      wanted: false,
    },
    {
      does: 'a binding for its namespace',
      binding: { matchResources: { namespaceSelector: { matchLabels: { team: 'a' } } } },
      wanted: true,
    },
    {
      does: 'a binding for another namespace',
      binding: { matchResources: { namespaceSelector: { matchLabels: { team: 'b' } } } },
      wanted: false,
    },
    {
      does: 'a binding for another name',
      binding: { matchResources: { resourceRules: [{ ...RULE, resourceNames: ['other'] }] } },
      wanted: false,
    },
  ])('with $does concerns the write: $wanted', ({ spec, binding, wanted }) => {
    const admission = policies({ validations: [{ expression: 'false' }], ...spec }, binding);

    expect(admission.wants(aWrite())).toBe(wanted);
    expect(isDenied(admission)).toBe(wanted);
  });

  it.each<{ action: 'Warn' | 'Audit'; warnings: string[] }>([
    {
      action: 'Warn',
      warnings: [`Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': too small`],
    },
    { action: 'Audit', warnings: [] },
  ])('lets the write pass on $action', ({ action, warnings }) => {
    const validations = [{ expression: 'false', message: 'too small' }];

    expect(policies({ validations }, { validationActions: [action] }).validate(aWrite()).warnings).toEqual(warnings);
  });

  it('protects against deletion', () => {
    const protects = policies({
      validations: [{ expression: '!has(oldObject.spec.protected) || !oldObject.spec.protected', reason: 'Forbidden' }],
    });
    const deletion = { operation: 'DELETE', object: null } as const;

    expect(denialOf(protects, { ...deletion, oldObject: aWidget({ protected: true }) })?.code).toBe(403);
    expect(isDenied(protects, { ...deletion, oldObject: aWidget({}) })).toBe(false);
  });

  describe('with parameters', () => {
    const spec: Partial<PolicySpec> = {
      paramKind: { apiVersion: 'example.io/v1', kind: 'Limit' },
      validations: [{ expression: 'object.spec.size <= params.spec.max' }],
    };
    const limit = (name: string, max: number, namespace = 'ns'): object => ({
      metadata: { name, namespace, labels: { use: 'widgets' } },
      spec: { max },
    });

    it.each<{ does: string; paramRef: BindingSpec['paramRef']; limits: object[]; denied: boolean }>([
      { does: 'one by name', paramRef: { name: 'l' }, limits: [limit('l', 1)], denied: false },
      { does: 'one by name that is too low', paramRef: { name: 'l' }, limits: [limit('l', 0)], denied: true },
      {
        does: 'all that are selected',
        paramRef: { selector: { matchLabels: { use: 'widgets' } } },
        limits: [limit('l', 9), limit('m', 0)],
        denied: true,
      },
      {
        does: 'one in another namespace',
        paramRef: { name: 'l', namespace: 'sys' },
        limits: [limit('l', 9, 'sys')],
        denied: false,
      },
      { does: 'none', paramRef: { name: 'l', parameterNotFoundAction: 'Deny' }, limits: [], denied: true },
      { does: 'none, and may', paramRef: { name: 'l', parameterNotFoundAction: 'Allow' }, limits: [], denied: false },
    ])('judges by $does', ({ paramRef, limits, denied }) => {
      expect(isDenied(policies(spec, { paramRef }, ...limits))).toBe(denied);
    });

    it('refuses while the kind of the parameters is not served', () => {
      const paramKind = { apiVersion: 'example.io/v1', kind: 'Nobody' };

      expect(isDenied(policies({ ...spec, paramKind }, { paramRef: { name: 'l' } }))).toBe(true);
    });
  });
});
