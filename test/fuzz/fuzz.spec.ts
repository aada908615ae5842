import { EmbeddedApiServer } from '../../src/sandbox/apiserver/index.js';
import { widgetDefinition } from '../conformance/apiserver/widget.js';
import { generateCase } from './case-generator.js';
import { describeCase } from './fuzz-case.js';
import { inParallel } from './in-parallel.js';
import { complaintAbout } from './judge-answer.js';
import { seedsToTry } from './seeded-random.js';
import { FUZZ_GROUP, FUZZ_NAMESPACE, WIDGETS } from './seed-objects.js';
import { Wire } from './wire.js';

const CASES = Number(process.env.FUZZ_CASES ?? 1_500);
const WIDTH = 8;
/** Far more than the largest body takes, even on a busy machine. */
const MAX_MS = 5_000;

describe('the embedded API server under a fuzzer', () => {
  let server: EmbeddedApiServer;
  let wire: Wire;

  beforeAll(async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: FUZZ_NAMESPACE } };
    server = await EmbeddedApiServer.start({ crds: [widgetDefinition(FUZZ_GROUP)] });
    wire = new Wire({ url: server.url, ca: server.caCertificate, token: server.adminToken });
    await wire.send('POST', '/api/v1/namespaces', { 'content-type': 'application/json' }, JSON.stringify(namespace));
  });

  afterAll(async () => {
    await wire.close();
    await server.stop();
  });

  it.each(seedsToTry())(
    `answers ${CASES} cases of seed %i in time, never with a fault of its own, and failures as a Status`,
    async (seed) => {
      const inherited = inheritedNames();
      const complaints: string[] = [];
      await inParallel(CASES, WIDTH, async (index) => {
        const each = generateCase(seed, index);
        const problem = await wire.run(each).then(
          (answer) =>
            complaintAbout(each, answer) ?? (answer.ms > MAX_MS ? `took ${Math.round(answer.ms)} ms` : undefined),
          (error: unknown) => `no answer: ${String(error)}`,
        );
        if (problem) complaints.push(`case ${index}: ${problem}\n  ${describeCase(each)}`);
      });
      expect(complaints).toEqual([]);
      expect(inheritedNames()).toEqual(inherited);
    },
    10 * 60_000,
  );

  it('serves on, and shows what it was made to store', async () => {
    const { status, text } = await wire.send('GET', WIDGETS.collection, {});
    expect(status).toBe(200);
    expect(JSON.parse(text).items.length).toBeGreaterThan(0);
  });

  it('still knows what others may do, whatever roles and bindings it was made to store', async () => {
    const stranger = new Wire({ url: server.url, ca: server.caCertificate, token: server.createToken('u') });
    const { status } = await stranger.send('GET', WIDGETS.collection, {});
    await stranger.close();
    expect(status).toBe(403);
  });
});

/** What every object would show if a key of a body had become a prototype's. */
const inheritedNames = (): string[] =>
  [Object.prototype, Array.prototype, Function.prototype].flatMap((prototype) => Object.getOwnPropertyNames(prototype));
