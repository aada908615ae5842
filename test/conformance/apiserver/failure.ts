import type { ApiResponse } from './api-client.js';

export interface ExpectedFailure {
  readonly code: number;
  readonly reason: string;
  /** "Type field", in any order; the texts are for people and may differ. */
  readonly causes?: readonly string[];
}

/** A refusal by what clients decide on. */
export function expectFailure({ status, body }: ApiResponse, { code, reason, causes }: ExpectedFailure): void {
  const actualCauses = ((body?.details?.causes ?? []) as { reason?: string; field?: string }[]).map(
    (cause) => `${cause.reason ?? ''} ${cause.field ?? ''}`,
  );
  expect({
    http: status,
    kind: body?.kind,
    status: body?.status,
    code: body?.code,
    reason: body?.reason,
    ...(causes ? { causes: actualCauses.sort() } : {}),
    message: body?.message,
  }).toEqual({
    http: code,
    kind: 'Status',
    status: 'Failure',
    code,
    reason,
    ...(causes ? { causes: [...causes].sort() } : {}),
    // Shown when something else differs, never judged.
    message: expect.any(String),
  });
}
