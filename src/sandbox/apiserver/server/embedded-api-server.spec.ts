import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

import { ApiClient } from '../../../../test/conformance/apiserver/api-client.js';
import { EmbeddedApiServer } from './embedded-api-server.js';
import type { EmbeddedApiServerOptions } from './options.js';
import type { RequestRecord } from './request-log.js';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const WIDGETS = '/apis/example.io/v1/namespaces/default/widgets';

const configMap = (name: string, data: Record<string, string> = {}) => ({ metadata: { name }, data });

const widgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.io' },
  spec: {
    group: 'example.io',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { size: { type: 'integer', default: 1, minimum: 1 } } },
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
  },
};

describe('EmbeddedApiServer', () => {
  const opened: (() => Promise<void>)[] = [];

  async function start(options: EmbeddedApiServerOptions = {}): Promise<EmbeddedApiServer> {
    const server = await EmbeddedApiServer.start(options);
    opened.push(() => server.stop());
    return server;
  }

  function clientOf(server: EmbeddedApiServer, token = server.adminToken): ApiClient {
    const client = new ApiClient({ url: server.url, ca: server.caCertificate, token });
    opened.push(() => client.close());
    return client;
  }

  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  it('gives a kubeconfig that verifies it', async () => {
    const server = await start();
    const { clusters, users } = parse(server.kubeconfig()) as Record<string, Record<string, Record<string, string>>[]>;
    expect(clusters![0]!['cluster']!['server']).toBe(server.url);
    const ca = Buffer.from(clusters![0]!['cluster']!['certificate-authority-data']!, 'base64').toString();
    const client = new ApiClient({ url: server.url, ca, token: users![0]!['user']!['token']! });
    opened.push(() => client.close());
    expect((await client.get('/version')).status).toBe(200);
  });

  it('answers probes without a token and nothing else', async () => {
    const server = await start();
    const stranger = clientOf(server, '');
    expect((await stranger.get('/readyz')).body).toBe('ok');
    expect((await stranger.get('/version')).body).toMatchObject({ kind: 'Status', code: 401, reason: 'Unauthorized' });
  });

  it('lets a new user do what RBAC says', async () => {
    const server = await start();
    const admin = clientOf(server);
    const joe = clientOf(server, server.createToken('joe', ['team']));
    expect((await joe.get(CONFIG_MAPS)).status).toBe(403);
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    await admin.post(`${rbac}/roles`, {
      metadata: { name: 'reader' },
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['configmaps'] }],
    });
    await admin.post(`${rbac}/rolebindings`, {
      metadata: { name: 'readers' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'Group', name: 'team', apiGroup: 'rbac.authorization.k8s.io' }],
    });
    expect((await joe.get(CONFIG_MAPS)).status).toBe(200);
    expect((await joe.post(CONFIG_MAPS, configMap('a'))).status).toBe(403);
  });

  it('tells listeners of every request, without what it was about', async () => {
    const server = await start();
    const records: RequestRecord[] = [];
    const stop = server.onRequest((record) => records.push(record));
    const client = clientOf(server);
    await client.post(CONFIG_MAPS, configMap('a'));
    await client.get(`${CONFIG_MAPS}/nope?x=y`);
    stop();
    await client.get(CONFIG_MAPS);
    expect(records).toEqual([
      expect.objectContaining({
        verb: 'create',
        method: 'POST',
        status: 201,
        resource: 'configmaps',
        user: 'system:admin',
      }),
      expect.objectContaining({ verb: 'get', status: 404, name: 'nope', path: `${CONFIG_MAPS}/nope` }),
    ]);
  });

  it('creates the definitions it is given, and takes changes of them at the next start', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'apiserver-'));
    opened.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const first = await EmbeddedApiServer.start({ dataDir, crds: [widgetDefinition] });
    const created = await clientOf(first).post(WIDGETS, {
      apiVersion: 'example.io/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec: {},
    });
    expect(created.body.spec).toEqual({ size: 1 });
    const adminToken = first.adminToken;
    await first.stop();

    const changed = structuredClone(widgetDefinition);
    Object.assign(changed.spec.versions[0]!.schema.openAPIV3Schema.properties.spec.properties, {
      colour: { type: 'string', default: 'red' },
    });
    const second = await start({ dataDir, crds: [changed] });
    expect(second.adminToken).toBe(adminToken);
    const { body } = await clientOf(second).get(`${WIDGETS}/w`);
    expect(body.spec).toEqual({ size: 1, colour: 'red' });
    expect(body.metadata.uid).toBe(created.body.metadata.uid);
    expect(body.metadata.resourceVersion).toBe(created.body.metadata.resourceVersion);
  });

  it('keeps its secrets from others on the machine', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'apiserver-'));
    opened.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    await start({ dataDir });
    const modes = ['identity.json', 'objects.sqlite'].map((file) => statSync(join(dataDir, file)).mode & 0o077);
    expect(modes).toEqual([0, 0]);
  });

  it('lets go of its directory when it cannot start', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'apiserver-'));
    opened.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const broken = { ...widgetDefinition, metadata: { name: 'other.example.io' } };
    await expect(EmbeddedApiServer.start({ dataDir, crds: [broken] })).rejects.toMatchObject({ code: 422 });
    await expect(start({ dataDir, crds: [widgetDefinition] })).resolves.toBeDefined();
  });

  it('ends watches cleanly when it stops', async () => {
    const server = await EmbeddedApiServer.start();
    const watch = await clientOf(server).watch(CONFIG_MAPS);
    const stopped = server.stop();
    await expect(watch.rest()).resolves.toEqual([]);
    await stopped;
  });

  describe('fault injection', () => {
    it('breaks watches, which clients resume', async () => {
      const server = await start();
      const client = clientOf(server);
      const { body } = await client.post(CONFIG_MAPS, configMap('a'));
      const watch = await client.watch(CONFIG_MAPS, { resourceVersion: body.metadata.resourceVersion });
      server.dropWatches();
      await expect(watch.next()).rejects.toThrow();
      await client.post(CONFIG_MAPS, configMap('b'));
      const resumed = await client.watch(CONFIG_MAPS, { resourceVersion: body.metadata.resourceVersion });
      expect(await resumed.take(1)).toEqual(['ADDED b']);
    });

    it('hides changes from watchers and stores them all the same', async () => {
      const server = await start();
      const client = clientOf(server);
      const watch = await client.watch(CONFIG_MAPS);
      const stop = server.withholdEvents(({ current }) => current.name === 'hidden');
      await client.post(CONFIG_MAPS, configMap('hidden'));
      stop();
      await client.post(CONFIG_MAPS, configMap('shown'));
      expect(await watch.take(1)).toEqual(['ADDED shown']);
      expect((await client.get(`${CONFIG_MAPS}/hidden`)).status).toBe(200);
    });

    it('forgets its history, for new watches and further pages; who watches goes on', async () => {
      const server = await start();
      const client = clientOf(server);
      const first = await client.post(CONFIG_MAPS, configMap('a'));
      await client.post(CONFIG_MAPS, configMap('b'));
      const page = await client.get(CONFIG_MAPS, { query: { limit: '1' } });
      const watch = await client.watch(CONFIG_MAPS, { resourceVersion: page.body.metadata.resourceVersion });
      await client.post(CONFIG_MAPS, configMap('0'));
      expect(await watch.take(1)).toEqual(['ADDED 0']);
      server.compactHistory();
      const late = await client.watch(CONFIG_MAPS, { resourceVersion: first.body.metadata.resourceVersion });
      expect((await late.next()).object).toMatchObject({ code: 410, reason: 'Expired' });
      const next = await client.get(CONFIG_MAPS, { query: { limit: '1', continue: page.body.metadata.continue } });
      expect(next.body).toMatchObject({ code: 410, reason: 'Expired', metadata: { continue: expect.any(String) } });
      await client.post(CONFIG_MAPS, configMap('c'));
      expect(await watch.take(1)).toEqual(['ADDED c']);
    });
  });

  describe('backups', () => {
    const restored = () => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'copy', namespace: 'default', uid: 'kept', creationTimestamp: '2026-01-01T00:00:00Z' },
    });

    it('give back what was stored, uids included, and watchers see it come', async () => {
      const server = await start();
      const client = clientOf(server);
      const watch = await client.watch(CONFIG_MAPS);
      await server.restore([restored()]);
      expect(await watch.take(1)).toEqual(['ADDED copy']);
      const { body } = await client.get(`${CONFIG_MAPS}/copy`);
      expect(body.metadata).toMatchObject({ uid: 'kept', creationTimestamp: '2026-01-01T00:00:00Z' });
      expect(server.backUp()).toContainEqual(body);
    });

    it('are refused whole when a kind is not served', async () => {
      const server = await start();
      const strange = { ...restored(), kind: 'Widget', apiVersion: 'example.io/v1' };
      await expect(server.restore([restored(), strange])).rejects.toThrow('no kind "Widget"');
      expect((await clientOf(server).get(`${CONFIG_MAPS}/copy`)).status).toBe(404);
    });

    it('keep dependents whose owner comes later in the same one, and not those whose owner is missing', async () => {
      const server = await start();
      const watch = await clientOf(server).watch(CONFIG_MAPS);
      const named = (name: string, uid: string, owner?: string) => {
        const ownerReferences = owner ? [{ apiVersion: 'v1', kind: 'ConfigMap', name: owner, uid: owner }] : [];
        return { ...restored(), metadata: { name, namespace: 'default', uid, ownerReferences } };
      };
      const dependent = named('dependent', 'd', 'owner');
      const orphan = named('orphan', 'o', 'missing');
      await server.restore([dependent, named('owner', 'owner'), orphan]);
      // The collector goes through them in this order.
      expect(await watch.take(4)).toEqual(['ADDED dependent', 'ADDED owner', 'ADDED orphan', 'DELETED orphan']);
    });
  });

  it('cuts off a watcher that does not read, and serves the others', async () => {
    const server = await start({ limits: { historyEvents: 5 } });
    const client = clientOf(server);
    const { response } = await pausedWatch(server);
    const broken = new Promise<string>((resolve) => response.once('error', () => resolve('broken')));
    const large = 'x'.repeat(900_000);
    for (let index = 0; index < 25; index += 1) await client.post(CONFIG_MAPS, configMap(`c${index}`, { large }));
    response.resume();
    expect(await broken).toBe('broken');
  });

  it('refuses a body beyond the limit and goes on', async () => {
    const client = clientOf(await start());
    const { status, body } = await client.post(CONFIG_MAPS, 'x'.repeat(3 * 1024 * 1024 + 1));
    expect({ status, reason: body.reason }).toEqual({ status: 413, reason: 'RequestEntityTooLarge' });
    expect((await client.get(CONFIG_MAPS)).status).toBe(200);
  });
});

/** A watch whose client never reads a byte until told to. */
async function pausedWatch({ url, caCertificate, adminToken }: EmbeddedApiServer) {
  const headers = { authorization: `Bearer ${adminToken}` };
  const request = httpsRequest(`${url}${CONFIG_MAPS}?watch=true`, { ca: caCertificate, headers, agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end();
  });
  return { request, response: response.pause() };
}
