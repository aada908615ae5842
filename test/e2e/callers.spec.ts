import type { JWTPayload } from 'jose';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import type { ResourceType, UntypedObject } from '../../src/kube/meta/index.js';
import { OidcIssuer, SigningKey } from '../doubles/oidc-issuer.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const RBAC = 'rbac.authorization.k8s.io';
const ROLE_BINDING: ResourceType = {
  group: RBAC,
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  namespaced: true,
};
const CLUSTERS = '/api/v1/namespaces/default/clusters';

describe('callers whom an identity provider knows', () => {
  let issuer: OidcIssuer;
  let key: SigningKey;
  let sandbox: SandboxApp;
  let client: HttpKubeClient;

  beforeAll(async () => {
    [issuer, key] = await Promise.all([OidcIssuer.start(), SigningKey.make('first')]);
    issuer.keys.push(key.publicJwk);
    const env = {
      DBAAS_OIDC_ISSUER: issuer.url,
      DBAAS_OIDC_AUDIENCES: 'dbaas',
      DBAAS_OIDC_CA_FILE: issuer.caFile,
      DBAAS_OIDC_USERNAME_PREFIX: 'corp:',
      DBAAS_OIDC_GROUPS_CLAIM: 'groups',
      DBAAS_OIDC_CLOCK_SKEW_SECONDS: '0',
    };
    sandbox = await SandboxApp.start({ env });
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    await bind('team-red', 'dbaas-operator-viewer');
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
    await issuer.stop();
  });

  const bind = async (group: string, role: string): Promise<void> => {
    await client.create<UntypedObject>(ROLE_BINDING, {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: `${group}-${role}`, namespace: 'default' },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: group }],
    });
  };

  const tokenOf = (claims: JWTPayload, signer = key): Promise<string> => {
    const exp = Math.floor(Date.now() / 1000) + 300;
    return signer.sign({ iss: issuer.url, aud: 'dbaas', sub: 'ann', exp, ...claims });
  };
  const ask = async (claims: JWTPayload, method = 'GET', path = CLUSTERS): Promise<Answer> =>
    sandbox.request(method, path, { token: await tokenOf(claims) });

  it('may do what the cluster allows their groups, and see nothing else', async () => {
    expect((await ask({ groups: ['team-red'] })).status).toBe(200);
    expect((await ask({ groups: ['team-blue'] })).status).toBe(404);
    expect((await ask({ groups: ['system:masters'] })).status).toBe(404);
  });

  it('enter beside those whom the API server knows', async () => {
    expect((await sandbox.request('GET', CLUSTERS)).status).toBe(200);
  });

  it('are told by challenge what was wrong, and not more', async () => {
    const { status, headers, body } = await ask({ exp: 1 });
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toMatch(
      /^Bearer realm="[^"]+", error="invalid_token", error_description="[^"]+"$/,
    );
    expect(JSON.stringify(body)).not.toMatch(/ERR_|claim|audience|signature/);
    const anonymous = await sandbox.request('GET', CLUSTERS, { token: '' });
    expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer realm="[^"]+"$/);
    const graphql = await sandbox.request('POST', '/graphql', {
      body: { query: '{ __typename }' },
      token: await tokenOf({ aud: 'x' }),
    });
    expect([graphql.status, graphql.headers.get('www-authenticate')]).toEqual([401, headers.get('www-authenticate')]);
  });

  it('stay out however many unheard-of keys sign for them, without the provider being asked for each', async () => {
    const stranger = await SigningKey.make('unheard-of');
    const before = issuer.asked.length;
    const tokens = await Promise.all(Array.from({ length: 30 }, (_, i) => tokenOf({ jti: String(i) }, stranger)));
    const answers = await Promise.all(tokens.map((token) => sandbox.request('GET', CLUSTERS, { token })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(issuer.asked.length - before).toBeLessThanOrEqual(2);
  });

  it('lose their subscriptions when their token ends', async () => {
    const token = await tokenOf({ exp: Math.floor(Date.now() / 1000) + 2, groups: ['team-red'] });
    let ending: { code?: number } | undefined;
    const socket = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
      on: { closed: (event) => (ending = event as { code: number }) },
    });
    await eventually(
      () => ending,
      (event) => event !== undefined,
    );
    expect(ending).toMatchObject({ code: 4403 });
    await socket.dispose();
  });
});
