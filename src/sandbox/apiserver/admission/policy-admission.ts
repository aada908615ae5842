import { detailsOf } from '../api-status/api-error.js';
import { resourceName } from '../../../kube/meta/index.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, ServedKinds, ValidationResult } from './admission-attributes.js';
import { AdmissionDenied } from './admission-denied.js';
import { buildAdmissionRequest, requestVariable } from './admission-request.js';
import { CompiledPolicy } from './compiled-policy.js';
import type { Violation } from './compiled-policy.js';
import { ADMISSION_GROUP, POLICIES, POLICY_BINDINGS } from './configuration-types.js';
import type { AdmissionPolicy, AdmissionPolicyBinding, MatchResources } from './configuration-types.js';
import { resolveParams } from './policy-params.js';
import { matchedVersion } from './rule-matching.js';
import { matchesSelectors, namespaceOf } from './selector-matching.js';

/** A policy that a binding puts in force for a write. */
interface BoundPolicy {
  readonly policy: AdmissionPolicy;
  readonly binding: AdmissionPolicyBinding;
  /** In which the policy wants to see the object. */
  readonly version: string;
}

const DEFAULT_REASON = 'Invalid';
const CODES: Readonly<Record<string, number>> = {
  Unauthorized: 401,
  Forbidden: 403,
  RequestEntityTooLarge: 413,
};
const DEFAULT_CODE = 422;

/** ValidatingAdmissionPolicies, as their bindings put them in force. Synchronous: there is nobody to ask. */
export class PolicyAdmission {
  /** Stored objects are frozen and replaced on change, so the object itself is the key. */
  private readonly compiled = new WeakMap<AdmissionPolicy, CompiledPolicy>();

  constructor(
    private readonly reader: ObjectReader,
    private readonly kinds: ServedKinds,
  ) {}

  wants(attributes: AdmissionAttributes): boolean {
    return this.boundPolicies(attributes).next().done !== true;
  }

  /** @throws AdmissionDenied by the first binding that denies. */
  validate(attributes: AdmissionAttributes): ValidationResult {
    const warnings: string[] = [];
    for (const bound of this.boundPolicies(attributes))
      for (const violation of this.violationsOf(bound, attributes))
        warnings.push(...enforce(bound, violation, attributes));
    return { warnings };
  }

  private *boundPolicies(attributes: AdmissionAttributes): Generator<BoundPolicy> {
    // A policy that could refuse its own removal could never be removed.
    if (attributes.resource.group === ADMISSION_GROUP) return;
    for (const binding of this.reader.list(POLICY_BINDINGS) as Iterable<AdmissionPolicyBinding>) {
      const { policyName, matchResources } = binding.spec;
      const policy = this.reader.get(POLICIES, undefined, policyName) as AdmissionPolicy | undefined;
      if (!policy) continue;
      const version = this.versionFor(policy.spec.matchConstraints, attributes);
      if (version !== undefined && this.isWithin(matchResources, attributes)) yield { policy, binding, version };
    }
  }

  private versionFor(constraints: MatchResources | undefined, attributes: AdmissionAttributes): string | undefined {
    const { resourceRules, matchPolicy } = constraints ?? {};
    const version = matchedVersion(resourceRules, matchPolicy, attributes, this.kinds);
    return version !== undefined && this.isSelected(constraints ?? {}, attributes) ? version : undefined;
  }

  /** A binding without rules narrows by its selectors alone. */
  private isWithin(resources: MatchResources | undefined, attributes: AdmissionAttributes): boolean {
    if (!resources) return true;
    const { resourceRules, matchPolicy } = resources;
    const isNamed =
      !resourceRules?.length || matchedVersion(resourceRules, matchPolicy, attributes, this.kinds) !== undefined;
    return isNamed && this.isSelected(resources, attributes);
  }

  private isSelected(resources: MatchResources, attributes: AdmissionAttributes): boolean {
    const { excludeResourceRules, matchPolicy } = resources;
    const isExcluded = matchedVersion(excludeResourceRules, matchPolicy, attributes, this.kinds) !== undefined;
    return !isExcluded && matchesSelectors(resources, attributes, this.reader);
  }

  private violationsOf(bound: BoundPolicy, attributes: AdmissionAttributes): readonly Violation[] {
    const { policy, binding, version } = bound;
    const params = resolveParams(policy, binding, attributes, { reader: this.reader, kinds: this.kinds });
    if ('failure' in params) return policy.spec.failurePolicy === 'Ignore' ? [] : [{ message: params.failure }];
    const request = buildAdmissionRequest(attributes, version);
    const { object, oldObject } = request;
    const namespaceObject = namespaceOf(attributes, this.reader) ?? null;
    const compiled = this.compile(policy);
    return params.flatMap((param) =>
      compiled.evaluate({ object, oldObject, request: requestVariable(request), params: param, namespaceObject }),
    );
  }

  private compile(policy: AdmissionPolicy): CompiledPolicy {
    const known = this.compiled.get(policy) ?? new CompiledPolicy(policy);
    this.compiled.set(policy, known);
    return known;
  }
}

/** The warnings that a violation makes; Audit alone makes none, for there is no audit log. @throws AdmissionDenied */
function enforce({ policy, binding }: BoundPolicy, violation: Violation, attributes: AdmissionAttributes): string[] {
  const [policyName, bindingName] = [policy.metadata.name, binding.metadata.name];
  const { validationActions } = binding.spec;
  if (validationActions.includes('Deny')) {
    const because = `ValidatingAdmissionPolicy '${policyName}' with binding '${bindingName}' denied request`;
    throw denial(`${because}: ${violation.message}`, violation, attributes);
  }
  if (!validationActions.includes('Warn')) return [];
  const because = `Validation failed for ValidatingAdmissionPolicy '${policyName}' with binding '${bindingName}'`;
  return [`${because}: ${violation.message}`];
}

function denial(because: string, violation: Violation, { resource, name }: AdmissionAttributes): AdmissionDenied {
  const { message, reason = DEFAULT_REASON } = violation;
  const text = `${resourceName(resource)} "${name}" is forbidden: ${because}`;
  return new AdmissionDenied(CODES[reason] ?? DEFAULT_CODE, reason, text, detailsOf(resource, name, [{ message }]));
}
