import { aWidget, aWrite, servedKinds } from '../../../../test/builders/admission-attributes.js';
import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import { aServedResource } from '../../../../test/builders/served-resource.js';
import { WebhookServer } from '../../../../test/doubles/webhook-server.js';
import type { WebhookAnswer } from '../../../../test/doubles/webhook-server.js';
import { AdmissionChain } from './admission-chain.js';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from './configuration-types.js';
import type { Webhook } from './configuration-types.js';

const KINDS = servedKinds(aServedResource({ version: 'v1' }), aServedResource({ version: 'v1beta1' }));
const RULE = { operations: ['*'], apiGroups: ['example.io'], apiVersions: ['v1'], resources: ['widgets'] };
const ALLOWED: WebhookAnswer = { response: { allowed: true } };

let server: WebhookServer;
let objects: InMemoryObjects;
let chain: AdmissionChain;

beforeEach(async () => {
  server = await WebhookServer.start();
  objects = new InMemoryObjects().put('/namespaces', { metadata: { name: 'ns', labels: { team: 'a' } } });
  chain = new AdmissionChain(objects, KINDS);
});
afterEach(async () => {
  await chain.close();
  await server.stop();
});

const hook = (name: string, changes: Partial<Webhook> = {}): Webhook => ({
  name,
  clientConfig: { url: server.urlOf(name), caBundle: server.caBundle },
  rules: [RULE],
  ...changes,
});
function configure(key: string, ...webhooks: Webhook[]): void {
  objects.put(key, { metadata: { name: 'configuration' }, webhooks });
}
const patchAnswer = (...operations: object[]): WebhookAnswer => ({
  response: {
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from(JSON.stringify(operations)).toString('base64'),
  },
});
const addAnnotation = (value: string): object => ({ op: 'add', path: '/metadata/annotations', value: { by: value } });

describe('AdmissionChain with mutating webhooks', () => {
  it('needs nothing when nothing is configured', () => {
    expect(chain.needsMutation(aWrite())).toBe(false);
    expect(chain.needsValidation(aWrite())).toBe(false);
  });

  it('sends the whole question', async () => {
    server.answers.set('a', () => ALLOWED);
    configure(MUTATING_WEBHOOKS, hook('a'));
    await chain.mutate(aWrite({ operation: 'UPDATE', oldObject: aWidget({ size: 0 }), dryRun: true }));

    expect(server.requests).toMatchObject([
      {
        kind: { group: 'example.io', version: 'v1', kind: 'Widget' },
        resource: { group: 'example.io', version: 'v1', resource: 'widgets' },
        name: 'w',
        namespace: 'ns',
        operation: 'UPDATE',
        userInfo: { username: 'alice', groups: ['dev'] },
        object: { spec: { size: 1 } },
        oldObject: { spec: { size: 0 } },
        dryRun: true,
      },
    ]);
  });

  it('applies patches in order and leaves the given object alone', async () => {
    const object = aWidget();
    server.answers.set('a', () => patchAnswer({ op: 'replace', path: '/spec/size', value: 2 }));
    server.answers.set('b', ({ object: seen }) => patchAnswer({ op: 'add', path: '/spec/seen', value: seen!.spec }));
    configure(MUTATING_WEBHOOKS, hook('a'), hook('b'));

    expect(chain.needsMutation(aWrite({ object }))).toBe(true);
    expect((await chain.mutate(aWrite({ object }))).object!.spec).toEqual({ size: 2, seen: { size: 2 } });
    expect(object.spec).toEqual({ size: 1 });
  });

  it('returns the very object when nobody changes it, and collects warnings', async () => {
    const object = aWidget();
    server.answers.set('a', () => ({ response: { allowed: true, warnings: ['careful', 7] } }));
    configure(MUTATING_WEBHOOKS, hook('a'));
    const result = await chain.mutate(aWrite({ object }));

    expect(result.object).toBe(object);
    expect(result.warnings).toEqual(['careful']);
  });

  it('asks again, once, who wishes so and has not seen the last change', async () => {
    server.answers.set('a', () => ALLOWED);
    server.answers.set('b', () => patchAnswer(addAnnotation('b')));
    configure(MUTATING_WEBHOOKS, hook('a', { reinvocationPolicy: 'IfNeeded' }), hook('b'));
    await chain.mutate(aWrite());

    expect(server.requests.map(({ object }) => object?.metadata)).toMatchObject([
      { name: 'w' },
      { name: 'w' },
      { name: 'w', annotations: { by: 'b' } },
    ]);
  });

  it('shows the object in the version that the webhook knows', async () => {
    server.answers.set('a', () => patchAnswer({ op: 'replace', path: '/spec/size', value: 2 }));
    configure(MUTATING_WEBHOOKS, hook('a', { rules: [{ ...RULE, apiVersions: ['v1beta1'] }] }));
    const { object } = await chain.mutate(aWrite());

    expect(server.requests[0]).toMatchObject({
      kind: { version: 'v1beta1' },
      requestKind: { version: 'v1' },
      object: { apiVersion: 'example.io/v1beta1' },
    });
    expect(object).toMatchObject({ apiVersion: 'example.io/v1', spec: { size: 2 } });
  });

  it.each<{ does: string; changes: Partial<Webhook>; expected: boolean }>([
    { does: 'its namespace', changes: { namespaceSelector: { matchLabels: { team: 'a' } } }, expected: true },
    { does: 'another namespace', changes: { namespaceSelector: { matchLabels: { team: 'b' } } }, expected: false },
    { does: 'its objects', changes: { objectSelector: { matchLabels: { app: 'x' } } }, expected: true },
    { does: 'other objects', changes: { objectSelector: { matchLabels: { app: 'y' } } }, expected: false },
    { does: 'another resource', changes: { rules: [{ ...RULE, resources: ['pods'] }] }, expected: false },
    { does: 'no rules', changes: { rules: [] }, expected: false },
  ])('says $expected to a webhook for $does', ({ changes, expected }) => {
    configure(MUTATING_WEBHOOKS, hook('a', changes));

    expect(chain.needsMutation(aWrite({ object: aWidget({}, { app: 'x' }) }))).toBe(expected);
  });

  it('still asks about an object whose label was taken off', () => {
    configure(MUTATING_WEBHOOKS, hook('a', { objectSelector: { matchLabels: { app: 'x' } } }));

    expect(chain.needsMutation(aWrite({ oldObject: aWidget({}, { app: 'x' }) }))).toBe(true);
  });

  it('asks only where the match conditions hold', async () => {
    server.answers.set('a', () => ALLOWED);
    const conditions = [{ name: 'big', expression: 'object.spec.size > 5 && request.operation == "CREATE"' }];
    configure(MUTATING_WEBHOOKS, hook('a', { matchConditions: conditions }));
    await chain.mutate(aWrite());
    await chain.mutate(aWrite({ object: aWidget({ size: 6 }) }));

    expect(server.requests).toHaveLength(1);
  });

  it('lets nobody stand in the way of its own removal', () => {
    const resource = aServedResource({ group: 'admissionregistration.k8s.io', namespaced: false });
    configure(MUTATING_WEBHOOKS, hook('a', { rules: [{ ...RULE, apiGroups: ['*'], resources: ['*'] }] }));

    expect(chain.needsMutation(aWrite({ resource }))).toBe(false);
  });
});

describe('AdmissionChain with a webhook that fails', () => {
  const failures: { does: string; answer?: WebhookAnswer; changes?: Partial<Webhook>; says: RegExp }[] = [
    { does: 'answers with an error', answer: { status: 500, body: 'oops' }, says: /status 500/ },
    { does: 'answers with no JSON', answer: { status: 200, body: 'oops' }, says: /not JSON/ },
    { does: 'answers with something else', answer: { status: 200, body: '{}' }, says: /no admission/ },
    { does: 'answers another question', answer: { response: { uid: 'x', allowed: true } }, says: /uid/ },
    { does: 'does not decide', answer: { response: {} }, says: /allowed/ },
    { does: 'patches in another language', answer: { response: { allowed: true, patch: 'e30=' } }, says: /JSONPatch/ },
    {
      does: 'patches what is not there',
      answer: patchAnswer({ op: 'remove', path: '/nowhere' }),
      says: /does not apply/,
    },
    { does: 'is not trusted', changes: { clientConfig: {} }, says: /certificate/ },
    {
      does: 'has a condition that cannot be judged',
      changes: { matchConditions: [{ name: 'c', expression: 'object.nowhere == 1' }] },
      says: /match condition "c"/,
    },
  ];
  function configureFailing({ answer, changes = {} }: (typeof failures)[number], policy: 'Fail' | 'Ignore'): void {
    server.answers.set('a', () => answer);
    const clientConfig = changes.clientConfig ? { url: server.urlOf('a') } : hook('a').clientConfig;
    configure(MUTATING_WEBHOOKS, hook('a', { ...changes, clientConfig, failurePolicy: policy }));
  }

  it.each(failures)('refuses the write when it $does', async (failure) => {
    configureFailing(failure, 'Fail');

    await expect(chain.mutate(aWrite())).rejects.toMatchObject({
      code: 500,
      reason: 'InternalError',
      message: expect.stringMatching(failure.says),
    });
  });

  it.each(failures)('lets the write pass when it $does and may', async (failure) => {
    configureFailing(failure, 'Ignore');
    const object = aWidget();

    expect((await chain.mutate(aWrite({ object }))).object).toBe(object);
  });

  it('waits no longer than it may', async () => {
    configure(MUTATING_WEBHOOKS, hook('silent', { timeoutSeconds: 1 }));

    await expect(chain.mutate(aWrite())).rejects.toMatchObject({ message: expect.stringContaining('within 1 s') });
  });
});

describe('AdmissionChain with validating webhooks', () => {
  it.each([
    {
      does: 'the code, reason and message given',
      status: { code: 403, reason: 'Forbidden', message: 'no way' },
      expected: { code: 403, reason: 'Forbidden', message: 'admission webhook "a" denied the request: no way' },
    },
    {
      does: 'its reason when there is no message',
      status: { reason: 'TooBig' },
      expected: { code: 400, reason: 'TooBig', message: 'admission webhook "a" denied the request: TooBig' },
    },
    {
      does: 'no explanation when there is none',
      status: undefined,
      expected: { code: 400, message: 'admission webhook "a" denied the request without explanation' },
    },
    {
      does: 'the fields at fault, whatever else it says of them',
      status: {
        code: 422,
        reason: 'Invalid',
        message: 'bad',
        details: { kind: 'Widget', name: 7, causes: [{ reason: 'FieldValueInvalid', field: 'spec.size', depth: 3 }] },
      },
      expected: {
        code: 422,
        details: { kind: 'Widget', causes: [{ reason: 'FieldValueInvalid', field: 'spec.size' }] },
      },
    },
  ])('refuses with $does', async ({ status, expected }) => {
    server.answers.set('a', () => ({ response: { allowed: false, status } }));
    configure(VALIDATING_WEBHOOKS, hook('a'));

    await expect(chain.validate(aWrite())).rejects.toMatchObject(expected);
  });

  it('tells the refusal that is first by name', async () => {
    const refuse = (message: string) => (): WebhookAnswer => ({ response: { allowed: false, status: { message } } });
    server.answers.set('a', refuse('first')).set('b', refuse('second'));
    configure(VALIDATING_WEBHOOKS, hook('a'), hook('b'));

    await expect(chain.validate(aWrite())).rejects.toMatchObject({ message: expect.stringContaining('first') });
  });

  it('is asked about deletions, and may warn', async () => {
    server.answers.set('a', ({ oldObject }) => ({
      response: { allowed: true, warnings: [`gone: ${JSON.stringify(oldObject!.spec)}`] },
    }));
    configure(VALIDATING_WEBHOOKS, hook('a'));
    const write = aWrite({ operation: 'DELETE', object: null, oldObject: aWidget() });

    expect(chain.needsValidation(write)).toBe(true);
    expect((await chain.validate(write)).warnings).toEqual(['gone: {"size":1}']);
  });
});
