import { ApiClient } from '../../../../test/conformance/apiserver/api-client.js';
import { WebhookServer } from '../../../../test/doubles/webhook-server.js';
import { EmbeddedApiServer } from '../index.js';

const PATH = '/api/v1/namespaces/default/configmaps';
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

/** Writes that wait for a webhook while somebody else writes the same object. */
describe('a write that waits for admission', () => {
  let server: EmbeddedApiServer;
  let client: ApiClient;
  let webhook: WebhookServer;
  /** What happens while the first request to the webhook is open; later ones pass. */
  let meanwhile: () => Promise<unknown>;

  beforeAll(async () => {
    server = await EmbeddedApiServer.start();
    client = new ApiClient({ url: server.url, ca: server.caCertificate, token: server.adminToken });
    webhook = await WebhookServer.start();
    await client.post(WEBHOOKS, webhookConfiguration(webhook));
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
    await webhook.stop();
  });

  beforeEach(async () => {
    webhook.answers.set('mutate', () => ({ response: { allowed: true } }));
    await client.delete(`${PATH}/a`);
    await client.post(PATH, { metadata: { name: 'a' }, data: { base: '1' } });
  });

  /** The labelled object goes through the webhook; the change in between has no label and does not. */
  async function interrupted<T>(write: () => Promise<T>): Promise<T> {
    webhook.requests.length = 0;
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    webhook.answers.set('mutate', () => {
      resolve();
      return undefined;
    });
    const writing = write();
    await asked;
    await meanwhile();
    webhook.answers.set('mutate', () => ({ response: { allowed: true } }));
    return writing;
  }

  const slow = { metadata: { labels: { slow: 'yes' } } };

  it('is done anew on the latest state when it is a patch', async () => {
    meanwhile = () => client.patch('merge', `${PATH}/a`, { data: { other: '2' } });
    const { status, body } = await interrupted(() =>
      client.patch('merge', `${PATH}/a`, { ...slow, data: { mine: '3' } }),
    );
    expect({ status, data: body.data }).toEqual({ status: 200, data: { base: '1', other: '2', mine: '3' } });
  });

  it('is a conflict when it is an update of a version', async () => {
    const { body: live } = await client.get(`${PATH}/a`);
    meanwhile = () => client.patch('merge', `${PATH}/a`, { data: { other: '2' } });
    const changed = { ...live, metadata: { ...live.metadata, ...slow.metadata } };
    const { status, body } = await interrupted(() => client.put(`${PATH}/a`, changed));
    expect({ status, reason: body.reason }).toEqual({ status: 409, reason: 'Conflict' });
  });

  it('finds nothing when the object has gone', async () => {
    meanwhile = () => client.delete(`${PATH}/a`);
    const { status } = await interrupted(() => client.patch('merge', `${PATH}/a`, slow));
    expect(status).toBe(404);
  });

  it('finds the name taken when it is a create', async () => {
    await client.delete(`${PATH}/a`);
    meanwhile = () => client.post(PATH, { metadata: { name: 'a' } });
    const { status, body } = await interrupted(() => client.post(PATH, { metadata: { name: 'a', ...slow.metadata } }));
    expect({ status, reason: body.reason }).toEqual({ status: 409, reason: 'AlreadyExists' });
  });
});

function webhookConfiguration(webhook: WebhookServer) {
  return {
    metadata: { name: 'slow' },
    webhooks: [
      {
        name: 'slow.example.io',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        timeoutSeconds: 1,
        failurePolicy: 'Ignore',
        clientConfig: { url: webhook.urlOf('mutate'), caBundle: webhook.caBundle },
        rules: [{ operations: ['CREATE', 'UPDATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'] }],
        objectSelector: { matchLabels: { slow: 'yes' } },
      },
    ],
  };
}
