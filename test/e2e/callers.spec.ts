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
      DBAAS_READS_PER_MINUTE: '600',
      DBAAS_WRITES_PER_MINUTE: '3',
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

  it('may ask for so much, by REST and GraphQL together, and hold up nobody else', async () => {
    const eager = { sub: 'eager', groups: ['team-red'] };
    const read = await ask(eager);
    expect(read.headers.get('ratelimit-policy')).toBe('"reads";q=600;w=60');
    expect(read.headers.get('ratelimit')).toMatch(/^"reads";r=\d+;t=\d+$/);
    const query = 'mutation { a: deleteCluster(input: {namespace: "x", name: "a"}) { __typename } }';
    const mutate = async (): Promise<Answer> =>
      sandbox.request('POST', '/graphql', { body: { query }, token: await tokenOf(eager) });
    const statuses: number[] = [];
    for (let i = 0; i < 2; i++) statuses.push((await ask(eager, 'DELETE', `${CLUSTERS}/none`)).status);
    expect(statuses).toEqual([403, 403]);
    expect((await mutate()).body.errors[0].extensions.code).toBe('not_found');

    const refused = await ask(eager, 'DELETE', `${CLUSTERS}/none`);
    expect([refused.status, refused.body.code, refused.body.retryable]).toEqual([429, 'rate_limited', true]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(10);
    expect(refused.headers.get('ratelimit')).toMatch(/^"writes";r=0;t=\d+$/);
    const refusedMutation = await mutate();
    expect([refusedMutation.status, refusedMutation.headers.get('retry-after')]).toEqual([429, expect.any(String)]);
    expect(refusedMutation.headers.get('ratelimit-policy')).toBe('"writes";q=3;w=60');
    expect(refusedMutation.body.errors[0].extensions).toMatchObject({
      code: 'rate_limited',
      status: 429,
      retryable: true,
    });

    expect((await ask(eager)).status).toBe(200);
    expect((await ask({ sub: 'patient' }, 'DELETE', `${CLUSTERS}/none`)).status).toBe(404);
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
