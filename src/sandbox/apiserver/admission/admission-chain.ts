import type { ObjectReader } from '../storage/object-reader.js';
import { ActiveWebhooks } from './active-webhooks.js';
import type { AdmissionAttributes, MutationResult, ServedKinds, ValidationResult } from './admission-attributes.js';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from './configuration-types.js';
import { MutatingAdmission } from './mutating-admission.js';
import { PolicyAdmission } from './policy-admission.js';
import { ValidatingWebhooks } from './validating-webhooks.js';
import { WebhookAsker } from './webhook-asker.js';
import { WebhookCaller } from './webhook-call.js';

/** The webhooks and policies that stand between a write and its commit. Sees a change of them at once. */
export class AdmissionChain {
  private readonly caller = new WebhookCaller();
  private readonly mutating: MutatingAdmission;
  private readonly policies: PolicyAdmission;
  private readonly validating: ValidatingWebhooks;

  constructor(reader: ObjectReader, kinds: ServedKinds) {
    const asker = new WebhookAsker(this.caller, reader);
    this.mutating = new MutatingAdmission(new ActiveWebhooks(MUTATING_WEBHOOKS, reader, kinds), asker);
    this.policies = new PolicyAdmission(reader, kinds);
    this.validating = new ValidatingWebhooks(new ActiveWebhooks(VALIDATING_WEBHOOKS, reader, kinds), asker);
  }

  /** False when no mutating webhook wants this write: then there is nothing to wait for. */
  needsMutation(attributes: AdmissionAttributes): boolean {
    return this.mutating.wants(attributes);
  }

  /** False when neither a policy nor a validating webhook wants this write. */
  needsValidation(attributes: AdmissionAttributes): boolean {
    return this.policies.wants(attributes) || this.validating.wants(attributes);
  }

  /** @throws AdmissionDenied */
  async mutate(attributes: AdmissionAttributes): Promise<MutationResult> {
    return this.mutating.mutate(attributes);
  }

  /** Policies first: they cost nothing to ask. @throws AdmissionDenied */
  async validate(attributes: AdmissionAttributes): Promise<ValidationResult> {
    const byPolicies = this.policies.validate(attributes);
    const byWebhooks = await this.validating.validate(attributes);
    return { warnings: [...byPolicies.warnings, ...byWebhooks.warnings] };
  }

  /** Closes kept connections to webhooks. */
  async close(): Promise<void> {
    await this.caller.close();
  }
}
