import { isDeepStrictEqual } from 'node:util';

import type { UntypedObject } from '../../../kube/meta/index.js';
import { jsonPatch } from '../patch/json-patch.js';
import { PatchError } from '../patch/patch-error.js';
import type { ActiveWebhook, ActiveWebhooks } from './active-webhooks.js';
import type { AdmissionAttributes, MutationResult } from './admission-attributes.js';
import { inVersion } from './admission-request.js';
import { giveUp } from './webhook-asker.js';
import type { WebhookAsker } from './webhook-asker.js';

/** Webhooks that may change a write, one after another. */
export class MutatingAdmission {
  constructor(
    private readonly webhooks: ActiveWebhooks,
    private readonly asker: WebhookAsker,
  ) {}

  wants(attributes: AdmissionAttributes): boolean {
    return this.webhooks.wanting(attributes).length > 0;
  }

  /** All in order; then those that wish so once more, if what they saw has changed since. @throws AdmissionDenied */
  async mutate(attributes: AdmissionAttributes): Promise<MutationResult> {
    const round = new MutationRound(this.asker, attributes);
    const hooks = this.webhooks.all();
    const leftBehind = new Map<ActiveWebhook, UntypedObject | null>();
    for (const hook of hooks) if (await round.ask(hook)) leftBehind.set(hook, round.object);
    for (const [hook, object] of leftBehind)
      if (hook.webhook.reinvocationPolicy === 'IfNeeded' && round.object !== object) await round.ask(hook);
    return { object: round.object, warnings: round.warnings };
  }
}

class MutationRound {
  readonly warnings: string[] = [];
  object: UntypedObject | null;

  constructor(
    private readonly asker: WebhookAsker,
    private readonly attributes: AdmissionAttributes,
  ) {
    this.object = attributes.object;
  }

  /** False when the webhook had no say. */
  async ask(hook: ActiveWebhook): Promise<boolean> {
    const response = await this.asker.ask(hook, { ...this.attributes, object: this.object });
    if (!response) return false;
    this.warnings.push(...response.warnings);
    if (response.patch !== undefined && this.object) this.object = this.patched(hook, this.object, response.patch);
    return true;
  }

  private patched(hook: ActiveWebhook, object: UntypedObject, patch: unknown): UntypedObject {
    try {
      const { group, version } = this.attributes.resource;
      const changed = inVersion(jsonPatch(object, patch) as UntypedObject, group, version);
      return isDeepStrictEqual(changed, object) ? object : changed;
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      giveUp(hook.webhook, `its patch does not apply: ${error.message}`);
      return object;
    }
  }
}
