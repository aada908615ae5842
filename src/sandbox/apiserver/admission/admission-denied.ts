import type { StatusDetails, StatusReason } from '../../../kube/meta/index.js';
import { ApiError } from '../api-status/api-error.js';

/** The write is refused, by a rule or because a rule could not be asked. */
export class AdmissionDenied extends ApiError {
  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    // A webhook may answer with a reason of its own: the wire takes any word.
    super(code, reason as StatusReason, message, details);
  }
}
