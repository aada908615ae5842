import { FAULT_NAMES, FaultPlan } from '../../doubles/fault-plan.js';
import { SeededRandom } from '../../fuzz/seeded-random.js';
import { canInjectFaults } from '../../harness/faults.js';
import { FaultBench, type Ordeal, type SceneIncident } from './fault-bench.js';
import { INCIDENT_NAMES, INCIDENTS } from './incidents.js';
import { STAGES, type Stage } from './story.js';

/** `FAULT_SEEDS=20`: so many random mixes, and every fault alone; without it a few of them. */
const SEEDS = Number(process.env.FAULT_SEEDS ?? 0);
const FIRST_SEED = Number(process.env.FAULT_FIRST_SEED ?? 1);
const PATIENCE_MS = 240_000;
const SUPERVISED = { env: { DBAAS_LEADER_ELECTION: 'true' } };

/** While the product is at work on what. */
const STRUCK: readonly Stage[] = SEEDS > 0 ? STAGES : ['edit'];

const seeds = Array.from({ length: Math.max(SEEDS, 2) }, (_, n) => FIRST_SEED + n);
/** The ones that take the longest ways round. */
const A_FEW_FAULTS = ['truncate', 'loseAnswer'] as const;
const A_FEW_INCIDENTS = ['the server restarts', 'the token expires', 'the process is suspended'] as const;

(canInjectFaults() ? describe : describe.skip)('the product over a faulty path', () => {
  let bench: FaultBench;

  beforeAll(async () => {
    bench = await FaultBench.start();
  }, PATIENCE_MS);
  afterAll(() => bench.stop());

  const endOf = async (ordeal: Ordeal): Promise<unknown> => {
    const { endState, complaints } = await bench.tell(ordeal);
    return { endState, complaints };
  };
  const theSameEnd = (): unknown => ({ endState: bench.expected, complaints: [] });

  it.each(SEEDS > 0 ? FAULT_NAMES : A_FEW_FAULTS)(
    'comes to the same end when requests meet "%s"',
    async (fault) => {
      const plan = new FaultPlan({ seed: 1, faults: [fault], probability: 0.4, budget: 40 });
      expect(await endOf({ plan })).toEqual(theSameEnd());
      expect(plan.injected).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  it.each(SEEDS > 0 ? INCIDENT_NAMES : A_FEW_INCIDENTS)(
    'comes to the same end when %s',
    async (name) => {
      const incident: SceneIncident = (scene) => (STRUCK.includes(scene.stage) ? INCIDENTS[name](scene) : undefined);
      expect(await endOf({ incident, product: SUPERVISED })).toEqual(theSameEnd());
    },
    PATIENCE_MS,
  );

  it.each(seeds)(
    'comes to the same end under all of it mixed by seed %i',
    async (seed) => {
      const random = new SeededRandom(seed);
      const plan = new FaultPlan({ seed, faults: FAULT_NAMES, probability: 0.3, budget: 120 });
      const incident: SceneIncident = (scene) => INCIDENTS[random.pick(INCIDENT_NAMES)](scene);
      expect(await endOf({ plan, incident, product: SUPERVISED })).toEqual(theSameEnd());
    },
    PATIENCE_MS,
  );
});
