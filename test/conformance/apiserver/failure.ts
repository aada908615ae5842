import type { ApiResponse, Wire } from './api-client.js';

export interface ExpectedFailure {
  readonly code: number;
  readonly reason: string;
  /** "Type field", in any order; the texts are for people and may differ. */
  readonly causes?: readonly string[];
}

/** A refusal by what clients decide on. */
export function expectFailure({ status, body }: ApiResponse, { code, reason, causes }: ExpectedFailure): void {
  expect({
    http: status,
    kind: body?.kind,
    status: body?.status,
    code: body?.code,
    reason: body?.reason,
    ...(causes ? { causes: causesOf(body) } : {}),
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

function causesOf(body: Wire): string[] {
  const causes = (body?.details?.causes ?? []) as { reason?: string; field?: string }[];
  // Said of the check rather than of a field: that rules were left out, because of the other causes.
  const told = causes.filter(({ field }) => field !== '<nil>');
  // A real server may find the same thing twice.
  return [...new Set(told.map(({ reason = '', field = '' }) => `${reason} ${field}`))].sort();
}
