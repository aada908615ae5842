import { EnumField, ListField, Shape, StringField, text, TimeField } from '../../resources/declare/index.js';
import type { TokenFacts } from '../../services/auth/authenticator.js';
import type { Caller } from '../../services/auth/caller.js';
import { TOKEN_JUDGE, type TokenJudge } from '../../services/auth/token-verifier.js';

@Shape({ description: 'Who asks, as the rights of the cluster know them.' })
export class Viewer {
  @StringField({ description: 'Name; what `kubectl --as` takes.', maxLength: 1024, example: 'oidc:ann' })
  name!: string;

  @ListField(text({ maxLength: 1024 }), {
    description: 'Groups; what `kubectl --as-group` takes.',
    maxItems: 1024,
    example: ['oidc:team-red', 'system:authenticated'],
  })
  groups!: readonly string[];

  @EnumField(TOKEN_JUDGE, { description: 'Who said whose token it is.' })
  authenticatedBy!: TokenJudge;

  @TimeField({
    description: 'Until when the token is taken; null for one that does not say.',
    optional: true,
    nullable: true,
  })
  tokenExpiresAt!: string | null;
}

@Shape({ description: 'What a caller may do with one resource.' })
export class ResourcePermission {
  @StringField({
    description: 'The resource, as Kubernetes calls it.',
    maxLength: 317,
    example: 'databaseclusters/credentials',
  })
  resource!: string;

  @ListField(text({ maxLength: 63 }), {
    description: 'What is allowed, as Kubernetes calls it; nothing where it is empty.',
    maxItems: 16,
    example: ['get', 'list'],
  })
  verbs!: readonly string[];
}

/** Both doors tell the same of a caller. */
export function viewerOf({ username, groups }: Caller, { judgedBy, expiresAtMs }: TokenFacts): Viewer {
  return {
    name: username,
    groups,
    authenticatedBy: judgedBy,
    tokenExpiresAt: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
  };
}
