import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { FolderObjects } from './folder-objects.js';
import { MemoryObjects } from './memory-objects.js';
import { S3Server } from './s3-server.js';
import type { StoredObjects } from './stored-objects.js';

const KEYS = { accessKeyId: 'AKSANDBOX', secretAccessKey: 'a-secret-of-the-tests' };
const Bucket = 'backups';
const ODD_KEYS = ['a b+c&d<e>', "it's (1)*!", 'ü/€/\u{1F600}', 'per%20cent', 'a/../b', 'a//b', '../outside'];

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dbaas-s3-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each<{ where: string; open: () => Promise<StoredObjects> }>([
  { where: 'memory', open: () => Promise.resolve(new MemoryObjects([Bucket], Date.now)) },
  { where: 'a folder', open: () => FolderObjects.open(directory, [Bucket], Date.now) },
])('a store in $where, asked by the client of Amazon', ({ open }) => {
  let server: S3Server;
  let client: S3Client;

  beforeAll(async () => {
    server = await S3Server.start({ keys: KEYS, objects: await open() });
    client = connect(server.url);
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  const put = (Key: string, Body: string, more: object = {}): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const text = async (Key: string): Promise<string | undefined> =>
    (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  it.each(ODD_KEYS)('gives back what was put under %j, and lists it so', async (key) => {
    await put(key, `content of ${key}`);
    expect(await text(key)).toBe(`content of ${key}`);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: key }));
    expect(Contents).toMatchObject([{ Key: key, Size: Buffer.byteLength(`content of ${key}`) }]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    await expect(text(key)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('tells of an object without sending it', async () => {
    const { ETag } = (await put('known', 'four')) as { ETag: string };
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'known' }));
    expect(head).toMatchObject({ ContentLength: 4, ETag, LastModified: expect.any(Date) as Date });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'unknown' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(client.send(new HeadBucketCommand({ Bucket }))).resolves.toBeDefined();
  });

  it('puts nothing over what is there when told so', async () => {
    await put('once', '1', { IfNoneMatch: '*' });
    await expect(put('once', '2', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await text('once')).toBe('1');
  });

  it('lists page by page', async () => {
    const keys = ['page/1', 'page/2', 'page/3', 'page/deep/4', 'page/deep/5'];
    for (const key of keys) await put(key, key);
    const pages: (string | undefined)[][] = [];
    const input = { Bucket, Prefix: 'page/', Delimiter: '/', StartAfter: 'page/1' };
    for await (const { Contents = [], CommonPrefixes = [] } of paginateListObjectsV2({ client, pageSize: 2 }, input))
      pages.push([...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix)]);
    expect(pages).toEqual([['page/2', 'page/3'], ['page/deep/']]);
  });

  it.each<{ what: string; ask: () => Promise<unknown>; name: string }>([
    {
      what: 'another bucket',
      ask: () => client.send(new ListObjectsV2Command({ Bucket: 'others' })),
      name: 'NoSuchBucket',
    },
    {
      what: 'a token of somebody else',
      ask: () => client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'x' })),
      name: 'InvalidArgument',
    },
    { what: 'what it cannot do', ask: () => client.send(new GetBucketAclCommand({ Bucket })), name: 'NotImplemented' },
  ])('refuses $what', async ({ ask, name }) => {
    await expect(ask()).rejects.toMatchObject({ name });
  });

  it.each([
    { what: 'a wrong secret', keys: { ...KEYS, secretAccessKey: 'guessed' }, name: 'SignatureDoesNotMatch' },
    { what: 'an unknown key', keys: { ...KEYS, accessKeyId: 'AKGUESSED' }, name: 'InvalidAccessKeyId' },
  ])('lets nobody in with $what, and tells no secret', async ({ keys, name }) => {
    const stranger = connect(server.url, keys);
    const failure = await stranger
      .send(new ListObjectsV2Command({ Bucket }))
      .catch((error: unknown) => error as S3ServiceException);
    stranger.destroy();
    expect(failure).toMatchObject({ name });
    expect(JSON.stringify(failure)).not.toContain(KEYS.secretAccessKey);
  });

  it.each([
    { what: 'no signature', target: '/backups/known', status: 403 },
    { what: 'an address that cannot be read', target: '/backups/%zz', status: 403 },
    { what: 'no address', target: '//', status: 400 },
  ])('refuses $what', async ({ target, status }) => {
    expect(await statusOf(server.http.port, target)).toBe(status);
  });
});

function connect(endpoint: string, credentials = KEYS): S3Client {
  return new S3Client({
    endpoint,
    credentials,
    region: 'eu-west-3',
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Without a client that would tidy the address up first. */
const statusOf = (port: number, target: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path: target }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
