import { fastify, type FastifyInstance } from 'fastify';
import { silentLogger } from '../../kube/logger.js';
import { refuseMethods } from './refuse-method.js';

describe('a method that a path does not have', () => {
  let server: FastifyInstance;

  beforeAll(async () => {
    server = fastify({ exposeHeadRoutes: true });
    refuseMethods(server, silentLogger);
    server.get('/clusters', () => []);
    server.post('/clusters', () => ({}));
    server.delete('/clusters/:name', () => ({}));
    server.get('/docs/*', () => ({}));
    server.route({ method: ['GET', 'POST'], url: '/graphql', handler: () => ({}) });
    await server.ready();
  });
  afterAll(() => server.close());

  it.each([
    ['PUT', '/clusters', 'GET, HEAD, POST'],
    ['PATCH', '/clusters?dryRun=true', 'GET, HEAD, POST'],
    ['GET', '/clusters/orders', 'DELETE'],
    ['OPTIONS', '/clusters/orders', 'DELETE'],
    ['POST', '/docs/a/b', 'GET, HEAD'],
    ['DELETE', '/graphql', 'GET, HEAD, POST'],
  ] as const)('%s %s is refused, and told that there is %s', async (method, url, allow) => {
    const answer = await server.inject({ method, url });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
    expect(answer.json()).toMatchObject({ code: 'method_not_allowed', status: 405 });
  });

  it.each([
    ['GET', '/clusters', 200],
    ['GET', '/cluster', 404],
    ['GET', '/clusters/orders/more', 404],
    ['PUT', '/clusters/', 404],
    ['PUT', '/Clusters', 404],
  ] as const)('is nothing that %s %s has to do with: %s', async (method, url, status) => {
    const answer = await server.inject({ method, url });
    expect([answer.statusCode, answer.headers.allow]).toEqual([status, undefined]);
  });
});
