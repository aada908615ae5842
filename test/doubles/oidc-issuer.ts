import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { createTlsIdentity } from '../../src/sandbox/apiserver/http/tls-identity.js';

/** One key pair of an issuer, and what it signs. */
export class SigningKey {
  private constructor(
    readonly publicJwk: JWK,
    /** As an attacker finds it. */
    readonly publicPem: string,
    private readonly privateKey: CryptoKey,
  ) {}

  static async make(kid: string, alg = 'ES256'): Promise<SigningKey> {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
    return new SigningKey(jwk, await exportSPKI(publicKey), privateKey);
  }

  sign(claims: JWTPayload): Promise<string> {
    const { alg = '', kid } = this.publicJwk;
    return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(this.privateKey);
  }
}

/** An OpenID Connect issuer on the loopback, with a certificate of an authority that nobody knows but who is told. */
export class OidcIssuer {
  /** Paths, in the order of the requests. */
  readonly asked: string[] = [];
  /** Published; tests change them. */
  readonly keys: JWK[] = [];
  /** Instead of what would be answered. */
  readonly answers: Record<string, { readonly status?: number; readonly body: string }> = {};

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OidcIssuer> {
    const { caCertificate, certificate, privateKey } = await createTlsIdentity(new Date());
    const folder = await mkdtemp(path.join(tmpdir(), 'oidc-issuer-'));
    await writeFile(path.join(folder, 'ca.pem'), caCertificate);
    const server = createServer({ cert: certificate, key: privateKey });
    const issuer = new OidcIssuer(server, folder);
    server.on('request', ({ url = '' }, response) => {
      issuer.asked.push(url);
      const { status = 200, body } = issuer.answers[url] ?? { body: issuer.documentAt(url) };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return issuer;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get caFile(): string {
    return path.join(this.folder, 'ca.pem');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  private documentAt(url: string): string {
    const discovery = { issuer: this.url, jwks_uri: `${this.url}/keys` };
    return JSON.stringify(url === '/keys' ? { keys: this.keys } : discovery);
  }
}
