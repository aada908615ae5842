import type { ApiResponse, Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

const suite = conformanceSuite('access');
const RBAC = '/apis/rbac.authorization.k8s.io/v1';

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
  await suite.created(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'robot' },
  });
  await suite.created(`${RBAC}/namespaces/${namespace}/roles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'reader' },
    rules: [
      { apiGroups: [suite.group], resources: ['widgets'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [suite.group], resources: ['widgets/status'], resourceNames: ['mine'], verbs: ['patch'] },
    ],
  });
  await suite.created(`${RBAC}/namespaces/${namespace}/rolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
  });
});

const user = (): string => `system:serviceaccount:${namespace}:robot`;

async function robotToken(expirationSeconds = 3600): Promise<Wire> {
  return suite.created(`/api/v1/namespaces/${namespace}/serviceaccounts/robot/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds },
  });
}

const review = (group: string, kind: string, spec: object, where = ''): Promise<Wire> =>
  suite.api.post(`/apis/${group}/v1${where}/${kind.toLowerCase()}s`, { apiVersion: `${group}/v1`, kind, spec });

describe('tokens of service accounts', () => {
  it('are issued and tell when they expire', async () => {
    const { kind, status } = await robotToken();
    expect(kind).toBe('TokenRequest');
    expect(status.token).toEqual(expect.any(String));
    expect(Date.parse(status.expirationTimestamp)).toBeGreaterThan(Date.now());
  });

  it('are believed by a TokenReview', async () => {
    const { status } = await robotToken();
    const answer = await review('authentication.k8s.io', 'TokenReview', { token: status.token });
    expect(answer.status).toBe(201);
    expect(answer.body.status).toMatchObject({
      authenticated: true,
      user: {
        username: user(),
        uid: expect.any(String),
        groups: expect.arrayContaining([
          'system:serviceaccounts',
          `system:serviceaccounts:${namespace}`,
          'system:authenticated',
        ]),
      },
    });
  });

  it('are not believed when they are none', async () => {
    const { body } = await review('authentication.k8s.io', 'TokenReview', { token: 'nonsense' });
    expect(body.status.authenticated ?? false).toBe(false);
    expect(body.status.user ?? {}).toEqual({});
  });

  it('tell their bearer who it is', async () => {
    const robot = suite.as((await robotToken()).status.token);
    const { body } = await robot.post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    });
    expect(body.status.userInfo.username).toBe(user());
  });
});

describe('roles', () => {
  it('allow what they name and nothing else', async () => {
    const robot = suite.as((await robotToken()).status.token);
    expect((await robot.get(suite.widgets(namespace))).status).toBe(200);
    const refused = await robot.post(suite.widgets(namespace), suite.widget('a'));
    expectFailure(refused, { code: 403, reason: 'Forbidden' });
    expect(refused.body.message).toBe(
      `widgets.${suite.group} is forbidden: User "${user()}" cannot create resource "widgets" in API group "${suite.group}" in the namespace "${namespace}"`,
    );
    expect(refused.body.details).toMatchObject({ group: suite.group, kind: 'widgets' });
  });

  it('end at the namespace of their binding', async () => {
    const robot = suite.as((await robotToken()).status.token);
    const refused = await robot.get(suite.widgets());
    expectFailure(refused, { code: 403, reason: 'Forbidden' });
    expect(refused.body.message).toContain('at the cluster scope');
    expect((await robot.get(suite.widgets('default'))).status).toBe(403);
  });

  it('hide what they do not allow, even whether it exists', async () => {
    const robot = suite.as((await robotToken()).status.token);
    expect((await robot.get(`/api/v1/namespaces/${namespace}/secrets/absent`)).status).toBe(403);
  });

  it('may be tried on by impersonation', async () => {
    const headers = { 'impersonate-user': user() };
    expect((await suite.api.get(suite.widgets(namespace), { headers })).status).toBe(200);
    expect((await suite.api.get(`/api/v1/namespaces/${namespace}/secrets`, { headers })).status).toBe(403);
    const robot = suite.as((await robotToken()).status.token);
    const refused = await robot.get(suite.widgets(namespace), { headers: { 'impersonate-user': 'ann' } });
    expectFailure(refused, { code: 403, reason: 'Forbidden' });
  });

  it('take effect at once, and end at once', async () => {
    const ann = { headers: { 'impersonate-user': 'ann' } };
    expect((await suite.api.get(suite.widgets(namespace), ann)).status).toBe(403);
    const binding = `${RBAC}/namespaces/${namespace}/rolebindings`;
    await suite.created(binding, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'ann' },
      subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ann' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    });
    const allowed = (): Promise<Wire> => suite.api.get(suite.widgets(namespace), ann);
    await until(async () => (await allowed()).status === 200);
    await suite.api.delete(`${binding}/ann`);
    await until(async () => (await allowed()).status === 403);
    expect((await allowed()).status).toBe(403);
  });
});

/** Real servers learn of bindings by a watch of their own. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await isSo())) if (Date.now() > deadline) throw new Error('it never came to be so');
}

describe('aggregated cluster roles', () => {
  const CLUSTER_ROLES = `${RBAC}/clusterroles`;
  const clusterRole = (name: string, labels: object, more: object): object => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, labels },
    ...more,
  });

  it('show the rules that they gather, and follow them', async () => {
    const labels = { [`example.com/${namespace}`]: 'true' };
    const rules = [{ apiGroups: [suite.group], resources: ['widgets'], verbs: ['get'] }];
    const names = [`${namespace}-part`, `${namespace}-whole`];
    await suite.created(CLUSTER_ROLES, clusterRole(names[0]!, labels, { rules }));
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: labels }] };
    await suite.created(CLUSTER_ROLES, clusterRole(names[1]!, {}, { aggregationRule, rules: [] }));
    const whole = `${CLUSTER_ROLES}/${names[1]}`;
    expect((await suite.eventually(whole, ({ body }) => body.rules?.length === 1)).body.rules).toEqual(rules);
    await suite.api.delete(`${CLUSTER_ROLES}/${names[0]}`);
    expect((await suite.eventually(whole, ({ body }) => !body.rules?.length)).status).toBe(200);
    await suite.api.delete(whole);
  });
});

describe('rights that are told apart', () => {
  const grant = async (name: string, verbs: string[]): Promise<{ headers: Record<string, string> }> => {
    const rule = { apiGroups: [suite.group], resources: ['widgets'], verbs };
    const apiGroup = 'rbac.authorization.k8s.io';
    const typed = { apiVersion: `${apiGroup}/v1`, metadata: { name } };
    await suite.created(`${RBAC}/namespaces/${namespace}/roles`, { ...typed, kind: 'Role', rules: [rule] });
    await suite.created(`${RBAC}/namespaces/${namespace}/rolebindings`, {
      ...typed,
      kind: 'RoleBinding',
      subjects: [{ kind: 'User', apiGroup, name }],
      roleRef: { apiGroup, kind: 'Role', name },
    });
    const headers = { 'impersonate-user': name };
    await until(async () => (await suite.api.get(suite.widgets(namespace), { headers })).status === 200);
    return { headers };
  };

  it('to patch is not to create, not even by an apply', async () => {
    const carl = await grant('carl', ['get', 'list', 'patch']);
    const apply = (name: string): Promise<ApiResponse> =>
      suite.api.apply('carl', `${suite.widgets(namespace)}/${name}`, suite.widget(name), carl);
    expectFailure(await apply('new'), { code: 403, reason: 'Forbidden' });
    await suite.created(suite.widgets(namespace), suite.widget('old'));
    expect((await apply('old')).status).toBe(200);
  });

  it('to delete one is not to delete all', async () => {
    const dora = await grant('dora', ['get', 'list', 'delete']);
    await suite.created(suite.widgets(namespace), suite.widget('one'));
    const all = await suite.api.delete(suite.widgets(namespace), undefined, dora);
    expectFailure(all, { code: 403, reason: 'Forbidden' });
    expect((await suite.api.delete(`${suite.widgets(namespace)}/one`, undefined, dora)).status).toBe(200);
  });
});

describe('access reviews', () => {
  const AUTHORIZATION = 'authorization.k8s.io';
  const attributes = (verb: string, more: object = {}): object => ({
    resourceAttributes: { namespace, verb, group: suite.group, resource: 'widgets', ...more },
  });

  it.each([
    { verb: 'list', more: {}, allowed: true },
    { verb: 'delete', more: {}, allowed: false },
    { verb: 'list', more: { namespace: 'default' }, allowed: false },
    { verb: 'patch', more: { subresource: 'status', name: 'mine' }, allowed: true },
    { verb: 'patch', more: { subresource: 'status', name: 'yours' }, allowed: false },
  ])('of $verb $more say $allowed', async ({ verb, more, allowed }) => {
    const spec = { ...attributes(verb, more), user: user() };
    const { status, body } = await review(AUTHORIZATION, 'SubjectAccessReview', spec);
    expect(status).toBe(201);
    expect(body.status.allowed).toBe(allowed);
  });

  it('of paths that are no resources', async () => {
    const spec = { user: user(), nonResourceAttributes: { path: '/metrics', verb: 'get' } };
    const { body } = await review(AUTHORIZATION, 'SubjectAccessReview', spec);
    expect(body.status.allowed).toBe(false);
  });

  it('of oneself', async () => {
    const { body } = await review(AUTHORIZATION, 'SelfSubjectAccessReview', attributes('delete'));
    expect(body.status.allowed).toBe(true);
  });

  it('of one namespace', async () => {
    const spec = { ...attributes('list'), user: user() };
    const where = `/namespaces/${namespace}`;
    const { body } = await review(AUTHORIZATION, 'LocalSubjectAccessReview', spec, where);
    expect(body.status.allowed).toBe(true);
  });

  it('of everything oneself may do', async () => {
    const robot = suite.as((await robotToken()).status.token);
    const { body } = await robot.post(`/apis/${AUTHORIZATION}/v1/selfsubjectrulesreviews`, {
      apiVersion: `${AUTHORIZATION}/v1`,
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    });
    expect(body.status.resourceRules).toContainEqual(
      expect.objectContaining({ verbs: ['get', 'list', 'watch'], apiGroups: [suite.group], resources: ['widgets'] }),
    );
  });

  it('say whom and what they are about', async () => {
    const { status } = await review(AUTHORIZATION, 'SubjectAccessReview', { user: 'ann' });
    expect(status).toBe(422);
  });
});
