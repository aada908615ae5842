import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes, ServedKinds } from './admission-attributes.js';
import type { Webhook, WebhookConfiguration } from './configuration-types.js';
import { ADMISSION_GROUP } from './configuration-types.js';
import { compileConditions } from './match-conditions.js';
import type { CompiledCondition } from './match-conditions.js';
import { matchedVersion } from './rule-matching.js';
import { matchesSelectors } from './selector-matching.js';

export const WEBHOOK_VARIABLES = ['object', 'oldObject', 'request'];

/** A configured webhook, ready to be matched. */
export class ActiveWebhook {
  readonly conditions: readonly CompiledCondition[];

  constructor(
    readonly webhook: Webhook,
    private readonly kinds: ServedKinds,
  ) {
    this.conditions = compileConditions(webhook.matchConditions, WEBHOOK_VARIABLES);
  }

  /** The version in which the webhook wants to see the write; undefined when it does not. Conditions come later. */
  versionFor(attributes: AdmissionAttributes, reader: ObjectReader): string | undefined {
    // A webhook that could refuse its own removal could never be removed.
    if (attributes.resource.group === ADMISSION_GROUP) return undefined;
    const { rules, matchPolicy } = this.webhook;
    const version = matchedVersion(rules, matchPolicy, attributes, this.kinds);
    return version !== undefined && matchesSelectors(this.webhook, attributes, reader) ? version : undefined;
  }
}

/** The webhooks of all configurations of one kind, in order of names. Compiled once per change of any of them. */
export class ActiveWebhooks {
  private compiled: readonly ActiveWebhook[] = [];
  private revision = -1;

  constructor(
    private readonly storageKey: string,
    private readonly reader: ObjectReader,
    private readonly kinds: ServedKinds,
  ) {}

  all(): readonly ActiveWebhook[] {
    const revision = this.reader.revisionOf(this.storageKey);
    if (revision === this.revision) return this.compiled;
    const configurations = [...(this.reader.list(this.storageKey) as Iterable<WebhookConfiguration>)];
    this.compiled = configurations
      .flatMap(({ webhooks = [] }) => webhooks)
      .map((webhook) => new ActiveWebhook(webhook, this.kinds));
    this.revision = revision;
    return this.compiled;
  }

  wanting(attributes: AdmissionAttributes): readonly ActiveWebhook[] {
    return this.all().filter((active) => active.versionFor(attributes, this.reader) !== undefined);
  }
}
