import { EmbeddedApiServer } from '../../src/sandbox/apiserver/index.js';
import { widgetDefinition } from '../conformance/apiserver/widget.js';
import { generateCase } from '../fuzz/case-generator.js';
import { describeCase } from '../fuzz/fuzz-case.js';
import type { FuzzCase } from '../fuzz/fuzz-case.js';
import { inParallel } from '../fuzz/in-parallel.js';
import { seedsToTry } from '../fuzz/seeded-random.js';
import { DEFINITIONS, FUZZ_GROUP, FUZZ_NAMESPACE, WIDGETS } from '../fuzz/seed-objects.js';
import { Wire } from '../fuzz/wire.js';
import type { WireAnswer } from '../fuzz/wire.js';
import { eventually } from '../harness/eventually.js';
import { realControlPlane } from '../harness/real-control-plane.js';
import { knownDifference } from './known-differences.js';

const CASES = Number(process.env.FUZZ_CASES ?? 3_000);
const WIDTH = 8;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the embedded API server beside a real one, under the same fuzzer', () => {
  let server: EmbeddedApiServer;
  let embedded: Wire;
  let real: Wire;

  beforeAll(async () => {
    const access = realControlPlane();
    if (!access) throw new Error('npm run test:envtest starts the control plane that this is about');
    server = await EmbeddedApiServer.start();
    embedded = new Wire({ url: server.url, ca: server.caCertificate, token: server.adminToken });
    real = new Wire(access);
    for (const wire of [embedded, real]) await prepare(wire);
  }, 60_000);

  afterAll(async () => {
    await real.send('DELETE', `${DEFINITIONS.collection}/widgets.${FUZZ_GROUP}`, {});
    await real.send('DELETE', `/api/v1/namespaces/${FUZZ_NAMESPACE}`, {});
    await Promise.all([embedded.close(), real.close()]);
    await server.stop();
  });

  it.each(seedsToTry())(
    `answers ${CASES} cases of seed %i with the same class of status, but for known differences`,
    async (seed) => {
      const differences: string[] = [];
      const known = new Map<string, number>();
      let sameCodes = 0;
      await inParallel(CASES, WIDTH, async (index) => {
        const each = generateCase(seed, index);
        const [ours, theirs] = await Promise.all([answerOf(embedded, each), answerOf(real, each)]);
        sameCodes += Number(ours.status === theirs.status);
        if (classOf(ours) === classOf(theirs)) return;
        const reason = knownDifference(each, ours, theirs);
        if (reason) known.set(reason, (known.get(reason) ?? 0) + 1);
        else differences.push(describeDifference(index, each, { ours, theirs }));
      });
      process.stderr.write(
        `${sameCodes} of ${CASES} with the same code; known differences: ${JSON.stringify([...known])}\n`,
      );
      expect(differences).toEqual([]);
    },
    15 * 60_000,
  );
});

async function prepare(wire: Wire): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: FUZZ_NAMESPACE } };
  await wire.send('POST', DEFINITIONS.collection, JSON_TYPE, JSON.stringify(widgetDefinition(FUZZ_GROUP)));
  await wire.send('POST', '/api/v1/namespaces', JSON_TYPE, JSON.stringify(namespace));
  const accounts = `/api/v1/namespaces/${FUZZ_NAMESPACE}/serviceaccounts/default`;
  for (const path of [WIDGETS.collection, accounts]) {
    await eventually(
      () => wire.send('GET', path, {}),
      ({ status }) => status === 200,
    );
  }
}

/** A server may also break off. */
const answerOf = (wire: Wire, each: FuzzCase): Promise<WireAnswer> =>
  wire.run(each).catch((error: unknown) => ({ status: 0, contentType: '', text: String(error), ms: 0 }));

/** 2, 3, 4 or 5; 0 without an answer. */
const classOf = ({ status }: WireAnswer): number => Math.floor(status / 100);

function describeDifference(index: number, each: FuzzCase, answers: { ours: WireAnswer; theirs: WireAnswer }): string {
  const told = Object.entries(answers).map(([whose, { status, text }]) => `${whose} ${status} ${messageOf(text)}`);
  return [`case ${index}: ${describeCase(each)}`, ...told].join('\n  ');
}

function messageOf(text: string): string {
  return (/"message":"(?:[^"\\]|\\.)*"/.exec(text)?.[0] ?? text).slice(0, 300);
}
