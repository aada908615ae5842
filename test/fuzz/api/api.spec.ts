import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { eventually } from '../../harness/eventually.js';
import { SandboxApp } from '../../harness/sandbox-app.js';
import { describeCase, type FuzzCase } from '../fuzz-case.js';
import { inParallel } from '../in-parallel.js';
import { seedsToTry } from '../seeded-random.js';
import { ApiWire } from './api-wire.js';
import { DocumentedAnswers } from './documented-answers.js';
import { describedBy, type ApiDescription } from './documented-operations.js';
import { generateGraphQlCase } from './graphql-case.js';
import { liveHeapBytes } from './heap.js';
import { complaintAbout } from './judge-api-answer.js';
import { generateRestCase, type Present } from './rest-case.js';

const CASES = Number(process.env.FUZZ_CASES ?? 450);
const WIDTH = 8;
const MAX_GROWTH_BYTES = 150e6;
const ORDERS = '/api/v1/namespaces/default/clusters/orders';

/** Names that mean something where cases ask, by the parameters that they stand in. */
const PRESENT: Present = {
  namespace: ['default'],
  name: ['orders', 'main', 'nightly', 'absent'],
  user: ['app'],
  engine: ['postgresql', 'kafka'],
  cluster: ['orders'],
};

type Judge = typeof complaintAbout;

describe('both APIs under a fuzzer', () => {
  let sandbox: SandboxApp;
  let wire: ApiWire;
  let api: ApiDescription;
  let schema: GraphQLSchema;
  let present: Present;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    wire = new ApiWire(sandbox.url, sandbox.token);
    api = describedBy((await sandbox.request('GET', '/api/v1/openapi.json')).body);
    schema = buildSchema(await readFile(path.join(import.meta.dirname, '../../../schema.gql'), 'utf8'));
    await makePresent();
  });

  afterAll(async () => {
    wire.close();
    await sandbox.stop();
  });

  const makePresent = async (): Promise<void> => {
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const storage = { type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9' };
    const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
    await make(path.dirname(ORDERS), { metadata: { name: 'orders' }, spec });
    await make('/api/v1/namespaces/default/backup-storages', {
      metadata: { name: 'main' },
      spec: storage,
      credentials,
    });
    await eventually(
      () => sandbox.request('GET', ORDERS),
      ({ body }) => body.status?.phase === 'Running',
    );
    const later = { type: 'Restart', notBefore: '2999-01-01T00:00:00Z' };
    const { metadata } = await make(`${ORDERS}/operations`, { spec: later });
    present = { ...PRESENT, id: [metadata.name, 'absent'] };
  };

  const make = async (collection: string, body: object): Promise<{ metadata: { name: string } }> => {
    const answer = await sandbox.request('POST', collection, { body });
    expect(answer.body).toMatchObject({ metadata: { name: expect.any(String) } });
    return answer.body;
  };

  /** What is wrong, case by case, while a stranger to it all keeps asking and is answered. */
  const complaintsOver = async (
    count: number,
    generate: (index: number) => FuzzCase,
    judge: Judge = complaintAbout,
  ): Promise<string[]> => {
    const complaints: string[] = [];
    await inParallel(count, WIDTH, async (index) => {
      const each = generate(index);
      const problem = await wire.send(each).then(
        (answer) => judge(each, answer),
        (error: unknown) => `no answer: ${String(error)}`,
      );
      if (problem) complaints.push(`case ${index}: ${problem}\n  ${describeCase(each)}`);
      if (index % 50 === 0) expect((await sandbox.request('GET', ORDERS)).status).toBe(200);
    });
    return complaints;
  };

  it.each(seedsToTry())(
    `answers ${CASES} cases of REST of seed %i with what the caller did wrong, as it says that it does`,
    async (seed) => {
      const documented = new DocumentedAnswers(api.operations);
      const judge: Judge = (each, answer) => complaintAbout(each, answer) ?? documented.complaintAbout(each, answer);
      const complaints = await complaintsOver(CASES, (index) => generateRestCase(api, present, seed, index), judge);
      expect(complaints).toEqual([]);
    },
  );

  it.each(seedsToTry())(
    `answers ${CASES} cases of GraphQL of seed %i likewise, and keeps nothing of them`,
    async (seed) => {
      const before = liveHeapBytes();
      const complaints = await complaintsOver(CASES, (index) => generateGraphQlCase(schema, present, seed, index));
      expect(complaints).toEqual([]);
      expect(liveHeapBytes() - before).toBeLessThan(MAX_GROWTH_BYTES);
    },
  );
});
