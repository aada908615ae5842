import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { aSubmittedCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { silentLogger } from '../../../../kube/logger.js';
import { SANDBOX_ANNOTATION } from '../well-known.js';
import { WebhookServer } from './webhook-server.js';

describe('the webhook server', () => {
  const server = new WebhookServer(silentLogger);
  let reach: { url: string; caBundle: string };

  beforeAll(async () => {
    reach = await server.start(new Date());
  });
  afterAll(() => server.stop());

  const post = (path: string, body: unknown): Promise<{ code: number | undefined; answer: string }> =>
    new Promise((resolve, reject) => {
      const ca = Buffer.from(reach.caBundle, 'base64');
      const call = request(reach.url + path, { method: 'POST', ca }, (response) => {
        text(response).then((answer) => resolve({ code: response.statusCode, answer }), reject);
      });
      call.once('error', reject);
      call.end(typeof body === 'string' ? body : JSON.stringify(body));
    });

  const review = (object: unknown): unknown => ({
    request: { uid: 'u1', operation: 'CREATE', object, oldObject: null },
  });

  it('answers a review under a certificate that its own authority signed', async () => {
    const { code, answer } = await post('/mutate-postgresql-cnpg-io-v1-cluster', review(aSubmittedCluster()));
    expect(code).toBe(200);
    expect(JSON.parse(answer).response).toMatchObject({ uid: 'u1', allowed: true, patchType: 'JSONPatch' });
  });

  it('warns of an order to fail that it does not know', async () => {
    const cluster = aSubmittedCluster({ annotations: { [SANDBOX_ANNOTATION.fail]: 'on-fire' } });
    const { answer } = await post('/validate-postgresql-cnpg-io-v1-cluster', review(cluster));
    expect(JSON.parse(answer).response.warnings).toEqual([expect.stringContaining('on-fire')]);
  });

  it('hangs up where a Cluster asks for a webhook that is down', async () => {
    const cluster = aSubmittedCluster({ annotations: { [SANDBOX_ANNOTATION.fail]: 'webhook-down' } });
    await expect(post('/validate-postgresql-cnpg-io-v1-cluster', review(cluster))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
  });

  it.each([
    { given: 'an unknown path', path: '/else', body: {}, code: 404 },
    { given: 'no review', path: '/validate-postgresql-cnpg-io-v1-cluster', body: {}, code: 400 },
    { given: 'no JSON', path: '/validate-postgresql-cnpg-io-v1-cluster', body: 'x', code: 500 },
    {
      given: 'an object without a spec',
      path: '/validate-postgresql-cnpg-io-v1-pooler',
      body: review({ metadata: {} }),
      code: 500,
    },
  ])('survives $given', async ({ path, body, code }) => {
    expect(await post(path, body)).toMatchObject({ code });
  });
});
