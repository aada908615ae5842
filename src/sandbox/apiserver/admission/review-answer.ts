import type { StatusCause, StatusDetails } from '../../../kube/meta/index.js';
import { WebhookCallError } from './webhook-call.js';

/** The parts of a Status that a refusal may carry. */
export interface ReviewStatus {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: StatusDetails;
}

/** The `response` of an AdmissionReview, found to be well formed. */
export interface ReviewResponse {
  readonly allowed: boolean;
  readonly status?: ReviewStatus;
  /** RFC 6902. */
  readonly patch?: unknown;
  readonly warnings: readonly string[];
}

type Json = Record<string, unknown>;

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** @throws WebhookCallError for an answer that is no AdmissionReview v1, or the answer to another question. */
export function readReviewAnswer(answer: unknown, uid: string): ReviewResponse {
  const { apiVersion, kind, response } = asObject(answer);
  if (apiVersion !== 'admission.k8s.io/v1' || kind !== 'AdmissionReview')
    throw new WebhookCallError('the answer is no admission.k8s.io/v1 AdmissionReview');
  const { uid: answeredUid, allowed, status, warnings } = asObject(response);
  if (answeredUid !== uid) throw new WebhookCallError('the answer carries the uid of another request');
  if (typeof allowed !== 'boolean') throw new WebhookCallError('the answer does not say whether the write is allowed');
  return {
    allowed,
    ...readPatch(asObject(response)),
    ...(status === undefined ? {} : { status: readStatus(asObject(status)) }),
    warnings: Array.isArray(warnings) ? warnings.filter((warning) => typeof warning === 'string') : [],
  };
}

function readStatus({ code, reason, message, details }: Json): ReviewStatus {
  return {
    ...(typeof code === 'number' ? { code } : {}),
    ...textsOf({ reason, message }),
    ...(details === undefined ? {} : { details: readDetails(asObject(details)) }),
  };
}

function readDetails({ name, group, kind, uid, causes, retryAfterSeconds }: Json): StatusDetails {
  return {
    ...textsOf({ name, group, kind, uid }),
    ...(Array.isArray(causes) ? { causes: causes.map((cause) => readCause(asObject(cause))) } : {}),
    ...(typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {}),
  };
}

const readCause = ({ reason, message, field }: Json): StatusCause => textsOf({ reason, message, field });

/** Those of the given fields that are text: what is of another type is as good as absent. */
function textsOf(fields: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function readPatch({ patch, patchType }: Json): { patch?: unknown } {
  if (patch === undefined && patchType === undefined) return {};
  if (patchType !== 'JSONPatch' || typeof patch !== 'string')
    throw new WebhookCallError('a patch needs the patchType JSONPatch and base64 text');
  try {
    return { patch: JSON.parse(Buffer.from(patch, 'base64').toString()) as unknown };
  } catch (error) {
    throw new WebhookCallError('the patch is not JSON', { cause: error });
  }
}
