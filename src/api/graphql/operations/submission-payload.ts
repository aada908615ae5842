import type { Submission } from '../../../services/operations/operation-submitter.js';
import { viewOf } from '../view.js';
import type { PlannedOperationPayload } from './operation-payloads.model.js';

export function submissionPayload({ operation, plan }: Submission): PlannedOperationPayload {
  return { operation: viewOf(operation), plan, problems: [] };
}
