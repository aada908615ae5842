import { ENGINES, type EngineUnderTest } from '../conformance/engines/engine-under-test.js';
import { offered, PATIENCE_MS } from '../conformance/engines/engine-bench.js';
import { disagreements, missing, shapeOf, type Shape } from '../harness/shape.js';
import { ClusterBench } from '../integration/clusters/bench.js';

/** All that a page about databases shows, whatever they are. */
const DOCUMENT = `query ($namespace: String!) { clusters(namespace: $namespace, first: 50) { edges { node {
  id etag apiVersion kind
  metadata { namespace name uid generation creationTimestamp resourceVersion }
  spec { engine version clusterSize storage { size } resources { cpu memory } powerState deletionPolicy
    deletionProtection allowUnsafeTopology config { name value } }
  status { phase message version size readyMembers observedGeneration availableUpgrades queuedOperations
    binding { name } conditions { type status reason message lastTransitionTime }
    endpoints { name host port external } members { name role ready version storage { size } }
    incarnation { number upstreamUid } upstream { apiVersion kind name phase operatorVersion }
    effective { image version } }
  engine { spec { displayName defaultVersion sizes { minimum recommended } versions { version } }
    status { operator { name installed version } capabilities { powerState operations { type } } } }
  capabilities { type available reason disruption }
  operations(first: 5) { edges { node { metadata { name } } } } } } } }`;

/** Told of every database that runs. */
const FILLED = [
  'phase',
  'message',
  'version',
  'size',
  'readyMembers',
  'observedGeneration',
  'binding.name',
  'conditions[].type',
  'endpoints[].host',
  'endpoints[].port',
  'members[].name',
  'members[].role',
  'members[].ready',
  'members[].version',
  'members[].storage.size',
  'incarnation.number',
  'incarnation.upstreamUid',
  'upstream.name',
  'effective.image',
  'effective.version',
].map((path) => `status.${path}`);
const FILLED_IN_GRAPHQL = [...FILLED, 'engine.status.operator.version', 'capabilities[].type', 'spec.storage.size'];

/** Of a map, keys are data. */
const MAPS = ['metadata.labels', 'metadata.annotations'];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Answers on the wire, whose shape is what is asked about.
type Shown = any;

let bench: ClusterBench;
let namespace: string;

beforeAll(async () => {
  bench = await ClusterBench.start();
  namespace = await bench.namespace();
  await Promise.all(ENGINES.map(born));
}, 2 * PATIENCE_MS);

afterAll(() => bench.stop());

const nameOf = ({ name }: EngineUnderTest): string => `db-${name}`;

async function born(engine: EngineUnderTest): Promise<void> {
  await offered(bench, engine);
  const key = { namespace, name: nameOf(engine) };
  const config = [engine.setting()];
  await bench.create(key, { spec: engine.smallest({ config }) });
  await bench.running(key, PATIENCE_MS);
}

/** One shape for each engine, in the order of engines. */
function shapesOf(items: readonly Shown[]): Shape[] {
  return ENGINES.map((engine) => {
    const mine = items.filter(({ metadata }) => metadata.name === nameOf(engine));
    expect(mine).toHaveLength(1);
    return shapeOf(mine);
  });
}

const isOfMap = (path: string): boolean => MAPS.some((map) => path.startsWith(`${map}.`));

function expectAlike(shapes: readonly Shape[], filled: readonly string[]): void {
  const [first] = shapes as [Shape];
  for (const [index, shape] of shapes.entries()) {
    const found = disagreements(first, shape).filter((path) => !isOfMap(path));
    const { name } = ENGINES[index]!;
    expect({ name, disagreements: found, missing: missing(shape, filled) }).toEqual({
      name,
      disagreements: [],
      missing: [],
    });
  }
}

/** Keys of the objects that every answer has; what is in a list or may be null shows only where there is some. */
const keysOf = (shape: Shape): string[] => [...shape.keys()].filter((path) => !path.includes('[]')).sort();

it('one GraphQL document shows a database of every engine in the same shape', async () => {
  const { body } = await bench.sandbox.request('POST', '/graphql', {
    body: { query: DOCUMENT, variables: { namespace } },
  });
  expect(body.errors).toBeUndefined();
  const shapes = shapesOf(body.data.clusters.edges.map(({ node }: Shown) => node));
  for (const shape of shapes) expect(keysOf(shape)).toEqual(keysOf(shapes[0]!));
  expectAlike(shapes, FILLED_IN_GRAPHQL);
});

it('one REST list shows a database of every engine in the same shape', async () => {
  const { status, body } = await bench.sandbox.request('GET', `/api/v1/namespaces/${namespace}/clusters`);
  expect(status).toBe(200);
  expectAlike(shapesOf(body.items), FILLED);
});

it('one REST path leads to the credentials of every engine, in the same keys', async () => {
  const read = async (engine: EngineUnderTest): Promise<string[]> => {
    const path = `/api/v1/namespaces/${namespace}/clusters/${nameOf(engine)}/credentials`;
    const { body: users } = await bench.sandbox.request('GET', path);
    const { status, body } = await bench.sandbox.request('GET', `${path}/${users.items[0].user}`);
    expect(status).toBe(200);
    return Object.keys(body as object).sort();
  };
  const [first, ...others] = await Promise.all(ENGINES.map(read));
  for (const keys of others) expect(keys).toEqual(first);
});
