import type { ActiveWebhooks } from './active-webhooks.js';
import type { AdmissionAttributes, ValidationResult } from './admission-attributes.js';
import type { WebhookAsker } from './webhook-asker.js';

/** Webhooks that may refuse a write, all asked at once. */
export class ValidatingWebhooks {
  constructor(
    private readonly webhooks: ActiveWebhooks,
    private readonly asker: WebhookAsker,
  ) {}

  wants(attributes: AdmissionAttributes): boolean {
    return this.webhooks.wanting(attributes).length > 0;
  }

  /** Of several refusals the first in order of names is told, whichever came first. @throws AdmissionDenied */
  async validate(attributes: AdmissionAttributes): Promise<ValidationResult> {
    const hooks = this.webhooks.wanting(attributes);
    const answers = await Promise.allSettled(hooks.map((hook) => this.asker.ask(hook, attributes)));
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused) throw refused.reason;
    return { warnings: answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value?.warnings) || []) };
  }
}
