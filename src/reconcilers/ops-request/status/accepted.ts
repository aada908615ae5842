import { FIELD_MANAGER } from '../../../domain/naming.js';
import type { OpsRequest, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { withCondition } from './conditions.js';

/** What every operation that was let in says, whether it waits or starts. */
export function acceptedStatus(request: OpsRequest, now: string): OpsRequestStatus {
  const status: OpsRequestStatus = {
    ...request.status,
    observedGeneration: request.metadata.generation,
    requestedBy: requesterOf(request),
  };
  const accepted = { type: 'Accepted', status: 'True', reason: 'Accepted', message: 'It was let in.' } as const;
  return withCondition(status, accepted, request, now);
}

/** Anyone can write under any field manager: the name is told as what it is, unverified. We ourselves only mark it ours. */
export function requesterOf({ metadata, status }: OpsRequest): OpsRequestStatus['requestedBy'] {
  if (status?.requestedBy) return status.requestedBy;
  const writers = metadata.managedFields?.filter(({ subresource }) => !subresource) ?? [];
  const subject = writers.find(({ manager }) => manager !== FIELD_MANAGER)?.manager ?? 'unknown';
  return { subject, via: 'Kubernetes', verified: false };
}
