import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';
import { WebhookServer } from './webhook-server.js';
import type { WebhookAnswer } from './webhook-server.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('admission');
const REGISTRATION = '/apis/admissionregistration.k8s.io/v1';

let namespace: string;
let stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  namespace = await suite.namespace();
});

afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;

async function register(plural: string, object: Wire): Promise<void> {
  const { metadata } = await suite.created(`${REGISTRATION}/${plural}`, object);
  stops.push(() => suite.api.delete(`${REGISTRATION}/${plural}/${metadata.name}`));
}

/** A webhook for widgets of this test's namespace. */
async function webhook(
  kind: 'Mutating' | 'Validating',
  answer: WebhookAnswer,
  more: Json = {},
): Promise<WebhookServer> {
  const server = await WebhookServer.start(answer);
  stops.push(() => server.stop());
  const name = suite.name('hook');
  await register(`${kind.toLowerCase()}webhookconfigurations`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name },
    webhooks: [
      {
        name: `${name}.example.com`,
        clientConfig: server.clientConfig,
        rules: [
          { apiGroups: [suite.group], apiVersions: ['v1'], resources: ['widgets'], operations: ['*'], scope: '*' },
        ],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        timeoutSeconds: 5,
        ...more,
      },
    ],
  });
  return server;
}

const patching = (...operations: Json[]): Json => ({
  allowed: true,
  patchType: 'JSONPatch',
  patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
});

const REFUSAL = { allowed: false, status: { code: 403, reason: 'Forbidden', message: 'no' } };

/** Real servers need a moment until a new configuration counts. */
async function whenItCounts(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isDone())) if (Date.now() > deadline) throw new Error('the configuration does not count');
}

describe('a mutating webhook', () => {
  it('is asked about the whole write', async () => {
    const server = await webhook('Mutating', () => ({ allowed: true }));
    await whenItCounts(async () => {
      await suite.api.post(path(), suite.widget('a', { spec: { size: 1 } }), { query: { dryRun: 'All' } });
      return server.requests.length > 0;
    });
    expect(server.requests[0]).toMatchObject({
      uid: expect.any(String),
      kind: { group: suite.group, version: 'v1', kind: 'Widget' },
      resource: { group: suite.group, version: 'v1', resource: 'widgets' },
      name: 'a',
      namespace,
      operation: 'CREATE',
      userInfo: { groups: expect.arrayContaining(['system:masters']) },
      // Defaults are in before anyone is asked.
      object: { spec: { size: 1, mode: 'safe' } },
      oldObject: null,
      dryRun: true,
    });
  });

  it('changes what is stored, and validation sees the change', async () => {
    const operation = { op: 'add', path: '/spec/tags', value: { by: 'hook' } };
    await webhook('Mutating', ({ operation: verb }) => (verb === 'CREATE' ? patching(operation) : { allowed: true }));
    await whenItCounts(async () => {
      const { body } = await suite.api.post(path(), suite.widget('a', { spec: { size: 1 } }), {
        query: { dryRun: 'All' },
      });
      return body.spec.tags?.by === 'hook';
    });
    const body = await suite.created(path(), suite.widget('a', { spec: { size: 1 } }));
    expect(body.spec.tags).toEqual({ by: 'hook' });
    expect((await suite.api.get(path('a'))).body).toEqual(body);
  });

  it('cannot smuggle in what the schema refuses', async () => {
    await webhook('Mutating', () => patching({ op: 'replace', path: '/spec/size', value: 0 }));
    await whenItCounts(async () => {
      const { status } = await suite.api.post(path(), suite.widget('a', { spec: { size: 1 } }), {
        query: { dryRun: 'All' },
      });
      return status === 422;
    });
    const response = await suite.api.post(path(), suite.widget('a', { spec: { size: 1 } }));
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueInvalid spec.size'] });
  });

  it('leaves what it adds during an apply to nobody', async () => {
    await webhook('Mutating', () => patching({ op: 'add', path: '/spec/name', value: 'hooked' }));
    await whenItCounts(async () => {
      const { body } = await suite.api.post(path(), suite.widget('z', { spec: { size: 1 } }), {
        query: { dryRun: 'All' },
      });
      return body.spec.name === 'hooked';
    });
    const { body } = await suite.api.apply('a', path('a'), suite.widget('a', { spec: { size: 1 } }));
    expect(body.spec.name).toBe('hooked');
    const owned = body.metadata.managedFields.filter(({ operation }: { operation: string }) => operation === 'Apply');
    expect(owned).toMatchObject([{ manager: 'a', fieldsV1: { 'f:spec': { 'f:size': {} } } }]);
    expect(owned[0].fieldsV1).toEqual({ 'f:spec': { 'f:size': {} } });
  });
});

describe('a validating webhook', () => {
  const create = (name = 'a'): Promise<Wire> =>
    suite.api.post(path(), suite.widget(name, { spec: { size: 1 } }), { query: { dryRun: 'All' } });

  it('refuses with its own code and words', async () => {
    await webhook('Validating', () => ({
      allowed: false,
      status: { code: 422, reason: 'Invalid', message: 'not today' },
    }));
    await whenItCounts(async () => (await create()).status === 422);
    const response = await create();
    expectFailure(response, { code: 422, reason: 'Invalid' });
    expect(response.body.message).toMatch(/admission webhook ".*" denied the request: not today/);
  });

  it('refuses with 400 when it says no more', async () => {
    await webhook('Validating', () => ({ allowed: false }));
    await whenItCounts(async () => (await create()).status === 400);
    expect((await create()).body.message).toMatch(/denied the request without explanation/);
  });

  it('sees both states of an update and the object of a delete', async () => {
    const created = await suite.created(path(), suite.widget('a', { spec: { size: 1 } }));
    const server = await webhook('Validating', () => ({ allowed: true }));
    await whenItCounts(async () => {
      await suite.api.put(path('a'), { ...created, spec: { ...created.spec, size: 2 } }, { query: { dryRun: 'All' } });
      return server.requests.length > 0;
    });
    expect(server.requests[0]).toMatchObject({
      operation: 'UPDATE',
      object: { spec: { size: 2 } },
      oldObject: { spec: { size: 1 } },
    });
    await suite.api.delete(path('a'));
    expect(server.requests.at(-1)).toMatchObject({
      operation: 'DELETE',
      object: null,
      oldObject: { spec: { size: 1 } },
    });
  });

  it('may warn', async () => {
    await webhook('Validating', () => ({ allowed: true, warnings: ['think again'] }));
    await whenItCounts(async () => (await create()).headers.get('warning') !== null);
    expect((await create()).headers.get('warning')).toContain('299 - "think again"');
  });

  it('is not asked about objects it does not select', async () => {
    const objectSelector = { matchLabels: { watched: 'yes' } };
    const server = await webhook('Validating', () => REFUSAL, { objectSelector });
    const watched = suite.widget('b', { metadata: { labels: { watched: 'yes' } } });
    await whenItCounts(
      async () => (await suite.api.post(path(), watched, { query: { dryRun: 'All' } })).status === 403,
    );
    const before = server.requests.length;
    expect((await create('c')).status).toBe(201);
    expect(server.requests).toHaveLength(before);
  });

  it('is not asked where its conditions do not hold', async () => {
    const matchConditions = [{ name: 'large', expression: 'object.spec.size > 50' }];
    await webhook('Validating', () => REFUSAL, { matchConditions });
    const large = suite.widget('b', { spec: { size: 60 } });
    await whenItCounts(async () => (await suite.api.post(path(), large, { query: { dryRun: 'All' } })).status === 403);
    expect((await create('c')).status).toBe(201);
  });

  it.each([
    { failurePolicy: 'Fail', status: 500 },
    { failurePolicy: 'Ignore', status: 201 },
  ])('that cannot be reached means $status when failures are to $failurePolicy', async ({ failurePolicy, status }) => {
    const server = await webhook('Validating', () => ({ allowed: true }), { failurePolicy });
    await whenItCounts(async () => {
      await create();
      return server.requests.length > 0;
    });
    await server.stop();
    expect((await create()).status).toBe(status);
  });
});

describe('a validating policy', () => {
  async function policy(spec: Json, validationActions: string[]): Promise<void> {
    const name = suite.name('policy');
    await register('validatingadmissionpolicies', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: {
          resourceRules: [
            { apiGroups: [suite.group], apiVersions: ['v1'], resources: ['widgets'], operations: ['CREATE', 'UPDATE'] },
          ],
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        },
        ...spec,
      },
    });
    await register('validatingadmissionpolicybindings', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions },
    });
  }

  const create = (size: number): Promise<Wire> =>
    suite.api.post(path(), suite.widget('a', { spec: { size } }), { query: { dryRun: 'All' } });

  const SMALL = {
    variables: [{ name: 'size', expression: 'object.spec.size' }],
    validations: [{ expression: 'variables.size <= 10', message: 'too large' }],
  };

  it('denies', async () => {
    await policy(SMALL, ['Deny']);
    await whenItCounts(async () => (await create(11)).status === 422);
    const response = await create(11);
    expectFailure(response, { code: 422, reason: 'Invalid' });
    expect(response.body.message).toContain('too large');
    expect((await create(10)).status).toBe(201);
  });

  it('warns', async () => {
    await policy(SMALL, ['Warn']);
    await whenItCounts(async () => (await create(11)).headers.get('warning') !== null);
    const { status, headers } = await create(11);
    expect(status).toBe(201);
    expect(headers.get('warning')).toContain('too large');
  });

  it('judges a change', async () => {
    await policy(
      {
        validations: [
          { expression: 'oldObject == null || object.spec.size >= oldObject.spec.size', message: 'no shrinking' },
        ],
      },
      ['Deny'],
    );
    const created = await suite.created(path(), suite.widget('a', { spec: { size: 5 } }));
    const shrink = (): Promise<Wire> =>
      suite.api.put(path('a'), { ...created, spec: { ...created.spec, size: 4 } }, { query: { dryRun: 'All' } });
    await whenItCounts(async () => (await shrink()).status === 422);
    expect((await shrink()).body.message).toContain('no shrinking');
  });
});
