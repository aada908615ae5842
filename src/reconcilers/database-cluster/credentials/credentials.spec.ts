import { aDatabaseCluster, CLUSTER_UID } from '../../../../test/builders/database-cluster.js';
import { aKubeError, refusing } from '../../../../test/builders/kube-error.js';
import { aConnection } from '../../../../test/builders/provider.js';
import { aReconcileContext, type RecordingContext } from '../../../../test/builders/reconcile-context.js';
import { ScriptedKubeClient, type KubeCall } from '../../../../test/doubles/scripted-kube-client.js';
import { ConflictError } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { applyMergePatch } from '../../../kube/writes/index.js';
import { buildCredentialsSecret, connectionHash, generatePassword } from './build.js';
import { Credentials, type CredentialsOutcome } from './credentials.js';

const cluster = aDatabaseCluster();
const connection = aConnection();

const decode = ({ data }: UntypedObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(data as Record<string, string>).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]),
  );
const encode = (text: string): string => Buffer.from(text).toString('base64');

/** A server that holds one Secret, and a cache that sees its metadata when it is told to look. */
class SecretWorld {
  live: UntypedObject | undefined;
  cached: UntypedObject | undefined;
  version = 10;
  readonly client = new ScriptedKubeClient({
    create: ({ body }) => (this.live ? refusing('AlreadyExists')() : this.put(body as UntypedObject)),
    get: () => this.live ?? refusing('NotFound')(),
    patch: ({ body }) => this.put(applyMergePatch(this.live, body) as UntypedObject),
  });
  readonly credentials = new Credentials(this.client, () => this.cached);
  readonly ctx: RecordingContext = aReconcileContext();

  put(object: UntypedObject): UntypedObject {
    const metadata = { uid: 's1', ...object.metadata, resourceVersion: String(this.version++) };
    return (this.live = { ...object, metadata });
  }

  /** The watch delivers: metadata only, as the cache holds it. */
  deliver(): this {
    if (this.live) {
      const { apiVersion, kind, metadata } = this.live;
      this.cached = { apiVersion, kind, metadata };
    }
    return this;
  }

  ensure(way = connection): Promise<CredentialsOutcome> {
    return this.credentials.ensure(cluster, way, this.ctx);
  }

  edit(change: object): this {
    this.put(applyMergePatch(this.live, change) as UntypedObject);
    return this.deliver();
  }

  /** What was asked since the last time. */
  takeAsked(): string[] {
    const asked = this.client.asked;
    this.client.calls.length = 0;
    return asked;
  }
}

async function worldWithSecret(): Promise<SecretWorld> {
  const world = new SecretWorld();
  await world.ensure();
  world.deliver();
  world.takeAsked();
  return world;
}

describe('Credentials', () => {
  it('takes a password that the data comes with', async () => {
    const world = new SecretWorld();
    await world.credentials.ensure(cluster, connection, world.ctx, 'of-then');
    expect(decode(world.live!)).toMatchObject({ password: 'of-then', uri: connection.uri('of-then') });
  });

  it('makes the Secret that applications bind to', async () => {
    const world = new SecretWorld();
    expect(await world.ensure()).toBe('written');
    const { password, ...rest } = decode(world.live!);
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(rest).toEqual({
      host: 'orders-rw.team-a.svc',
      port: '5432',
      username: 'app',
      database: 'app',
      uri: `postgresql://app:${password}@orders-rw.team-a.svc:5432/app`,
    });
    expect(world.live).toMatchObject({
      type: 'kubernetes.io/basic-auth',
      metadata: { name: 'orders-credentials', namespace: 'team-a', labels: { 'dbaas.io/cluster-uid': CLUSTER_UID } },
    });
    expect(world.ctx.written).toEqual(['secrets orders-credentials']);
  });

  it('asks nothing while nothing changes', async () => {
    const world = await worldWithSecret();
    expect(await world.ensure()).toBe('unchanged');
    expect(world.takeAsked()).toEqual([]);
  });

  it('asks nothing after a restart either: the stamp says what stands there', async () => {
    const world = await worldWithSecret();
    const restarted = new Credentials(world.client, () => world.cached);
    expect(await restarted.ensure(cluster, connection, world.ctx)).toBe('unchanged');
    expect(world.takeAsked()).toEqual([]);
  });

  describe('leaves alone what is not ours', () => {
    const theirs = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders-credentials', namespace: 'team-a' } };

    it('when the cache shows it', async () => {
      const world = new SecretWorld();
      world.put({ ...theirs, metadata: { ...theirs.metadata, labels: { 'dbaas.io/cluster-uid': 'another' } } });
      expect(await world.deliver().ensure()).toBe('taken');
      expect(world.takeAsked()).toEqual([]);
    });

    it('when only the server knows of it', async () => {
      const world = new SecretWorld();
      world.put(theirs);
      expect(await world.ensure()).toBe('taken');
      expect(world.ctx.written).toEqual([]);
    });

    it('when it took the place of ours since the cache looked', async () => {
      const world = await worldWithSecret();
      world.put(theirs);
      expect(await world.ensure(aConnection({ host: 'elsewhere' }))).toBe('taken');
      expect(world.takeAsked()).toEqual(['get secrets team-a/orders-credentials']);
    });
  });

  it('looks again when its own Secret is not in the cache yet', async () => {
    const world = await worldWithSecret();
    world.cached = undefined;
    await expect(world.ensure()).rejects.toBeInstanceOf(ConflictError);
  });

  it('looks again when the Secret went since the cache looked', async () => {
    const world = await worldWithSecret();
    world.live = undefined;
    await expect(world.ensure(aConnection({ host: 'elsewhere' }))).rejects.toBeInstanceOf(ConflictError);
  });

  it.each(['create', 'get'] as const)('passes a failure of the %s on as it is', async (verb) => {
    const error = aKubeError('ServiceUnavailable');
    const answers = { create: refusing('AlreadyExists'), [verb]: () => Promise.reject(error) };
    const credentials = new Credentials(new ScriptedKubeClient(answers), () => undefined);
    await expect(credentials.ensure(cluster, connection, aReconcileContext())).rejects.toBe(error);
  });

  describe('refreshes', () => {
    it('the way to the database, and keeps the password and what others added', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { extra: encode('theirs') }, metadata: { labels: { team: 'a' } } });
      const { password } = decode(world.live!);
      expect(await world.ensure(aConnection({ host: 'elsewhere' }))).toBe('written');
      expect(decode(world.live!)).toMatchObject({
        host: 'elsewhere',
        password,
        uri: `postgresql://app:${password}@elsewhere:5432/app`,
        extra: 'theirs',
      });
      expect(world.live?.metadata.labels).toMatchObject({ team: 'a', 'dbaas.io/cluster-uid': CLUSTER_UID });
      await world.deliver().ensure(aConnection({ host: 'elsewhere' }));
      expect(world.takeAsked()).toEqual([
        'get secrets team-a/orders-credentials',
        'patch secrets team-a/orders-credentials',
      ]);
    });

    it('only the version that it read', async () => {
      const world = await worldWithSecret();
      const { resourceVersion } = world.live!.metadata;
      await world.ensure(aConnection({ host: 'elsewhere' }));
      const patch = world.client.calls.find(({ verb }: KubeCall) => verb === 'patch');
      expect(patch?.body).toMatchObject({ metadata: { resourceVersion } });
    });

    it('the certificate once the operator has made it', async () => {
      const world = await worldWithSecret();
      await world.ensure(aConnection({ caCertificate: 'PEM' }));
      expect(decode(world.live!)['ca.crt']).toBe('PEM');
    });

    it('what somebody tampered with, noticed by its version though the stamp still stands', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { host: encode('evil') } });
      expect(await world.ensure()).toBe('written');
      expect(decode(world.live!).host).toBe('orders-rw.team-a.svc');
    });

    it('a key that somebody removed', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { uri: null } });
      await world.ensure();
      expect(decode(world.live!).uri).toContain('postgresql://app:');
    });

    it('keeps a password that somebody rotated, and says it in the uri', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { password: encode('rotated') } });
      await world.ensure();
      expect(decode(world.live!)).toMatchObject({
        password: 'rotated',
        uri: 'postgresql://app:rotated@orders-rw.team-a.svc:5432/app',
      });
    });

    it('makes an emptied password anew', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { password: null } });
      await world.ensure();
      expect(decode(world.live!).password).toMatch(/^[A-Za-z0-9]{32}$/);
    });

    it('nothing when somebody only added what is theirs, and looks once', async () => {
      const world = await worldWithSecret();
      world.edit({ data: { extra: encode('theirs') } });
      expect(await world.ensure()).toBe('unchanged');
      expect(await world.ensure()).toBe('unchanged');
      expect(world.takeAsked()).toEqual(['get secrets team-a/orders-credentials']);
    });
  });
});

describe('the Secret', () => {
  it('carries what the operator wants on a Secret that it reads, under our own marks', () => {
    const way = aConnection({ secretLabels: { 'cnpg.io/reload': 'true', 'dbaas.io/cluster-uid': 'forged' } });
    expect(buildCredentialsSecret(cluster, way, 'x').metadata.labels).toMatchObject({
      'cnpg.io/reload': 'true',
      'dbaas.io/cluster-uid': CLUSTER_UID,
    });
  });

  it.each([
    { does: 'host', way: aConnection({ host: 'b' }) },
    { does: 'port', way: aConnection({ port: 1 }) },
    { does: 'certificate', way: aConnection({ caCertificate: 'PEM' }) },
    { does: 'label', way: aConnection({ secretLabels: { a: 'b' } }) },
  ])('has another stamp with another $does', ({ way }) => {
    expect(connectionHash(way)).not.toBe(connectionHash(connection));
  });

  it('has a stamp that tells nothing of its password', () => {
    const [one, other] = ['one', 'other'].map((password) => buildCredentialsSecret(cluster, connection, password));
    expect(one?.metadata.annotations).toEqual(other?.metadata.annotations);
  });

  it('never has the same password twice', () => {
    const passwords = Array.from({ length: 1_000 }, generatePassword);
    expect(new Set(passwords).size).toBe(1_000);
  });
});
