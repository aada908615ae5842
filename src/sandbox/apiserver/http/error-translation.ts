import { AdmissionDenied } from '../admission/index.js';
import { ApiError, internalError } from '../api-status/api-error.js';
import { PatchError } from '../patch/index.js';

/** Whatever was thrown as what is answered. What nobody foresaw is a 500 that does not repeat what it was about. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof PatchError) return new ApiError(error.code, error.reason, error.message);
  if (error instanceof AdmissionDenied) return new ApiError(error.code, error.reason || 'Forbidden', error.message);
  return internalError(error instanceof Error ? error.message : 'unknown failure');
}
