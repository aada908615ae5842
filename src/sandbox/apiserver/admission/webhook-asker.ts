import type { ObjectReader } from '../storage/object-reader.js';
import type { AdmissionAttributes } from './admission-attributes.js';
import { AdmissionDenied } from './admission-denied.js';
import { buildAdmissionRequest, requestVariable } from './admission-request.js';
import type { ActiveWebhook } from './active-webhooks.js';
import { judgeConditions } from './match-conditions.js';
import { readReviewAnswer } from './review-answer.js';
import type { ReviewResponse } from './review-answer.js';
import { WebhookCallError } from './webhook-call.js';
import type { WebhookCaller } from './webhook-call.js';
import type { Webhook } from './configuration-types.js';

/**
 * Refusals carry at least this code, as on real servers: a webhook that gives none is answered with 400. (Many frameworks
 * give 403 themselves.)
 */
const LOWEST_REFUSAL_CODE = 400;

/** Puts one write before one webhook. */
export class WebhookAsker {
  constructor(
    private readonly caller: WebhookCaller,
    private readonly reader: ObjectReader,
  ) {}

  /** Undefined when the webhook has no say: by its conditions, or because it failed and may. @throws AdmissionDenied */
  async ask(active: ActiveWebhook, attributes: AdmissionAttributes): Promise<ReviewResponse | undefined> {
    const { webhook } = active;
    const version = active.versionFor(attributes, this.reader);
    if (version === undefined) return undefined;
    const request = buildAdmissionRequest(attributes, version);
    const { object, oldObject } = request;
    const variables = { object, oldObject, request: requestVariable(request) };
    const outcome = judgeConditions(active.conditions, variables);
    if (outcome === false) return undefined;
    if (outcome !== true) return giveUp(webhook, outcome.failure);
    const response = await this.call(webhook, request);
    if (response && !response.allowed) throw refusal(webhook, response);
    return response;
  }

  private async call(webhook: Webhook, request: { readonly uid: string }): Promise<ReviewResponse | undefined> {
    try {
      const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
      return readReviewAnswer(await this.caller.call(webhook, review), request.uid);
    } catch (error) {
      if (error instanceof WebhookCallError) return giveUp(webhook, error.message);
      throw error;
    }
  }
}

/** What becomes of a write whose webhook could not be asked. @throws AdmissionDenied unless the failure may be ignored */
export function giveUp({ name, failurePolicy = 'Fail' }: Webhook, because: string): undefined {
  if (failurePolicy === 'Ignore') return undefined;
  const message = `failed calling webhook "${name}": ${because}`;
  throw new AdmissionDenied(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

function refusal({ name }: Webhook, { status = {} }: ReviewResponse): AdmissionDenied {
  const { code = 0, reason = '', message, details } = status;
  const why = message || reason;
  const text = `admission webhook "${name}" denied the request${why ? `: ${why}` : ' without explanation'}`;
  return new AdmissionDenied(Math.max(code, LOWEST_REFUSAL_CODE), reason, text, details);
}
