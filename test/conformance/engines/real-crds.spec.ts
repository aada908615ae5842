import { existsSync } from 'node:fs';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { isDefinition, readObjects } from '../../../src/sandbox/definitions.js';
import { CRDS_FOLDER } from '../../contract/lean-crds.js';
import type { ClusterBench } from '../../integration/clusters/bench.js';
import { offered, PATIENCE_MS, runningOf, startBench } from './engine-bench.js';
import { ENGINES } from './engine-under-test.js';

const whereKnown = existsSync(CRDS_FOLDER) ? describe : describe.skip;

whereKnown(`with the operators' own CRDs, from ${CRDS_FOLDER}`, () => {
  let bench: ClusterBench;

  beforeAll(async () => {
    const needed = new Set(ENGINES.flatMap(({ provider }) => provider.operator.requiredCrds));
    const given = (await readObjects(CRDS_FOLDER)).filter(isDefinition);
    const givenCrds = given.filter(({ metadata }) => needed.has(metadata.name));
    bench = await startBench({ cluster: { givenCrds } });
    for (const engine of ENGINES) await offered(bench, engine);
  }, PATIENCE_MS);

  afterAll(() => bench.stop());

  it.each(ENGINES)('a database of $name comes up, is at rest, and goes', async (engine) => {
    const key = await runningOf(bench, engine);
    const { upstream } = engine.provider;
    const before = await bench.get(upstream, key);
    await bench.lookAgain(key);
    expect((await bench.get(upstream, key)).metadata.generation).toBe(before.metadata.generation);
    await bench.client.delete(DATABASE_CLUSTER, key);
    expect(await bench.gone(DATABASE_CLUSTER, key)).toBeUndefined();
  });
});
