import { decodeJwt } from 'jose';

/** What a token says of itself, before anybody has judged it: good for choosing a judge, and for nothing else. */
export interface StatedClaims {
  readonly issuer?: string;
  readonly expiresAtMs?: number;
}

/** Empty for a token that is no JWT, or not a sound one. */
export function statedClaims(token: string): StatedClaims {
  try {
    const { iss, exp } = decodeJwt(token);
    return {
      ...(typeof iss === 'string' && { issuer: iss }),
      ...(typeof exp === 'number' && Number.isFinite(exp) && { expiresAtMs: exp * 1000 }),
    };
  } catch {
    return {};
  }
}
