import { defineEnum } from '../../resources/declare/index.js';
import type { Caller } from './caller.js';

export const TOKEN_JUDGE = defineEnum('TokenJudge', 'Who said whose token it is.', {
  TokenReview: 'The Kubernetes API server.',
  OpenIdConnect: 'This service, by the keys of the OpenID Connect issuer.',
});
export type TokenJudge = (typeof TOKEN_JUDGE.values)[number];

/** What became of a token. */
export type Verdict =
  | {
      readonly caller: Caller;
      /** Wall time past which the token is none any more, where that is known. */
      readonly expiresAtMs?: number;
    }
  | {
      /** For our own log; a caller is not told what is wrong with a token. */
      readonly refusal: string;
      /** What is refused for something that may soon be otherwise is judged again after this. */
      readonly reviseAfterMs?: number;
    };

/** One way to know who the bearer of a token is. */
export interface TokenVerifier {
  readonly judge: TokenJudge;
  /** Whether tokens of this issuer are for it to judge; undefined is a token that names none. */
  judges(issuer: string | undefined): boolean;
  /** Rejects when the token could not be judged at all: nobody is refused because somebody else is away. */
  verify(token: string): Promise<Verdict>;
}
