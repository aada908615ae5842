import type { KubeClient } from '../../kube/client/index.js';
import { TOKEN_REVIEW, type KubeObject } from '../../kube/meta/index.js';
import type { TokenVerifier, Verdict } from './token-verifier.js';
import { statedClaims } from './stated-claims.js';

interface TokenReview extends KubeObject {
  spec: { token: string };
  status?: {
    authenticated?: boolean;
    user?: { username?: string; uid?: string; groups?: string[]; extra?: Record<string, string[]> };
  };
}

/** Asks the API server: whoever it knows, we know by the same name and the same groups. */
export class TokenReviewVerifier implements TokenVerifier {
  readonly judge = 'TokenReview';

  constructor(private readonly client: KubeClient) {}

  /** It alone knows which tokens are its own. */
  judges(): boolean {
    return true;
  }

  async verify(token: string): Promise<Verdict> {
    const review: TokenReview = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      metadata: { name: '' },
      spec: { token },
    };
    const { status } = await this.client.review(TOKEN_REVIEW, review);
    if (!status?.authenticated || !status.user?.username) return { refusal: 'TokenReview' };
    const { username, uid, groups = [], extra } = status.user;
    return { caller: { username, uid, groups, extra }, expiresAtMs: statedClaims(token).expiresAtMs };
  }
}
