import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { KeyPair } from './authority.js';
import type { UserTokens } from './user-tokens.js';

interface TokenReview {
  readonly spec: { readonly token?: string };
}

/** The webhook that a kube-apiserver asks who the bearer of a token is. */
export class TokenAuthenticator {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(tokens: UserTokens, { certificate, privateKey }: KeyPair): Promise<TokenAuthenticator> {
    const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
      void text(request).then((body) => {
        const { spec } = JSON.parse(body) as TokenReview;
        response.setHeader('content-type', 'application/json').end(JSON.stringify(verdict(tokens, spec.token ?? '')));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TokenAuthenticator(server);
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function verdict(tokens: UserTokens, token: string): object {
  const user = tokens.read(token);
  const status = user ? { authenticated: true, user } : { authenticated: false };
  return { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status };
}
